import { Event, IntegrationEvent } from '../event.js';
import { Code, Fen, Instant, Integer, ListOf, OneOf, Text, TextList, Uuid } from '../fields.js';
import { PAY_TYPES, type PayType } from '../terms.js';

export const LINE_KINDS = ['labor', 'part'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export class QuoteLine {
  /** The repair order's line. */
  @Uuid() lineId!: string;
  @OneOf(LINE_KINDS) kind!: LineKind;
  /** Operation code or part number. */
  @Code() code!: string;
  @Text(120) name!: string;
  /** Hundredths of an hour for labor, thousandths of the unit for parts. */
  @Integer() quantity!: number;
  /** Per hour or per unit, tax included. */
  @Fen() unitPriceFen!: number;
  /** Tax included. */
  @Fen() amountFen!: number;
  @Fen() taxFen!: number;
  @OneOf(PAY_TYPES) payType!: PayType;
}

/** Prices of one version of a repair order (BIL-2). */
@Event('billing.quote.issued', 1)
export class QuoteIssued extends IntegrationEvent {
  @Uuid() quoteId!: string;
  @Uuid() repairOrderId!: string;
  @Integer({ min: 1 }) repairOrderVersion!: number;
  @Uuid({ optional: true }) findingId?: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Integer({ min: 1 }) priceListVersion!: number;
  @ListOf(() => QuoteLine) lines!: QuoteLine[];
  @Fen() totalFen!: number;
  @Fen() taxFen!: number;
  /** The part of the total that the customer pays. */
  @Fen() customerShareFen!: number;
  @Instant() validUntil!: string;
  /** SHA-256 of the quote's canonical JSON, in hex: what a signature stands for. */
  @Text(64, { min: 64 }) documentSha256!: string;
}

/** The list in force has no price for some lines. */
@Event('billing.quote.refused', 1)
export class QuoteRefused extends IntegrationEvent {
  @Uuid() quoteId!: string;
  @Uuid() repairOrderId!: string;
  @Integer({ min: 1 }) repairOrderVersion!: number;
  @Uuid({ optional: true }) findingId?: string;
  /** Operation codes and part numbers without a price. */
  @TextList({ min: 1 }) unpriced!: string[];
}
