import {
  CONSENT_CHANNELS, type ConsentChannel, Fen, Instant, Integer, ListOf, OneOf, QuoteLine, Text, TextList, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import { QUOTE_STATUSES, type QuoteStatus, type QuoteVersion, type Signer, SIGNERS } from './quote-version.entity.js';

export class Authorize {
  @Uuid() quoteId!: string;
  /** SHA-256 of the quote that was signed, in hex. */
  @Text(64, { min: 64, pattern: /^[0-9a-f]{64}$/ }) documentSha256!: string;
  @OneOf(CONSENT_CHANNELS) channel!: ConsentChannel;
  @OneOf(SIGNERS) signedBy!: Signer;
}

export class QuoteVersionView {
  @Integer() repairOrderVersion!: number;
  @OneOf(QUOTE_STATUSES) status!: QuoteStatus;
  @Uuid({ nullable: true }) findingId!: string | null;
  @Uuid({ nullable: true }) quoteId!: string | null;
  @Fen({ nullable: true }) totalFen!: number | null;
  @Fen({ nullable: true }) customerShareFen!: number | null;
  @Instant({ nullable: true }) validUntil!: string | null;
  @Text(64, { nullable: true }) documentSha256!: string | null;
  @ListOf(() => QuoteLine) lines!: QuoteLine[];
  /** Codes that the price list lacks. */
  @TextList() unpriced!: string[];
  @Instant({ nullable: true }) signedAt!: string | null;
  @OneOf(SIGNERS, { nullable: true }) signedBy!: Signer | null;
  @OneOf(CONSENT_CHANNELS, { nullable: true }) channel!: ConsentChannel | null;

  static of(quote: QuoteVersion): QuoteVersionView {
    const { repairOrderVersion, status, findingId, quoteId, totalFen, customerShareFen, documentSha256 } = quote;
    const { lines, unpriced, signedBy, channel } = quote;
    return {
      repairOrderVersion, status, findingId, quoteId, totalFen, customerShareFen, documentSha256, lines, unpriced, signedBy, channel,
      validUntil: quote.validUntil?.toISOString() ?? null,
      signedAt: quote.signedAt?.toISOString() ?? null,
    }; // prettier-ignore
  }
}
