import { Fen, Instant, Integer, ListOf, OneOf, QuoteLine, Text, TextList, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import type { PricedLine } from './pricing.js';
import type { Quote, QuoteStatus } from './quote.entity.js';

export class QuoteQuery extends PageQuery {
  @Uuid({ optional: true }) repairOrderId?: string;
}

export class QuoteView {
  @Uuid() id!: string;
  @Integer({ min: 1 }) version!: number;
  @Uuid() repairOrderId!: string;
  @Integer({ min: 1 }) repairOrderVersion!: number;
  @Uuid({ nullable: true }) findingId!: string | null;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @OneOf(['issued', 'refused', 'replaced']) status!: QuoteStatus;
  /** Operation codes and part numbers without a price; only in a refused quote. */
  @TextList() unpriced!: string[];
  @Integer({ min: 1, nullable: true }) priceListVersion!: number | null;
  @ListOf(() => QuoteLine, { max: 400 }) lines!: PricedLine[];
  @Fen() totalFen!: number;
  @Fen() taxFen!: number;
  @Fen() customerShareFen!: number;
  @Instant() issuedAt!: string;
  @Instant({ nullable: true }) validUntil!: string | null;
  @Text(64, { min: 64, nullable: true }) documentSha256!: string | null;

  static of(quote: Quote): QuoteView {
    const { id, version, repairOrderId, repairOrderVersion, findingId, customerId, vehicleId, status, unpriced } =
      quote;
    return Object.assign(new QuoteView(), {
      id, version, repairOrderId, repairOrderVersion, findingId, customerId, vehicleId, status, unpriced,
      priceListVersion: quote.priceListVersion,
      lines: quote.pricedLines(),
      totalFen: quote.totalFen,
      taxFen: quote.taxFen,
      customerShareFen: quote.customerShareFen,
      issuedAt: quote.issuedAt.toISOString(),
      validUntil: quote.validUntil?.toISOString() ?? null,
      documentSha256: quote.documentSha256,
    }); // prettier-ignore
  }
}
