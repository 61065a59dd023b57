import { Code, Fen, Instant, Integer, OneOf, Text, Thousandths, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import type { SupplierReturn } from './supplier-return.entity.js';

export class SendBack {
  @Uuid() lotId!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  @Text(500) reason!: string;
}

export class CreditReturn {
  @Fen() creditedFen!: number;
  /** Number on the supplier's credit note. */
  @Text(60) creditNote!: string;
  /** Why it is not what was expected. */
  @Text(500, { optional: true }) differenceReason?: string;
}

export class SupplierReturnsQuery extends PageQuery {
  /** Those whose credit has not come. */
  @OneOf(['true'], { optional: true }) open?: 'true';
}

export class SupplierReturnView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Uuid() deliveryId!: string;
  @Text(80) supplier!: string;
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  /** What the quantity cost. */
  @Fen() expectedCreditFen!: number;
  @Text(500) reason!: string;
  @Code() sentBy!: string;
  @Instant() sentAt!: string;
  @Fen({ nullable: true }) creditedFen!: number | null;
  @Text(60, { nullable: true }) creditNote!: string | null;
  @Text(500, { nullable: true }) differenceReason!: string | null;
  @Code({ nullable: true }) creditedBy!: string | null;
  @Instant({ nullable: true }) creditedAt!: string | null;

  static of(sent: SupplierReturn): SupplierReturnView {
    const { id, version, deliveryId, supplier, lotId, partNumber, quantityThousandths, expectedCreditFen } = sent;
    const { reason, sentBy, sentAt, creditedFen, creditNote, differenceReason, creditedBy, creditedAt } = sent;
    return Object.assign(new SupplierReturnView(), {
      ...{ id, version, deliveryId, supplier, lotId, partNumber, quantityThousandths, expectedCreditFen },
      ...{ reason, sentBy, creditedFen, creditNote, differenceReason, creditedBy },
      sentAt: sentAt.toISOString(),
      creditedAt: creditedAt?.toISOString() ?? null,
    });
  }
}
