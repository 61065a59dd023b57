import {
  type Facts,
  type IntegrationEvent,
  PaymentReceived,
  SurplusReceived,
  type RepairOrderCompleted,
  type SettledPartLine,
  SettlementIssued,
  SettlementPaid,
} from '@pitlane/contracts';
import { NotFound } from '@pitlane/kernel';
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import type { DrawnPart } from '../known-issues/drawn-parts.js';
import type { KnownFinalDraw } from '../known-issues/known-final-draw.entity.js';
import { Payment } from '../payments/payment.entity.js';
import { inOrder } from '../quotes/priced-line.entity.js';
import { type PricedLine, totalsOf } from '../quotes/pricing.js';
import type { Quote } from '../quotes/quote.entity.js';
import { SettlementLine } from './settlement-line.entity.js';
import { ApproverMayNotIssue, ConsentNeeded, SettlementNotBlocked, SettlementNotReady } from './settlement.errors.js';
import { differencesOf, type LineDifference, settledLines } from './settling.js';

export const SETTLEMENT_STATUSES = ['draft', 'ready', 'blocked', 'issued', 'paid'] as const;
/**
 * `draft`: the parts service has not said its last word of what was drawn; `ready` to be issued; `blocked` by a difference to the quote;
 * `issued`: the customer owes something; `paid`: nothing is open.
 */
export type SettlementStatus = (typeof SETTLEMENT_STATUSES)[number];

export interface DifferenceApproval {
  readonly approvedBy: string;
  readonly reason: string;
  readonly customerConsent: boolean;
  readonly at: Date;
}

/** The settlement (结算单) of one visit: done work and drawn parts at the authorised quote's prices (BIL-3). */
@Entity()
export class Settlement extends Aggregate {
  @Column('uuid') repairOrderId!: string;
  @Disclosed() @Column('text') repairOrderNumber!: string;
  @Column('int') repairOrderVersion!: number;
  @Column('uuid') customerId!: string;
  @Column('uuid') vehicleId!: string;
  @Column('int') mileageKm!: number;
  @Column('timestamptz') completedAt!: Date;
  @Column('uuid') quoteId!: string;
  @Column('int') priceListVersion!: number;
  @Column('bigint', { transformer: safeInteger }) quotedTotalFen!: number;
  @Column('bigint', { transformer: safeInteger }) quotedCustomerShareFen!: number;
  @Disclosed() @Column('text') status!: SettlementStatus;
  @Column('bigint', { transformer: safeInteger }) totalFen!: number;
  @Column('bigint', { transformer: safeInteger }) taxFen!: number;
  @Column('bigint', { transformer: safeInteger }) customerShareFen!: number;
  @Column('jsonb') differences!: LineDifference[];
  @Disclosed() @Column('text', { nullable: true }) approvedBy!: string | null;
  @Column('text', { nullable: true }) approvalReason!: string | null;
  @Column('boolean') customerConsented!: boolean;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Disclosed() @Column('text', { nullable: true }) number!: string | null;
  @Disclosed() @Column('text', { nullable: true }) issuedBy!: string | null;
  @Column('timestamptz', { nullable: true }) issuedAt!: Date | null;
  /** Received less refunded, as far as it counts towards the share. */
  @Column('bigint', { transformer: safeInteger }) paidFen!: number;
  @Column('timestamptz', { nullable: true }) paidAt!: Date | null;
  @OneToMany(() => SettlementLine, (line) => line.settlement, { cascade: true, eager: true }) lines!: SettlementLine[];
  @OneToMany(() => Payment, (payment) => payment.settlement, { cascade: true, eager: true }) payments!: Payment[];

  /** @throws LineNotAuthorized */
  static draft(id: string, completed: Facts<RepairOrderCompleted>, quote: Quote): Settlement {
    const settlement = new Settlement();
    settlement.begin(id, quote.storeId);
    const quoted = quote.pricedLines();
    const lines = settledLines(completed, quoted);
    const { repairOrderId, repairOrderVersion, customerId, vehicleId, mileageKm } = completed;
    const { storeId } = quote;
    return Object.assign(settlement, totalsOf(lines), {
      repairOrderId, repairOrderVersion, customerId, vehicleId, mileageKm,
      repairOrderNumber: completed.number,
      completedAt: new Date(completed.completedAt),
      quoteId: quote.id,
      priceListVersion: quote.priceListVersion,
      quotedTotalFen: quote.totalFen,
      quotedCustomerShareFen: quote.customerShareFen,
      status: 'draft',
      differences: differencesOf(quoted, lines),
      approvedBy: null, approvalReason: null, customerConsented: false, approvedAt: null,
      number: null, issuedBy: null, issuedAt: null, paidFen: 0, paidAt: null,
      lines: entriesOf(lines, id, storeId),
      payments: [],
    }); // prettier-ignore
  }

  get openFen(): number {
    return this.customerShareFen - this.paidFen;
  }

  pricedLines(): PricedLine[] {
    return inOrder(this.lines);
  }

  /** @throws NotFound */
  payment(id: string): Payment {
    const found = this.payments.find((payment) => payment.id === id);
    if (!found) throw new NotFound('payment', id);
    return found;
  }

