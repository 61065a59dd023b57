import {
  Code, Fen, Flag, Instant, Integer, Kilometres, LINE_KINDS, type LineKind, ListOf, LotQuantity, OneOf, PAY_TYPES,
  type PayType, Text, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import { sumFen } from '@pitlane/kernel';
import { PageQuery } from '@pitlane/platform';
import type { DrawnPart } from '../known-issues/drawn-parts.js';
import { PaymentView } from '../payments/payment.dto.js';
import type { PricedLine } from '../quotes/pricing.js';
import { type Settlement, SETTLEMENT_STATUSES, type SettlementStatus } from './settlement.entity.js';

export class SettlementQuery extends PageQuery {
  @Uuid({ optional: true }) repairOrderId?: string;
  @OneOf(SETTLEMENT_STATUSES, { optional: true }) status?: SettlementStatus;
}

export class ApproveDifference {
  @Text(500) reason!: string;
  /** The customer agreed; needed when the settlement is higher than the quote. */
  @Flag({ optional: true }) customerConsent?: boolean;
}

/** A settlement with what its order drew from stock. */
export interface SettlementWithDraws {
  readonly settlement: Settlement;
  readonly drawn: readonly DrawnPart[];
}

export class SettlementLineView {
  @Uuid() lineId!: string;
  @OneOf(LINE_KINDS) kind!: LineKind;
  @Code() code!: string;
  @Text(120) name!: string;
  @Integer() quantity!: number;
  @Fen() unitPriceFen!: number;
  @Fen() amountFen!: number;
  @Fen() taxFen!: number;
  @OneOf(PAY_TYPES) payType!: PayType;
  /** What the drawn parts cost at FIFO; 0 for labor. */
  @Fen() costFen!: number;
  /** Lots of the drawn parts with the supplier's delivery (PRT-3). */
  @ListOf(() => LotQuantity) lots!: readonly LotQuantity[];

  static of(line: PricedLine, drawn: readonly DrawnPart[]): SettlementLineView {
    const draw = drawn.find(({ lineId }) => lineId === line.lineId);
    return Object.assign(new SettlementLineView(), line, { costFen: draw?.costFen ?? 0, lots: draw?.lots ?? [] });
  }
}

export class PayerShareView {
  @OneOf(PAY_TYPES) payType!: PayType;
  @Fen() amountFen!: number;
}

export class LineDifferenceView {
  @Uuid() lineId!: string;
  @Code() code!: string;
  @Text(120) name!: string;
  @Fen() quotedFen!: number;
  @Fen() settledFen!: number;
}

/** A settlement in a list. */
export class SettlementSummaryView {
  @Uuid() id!: string;
  @Integer({ min: 1 }) version!: number;
  @Text(40, { nullable: true }) number!: string | null;
  @OneOf(SETTLEMENT_STATUSES) status!: SettlementStatus;
  @Uuid() repairOrderId!: string;
  @Text(40) repairOrderNumber!: string;
  @Integer({ min: 1 }) repairOrderVersion!: number;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Kilometres() mileageKm!: number;
  @Uuid() quoteId!: string;
  @Integer({ min: 1 }) priceListVersion!: number;
  @Fen() quotedTotalFen!: number;
  @Fen() totalFen!: number;
  @Fen() taxFen!: number;
  @Fen() customerShareFen!: number;
  @Fen() paidFen!: number;
  /** What the customer still owes. */
  @Fen() openFen!: number;
  @Instant() completedAt!: string;
  @Instant({ nullable: true }) issuedAt!: string | null;
  @Instant({ nullable: true }) paidAt!: string | null;

  static of(settlement: Settlement): SettlementSummaryView {
    return Object.assign(new SettlementSummaryView(), summaryOf(settlement));
  }
}

export class SettlementView extends SettlementSummaryView {
  @ListOf(() => SettlementLineView, { max: 400 }) lines!: SettlementLineView[];
  @ListOf(() => PayerShareView) payers!: PayerShareView[];
  /** Where it departs from the authorised quote; not empty is why it is blocked, until a manager approves. */
  @ListOf(() => LineDifferenceView, { max: 400 }) differences!: LineDifferenceView[];
  @Text(200, { nullable: true }) approvedBy!: string | null;
  @Text(500, { nullable: true }) approvalReason!: string | null;
  @Flag() customerConsented!: boolean;
  @ListOf(() => PaymentView) payments!: PaymentView[];

  static withDraws({ settlement, drawn }: SettlementWithDraws): SettlementView {
    const lines = settlement.pricedLines();
    const { differences, approvedBy, approvalReason, customerConsented, payments } = settlement;
    return Object.assign(new SettlementView(), summaryOf(settlement), {
      lines: lines.map((line) => SettlementLineView.of(line, drawn)),
      payers: payersOf(lines),
      differences,
      approvedBy,
      approvalReason,
      customerConsented,
      payments: payments.map((payment) => PaymentView.of(payment, settlement)),
    });
  }
}

function summaryOf(settlement: Settlement) {
  const { id, version, number, status, repairOrderId, repairOrderNumber, repairOrderVersion } = settlement;
  const { customerId, vehicleId, mileageKm, quoteId, priceListVersion, quotedTotalFen } = settlement;
  const { totalFen, taxFen, customerShareFen, paidFen, openFen } = settlement;
  return {
    id, version, number, status, repairOrderId, repairOrderNumber, repairOrderVersion, customerId, vehicleId, mileageKm,
    quoteId, priceListVersion, quotedTotalFen, totalFen, taxFen, customerShareFen, paidFen, openFen,
    completedAt: settlement.completedAt.toISOString(),
    issuedAt: settlement.issuedAt?.toISOString() ?? null,
    paidAt: settlement.paidAt?.toISOString() ?? null,
  }; // prettier-ignore
}

/** What each payer pays, those with nothing left out. */
function payersOf(lines: readonly PricedLine[]): PayerShareView[] {
  return PAY_TYPES.flatMap((payType) => {
    const ofPayer = lines.filter((line) => line.payType === payType);
    if (ofPayer.length === 0) return [];
    return [
      Object.assign(new PayerShareView(), { payType, amountFen: sumFen(ofPayer.map(({ amountFen }) => amountFen)) }),
    ];
  });
}
