import { Event, IntegrationEvent } from '../event.js';
import { Code, Day, Fen, Instant, Text, Thousandths, Uuid } from '../fields.js';

/** A part that was not in stock was borrowed; it came in as a lot at the agreed cost (PRT-16). */
@Event('parts.borrowing.opened', 1)
export class PartBorrowed extends IntegrationEvent {
  @Uuid() borrowingId!: string;
  /** Another dealer, a supplier, a sister store. */
  @Text(80) lender!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** Agreed with the lender, for one stocking unit. */
  @Fen() unitCostFen!: number;
  @Uuid() lotId!: string;
  /** Part line of the repair order that waits for it. */
  @Uuid({ optional: true }) lineId?: string;
  @Day() dueOn!: string;
  @Instant() borrowedAt!: string;
}

/** As much of the part went back to the lender: what was there of the borrowed lot, then of the lots that were next to leave. */
@Event('parts.borrowing.given-back', 1)
export class BorrowingGivenBack extends IntegrationEvent {
  @Uuid() borrowingId!: string;
  /** What was borrowed, at the agreed cost. */
  @Fen() borrowedFen!: number;
  /** What went back, at the cost of its lots. */
  @Fen() givenBackFen!: number;
  @Instant() givenBackAt!: string;
}

/** The lender sent an invoice instead: what was borrowed is bought. */
@Event('parts.borrowing.bought', 1)
export class BorrowingBought extends IntegrationEvent {
  @Uuid() borrowingId!: string;
  @Text(60) invoiceNumber!: string;
  /** What was borrowed, at the agreed cost. */
  @Fen() borrowedFen!: number;
  @Fen() invoiceFen!: number;
  @Instant() boughtAt!: string;
}
