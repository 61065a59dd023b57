import { Event, IntegrationEvent } from '../event.js';
import { Code, Fen, Instant, Text, Thousandths, Uuid } from '../fields.js';

/** Something faulty or surplus went back to its supplier, who owes a credit for it (PRT-10). */
@Event('parts.supplier-return.sent', 1)
export class SupplierReturnSent extends IntegrationEvent {
  @Uuid() supplierReturnId!: string;
  @Uuid() deliveryId!: string;
  @Text(80) supplier!: string;
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** What the quantity cost. */
  @Fen() expectedCreditFen!: number;
  @Text(500) reason!: string;
  @Instant() sentAt!: string;
}

/** The supplier's credit for a return came (PRT-10). */
@Event('parts.supplier-return.credited', 1)
export class SupplierReturnCredited extends IntegrationEvent {
  @Uuid() supplierReturnId!: string;
  @Text(80) supplier!: string;
  @Fen() expectedCreditFen!: number;
  @Fen() creditedFen!: number;
  /** Number on the supplier's credit note. */
  @Text(60) creditNote!: string;
  /** Why it is not what was expected. */
  @Text(500, { optional: true }) differenceReason?: string;
  @Instant() creditedAt!: string;
}
