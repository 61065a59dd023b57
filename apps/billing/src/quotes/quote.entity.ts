import { type Facts, QuoteIssued, QuoteRefused, type QuoteRequested } from '@pitlane/contracts';
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import { inOrder } from './priced-line.entity.js';
import type { PricedLine, Totals } from './pricing.js';
import { QuoteLine } from './quote-line.entity.js';

export type QuoteStatus = 'issued' | 'refused' | 'replaced';

/** What a quote says: a signature stands for the SHA-256 of its canonical JSON. */
export type QuoteDocument = Omit<Facts<QuoteIssued>, 'documentSha256'>;

/** The request that a quote answers. */
export interface QuoteFor {
  readonly id: string;
  readonly storeId: string;
  readonly request: Facts<QuoteRequested>;
  /** SHA-256 of the lines that were asked for: equal requests get the same quote. */
  readonly requestSha256: string;
  readonly at: Date;
}

/** Prices of one version of a repair order, or the refusal to price it (BIL-2). */
@Entity()
export class Quote extends Aggregate {
  @Column('uuid') repairOrderId!: string;
  @Column('int') repairOrderVersion!: number;
  @Column('uuid', { nullable: true }) findingId!: string | null;
  @Column('uuid') customerId!: string;
  @Column('uuid') vehicleId!: string;
  @Disclosed() @Column('text') status!: QuoteStatus;
  @Disclosed() @Column('text') requestSha256!: string;
  /** Operation codes and part numbers without a price; none in an issued quote. */
  @Column('text', { array: true }) unpriced!: string[];
  @Column('int', { nullable: true }) priceListVersion!: number | null;
  @Column('bigint', { transformer: safeInteger }) totalFen!: number;
  @Column('bigint', { transformer: safeInteger }) taxFen!: number;
  @Column('bigint', { transformer: safeInteger }) customerShareFen!: number;
  @Column('timestamptz') issuedAt!: Date;
  @Column('timestamptz', { nullable: true }) validUntil!: Date | null;
  @Disclosed() @Column('text', { nullable: true }) documentSha256!: string | null;
  @OneToMany(() => QuoteLine, (line) => line.quote, { cascade: true, eager: true }) lines!: QuoteLine[];

  static issue(asked: QuoteFor, document: QuoteDocument, documentSha256: string): Quote {
    const { priceListVersion, totalFen, taxFen, customerShareFen, validUntil, lines } = document;
    return Object.assign(Quote.answering(asked), {
      status: 'issued',
      priceListVersion,
      totalFen,
      taxFen,
      customerShareFen,
      validUntil: new Date(validUntil),
      documentSha256,
      lines: lines.map((line, position) =>
        Object.assign(new QuoteLine(), { ...line, quoteId: asked.id, storeId: asked.storeId, position }),
      ),
    });
  }

  static refuse(asked: QuoteFor, unpriced: string[]): Quote {
    return Object.assign(Quote.answering(asked), { status: 'refused', unpriced });
  }

  private static answering({ id, storeId, request, requestSha256, at }: QuoteFor): Quote {
    const quote = new Quote();
    quote.begin(id, storeId);
    const nothing: Totals = { totalFen: 0, taxFen: 0, customerShareFen: 0 };
    return Object.assign(quote, nothing, {
      repairOrderId: request.repairOrderId,
      repairOrderVersion: request.repairOrderVersion,
      findingId: request.findingId ?? null,
      customerId: request.customerId,
      vehicleId: request.vehicleId,
      requestSha256,
      unpriced: [],
      priceListVersion: null,
      issuedAt: at,
      validUntil: null,
      documentSha256: null,
      lines: [],
    });
  }

  /** Whether the quote still answers a request: the same lines, and not run out. */
  answers(requestSha256: string, at: Date): boolean {
    return this.requestSha256 === requestSha256 && this.validUntil !== null && at < this.validUntil;
  }

  /** A newer quote of the same version takes its place. */
  replace(): void {
    this.status = 'replaced';
  }

  pricedLines(): PricedLine[] {
    return inOrder(this.lines);
  }

  /** What the other services are told. */
  told(): QuoteIssued | QuoteRefused {
    const { priceListVersion, validUntil, documentSha256 } = this;
    const about = {
      quoteId: this.id,
      repairOrderId: this.repairOrderId,
      repairOrderVersion: this.repairOrderVersion,
      ...(this.findingId !== null && { findingId: this.findingId }),
    };
    if (priceListVersion === null || validUntil === null || documentSha256 === null) {
      return QuoteRefused.of({ ...about, unpriced: this.unpriced });
    }
    return QuoteIssued.of({
      ...about,
      customerId: this.customerId,
      vehicleId: this.vehicleId,
      priceListVersion,
      lines: this.pricedLines(),
      totalFen: this.totalFen,
      taxFen: this.taxFen,
      customerShareFen: this.customerShareFen,
      validUntil: validUntil.toISOString(),
      documentSha256,
    });
  }
}
