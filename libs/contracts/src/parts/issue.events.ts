import { Event, IntegrationEvent } from '../event.js';
import { Code, Fen, Instant, ListOf, Text, Thousandths, Uuid } from '../fields.js';

/** A quantity of one lot, with the supplier's delivery that it came with: the FIFO trace (PRT-3). */
export class LotQuantity {
  @Uuid() lotId!: string;
  @Uuid() deliveryId!: string;
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  @Fen() unitCostFen!: number;
}

export class IssuedLine {
  /** Part line of the repair order. */
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** Sum over the lots, each rounded half up. */
  @Fen() costFen!: number;
  @ListOf(() => LotQuantity, { min: 1 }) lots!: LotQuantity[];
}

/** Parts left the store for a repair order, oldest lots first (PRT-3). */
@Event('parts.issue.issued', 1)
export class PartsIssued extends IntegrationEvent {
  @Uuid() issueId!: string;
  @Uuid() repairOrderId!: string;
  /** Technician who took them. */
  @Code() receivedBy!: string;
  @ListOf(() => IssuedLine, { min: 1 }) lines!: IssuedLine[];
  @Instant() issuedAt!: string;
}

/** Unused parts came back to their own lots at their own cost (PRT-10). */
@Event('parts.issue.returned', 1)
export class PartsReturned extends IntegrationEvent {
  @Uuid() issueId!: string;
  @Uuid() returnId!: string;
  @Uuid() repairOrderId!: string;
  @ListOf(() => IssuedLine, { min: 1 }) lines!: IssuedLine[];
  @Text(500) reason!: string;
  @Instant() returnedAt!: string;
}