  /**
   * Once the parts service has said its last word, and all that led to it is known, bills the parts that the car really got:
   * fewer than the workshop counted, when some came back just as it completed the order. Before that it stays a draft.
   * @throws LineNotAuthorized
   */
  settleParts(drawn: readonly DrawnPart[], final: KnownFinalDraw | null, quote: Quote): void {
    if (this.status !== 'draft' || !final?.equals(drawn)) return;
    const labor = this.pricedLines().filter(({ kind }) => kind === 'labor');
    const laborLines = labor.map(({ lineId, quantity }) => ({ lineId, flatRateHundredths: quantity }));
    const { repairOrderId } = this;
    const done = { repairOrderId, laborLines, partLines: drawn, completedAt: this.completedAt.toISOString() };
    const quoted = quote.pricedLines();
    const lines = settledLines(done, quoted);
    this.lines = entriesOf(lines, this.id, this.storeId);
    Object.assign(this, totalsOf(lines), { differences: differencesOf(quoted, lines) });
    this.status = this.differences.length === 0 ? 'ready' : 'blocked';
  }

  /** Lets a difference to the quote pass. @throws SettlementNotBlocked | ConsentNeeded */
  approveDifference({ approvedBy, reason, customerConsent, at }: DifferenceApproval): void {
    if (this.status !== 'blocked') throw new SettlementNotBlocked(this.id, this.status);
    const overFen = Math.max(this.totalFen - this.quotedTotalFen, this.customerShareFen - this.quotedCustomerShareFen);
    if (overFen > 0 && !customerConsent) throw new ConsentNeeded(this.id, overFen);
    Object.assign(this, {
      status: 'ready',
      approvedBy,
      approvalReason: reason,
      customerConsented: customerConsent,
      approvedAt: at,
    });
  }

  /** @throws SettlementNotReady */
  refuseUnlessReady(): void {
    if (this.status !== 'ready') throw new SettlementNotReady(this.id, this.status);
  }

  /** Makes it final under its number; with nothing to pay for the customer it is paid at once. @throws SettlementNotReady | ApproverMayNotIssue */
  issue(number: string, issuedBy: string, at: Date): IntegrationEvent[] {
    this.refuseUnlessReady();
    if (this.approvedBy === issuedBy) throw new ApproverMayNotIssue(this.id);
    Object.assign(this, { status: 'issued', number, issuedBy, issuedAt: at });
    const { id, repairOrderId, customerId, vehicleId, totalFen, taxFen, customerShareFen } = this;
    const about = { settlementId: id, repairOrderId, customerId, vehicleId };
    const issued = SettlementIssued.of({
      ...about, number, totalFen, taxFen, customerShareFen, partLines: this.partLines(), issuedAt: at.toISOString(),
    }); // prettier-ignore
    return [issued, ...this.paidInFull(at)];
  }

  private partLines(): SettledPartLine[] {
    return this.pricedLines()
      .filter(({ kind }) => kind === 'part')
      .map(({ lineId, code, quantity, amountFen }) => ({
        lineId,
        partNumber: code,
        quantityThousandths: quantity,
        amountFen,
      }));
  }

  private surplus({ id: paymentId, amountFen }: Payment): SurplusReceived {
    const { id: settlementId, repairOrderId, customerId } = this;
    return SurplusReceived.of({ settlementId, paymentId, repairOrderId, customerId, amountFen });
  }

  /** Money arrived: it counts if so much is open, else it waits for its refund. */
  receive(payment: Payment, at: Date): IntegrationEvent[] {
    const counts = this.status === 'issued' && payment.amountFen <= this.openFen;
    payment.status = counts ? 'captured' : 'surplus';
    payment.receivedAt = at;
    const received = PaymentReceived.of({
      settlementId: this.id,
      paymentId: payment.id,
      repairOrderId: this.repairOrderId,
      customerId: this.customerId,
      method: payment.method,
      amountFen: payment.amountFen,
      receivedAt: at.toISOString(),
    });
    if (!counts) return [received, this.surplus(payment)];
    this.paidFen += payment.amountFen;
    return [received, ...this.paidInFull(at)];
  }

  /** Money went back: what counted is open again. */
  giveBack(payment: Payment, amountFen: number): void {
    payment.refundedFen += amountFen;
    if (payment.status !== 'captured') return;
    this.paidFen -= amountFen;
    this.status = 'issued';
    this.paidAt = null;
  }

  private paidInFull(at: Date): SettlementPaid[] {
    if (this.openFen > 0) return [];
    this.status = 'paid';
    this.paidAt = at;
    const { id, repairOrderId, customerId, vehicleId, paidFen } = this;
    return [
      SettlementPaid.of({ settlementId: id, repairOrderId, customerId, vehicleId, paidFen, paidAt: at.toISOString() }),
    ];
  }
}

const entriesOf = (lines: readonly PricedLine[], settlementId: string, storeId: string): SettlementLine[] =>
  lines.map((line, position) => Object.assign(new SettlementLine(), { ...line, settlementId, storeId, position }));
