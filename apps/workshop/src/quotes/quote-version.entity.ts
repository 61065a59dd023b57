import {
  type ConsentChannel,
  type QuoteIssued,
  type QuoteLine,
  type QuoteRefused,
  QuoteRequested,
  RepairOrderAuthorized,
} from '@pitlane/contracts';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Act } from '../act.js';
import type { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { NothingToQuote, QuoteExpired, QuoteNotIssued, QuoteOutdated, SignedOtherDocument } from './quote.errors.js';

export const QUOTE_STATUSES = ['requested', 'issued', 'refused', 'signed'] as const;
export type QuoteStatus = (typeof QUOTE_STATUSES)[number];

export const SIGNERS = ['customer', 'representative'] as const;
export type Signer = (typeof SIGNERS)[number];

/** The customer's consent to a priced version: what was signed, how and by whom. */
export interface Consent {
  quoteId: string;
  documentSha256: string;
  channel: ConsentChannel;
  signedBy: Signer;
}

/** One version of an order as billing prices it and the customer signs it (WKS-4). */
@Entity()
export class QuoteVersion {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') repairOrderId!: string;
  @Column('int') repairOrderVersion!: number;
  /** The authorised version that it adds to; once another is signed, this one says too little. */
  @Column('int') baseVersion!: number;
  /** How many jobs it proposes; once one of them was withdrawn, it says too much. */
  @Column('int') proposedJobs!: number;
  @Column('uuid', { nullable: true }) findingId!: string | null;
  @Column('text') status!: QuoteStatus;
  @Column('timestamptz') requestedAt!: Date;
  @Column('uuid', { nullable: true }) quoteId!: string | null;
  @Column('bigint', { nullable: true, transformer: safeInteger }) totalFen!: number | null;
  @Column('bigint', { nullable: true, transformer: safeInteger }) customerShareFen!: number | null;
  @Column('timestamptz', { nullable: true }) validUntil!: Date | null;
  @Column('text', { nullable: true }) documentSha256!: string | null;
  @Column('jsonb') lines!: QuoteLine[];
  /** Codes that the price list lacks, when billing refused. */
  @Column('jsonb') unpriced!: string[];
  @Column('timestamptz', { nullable: true }) signedAt!: Date | null;
  @Column('text', { nullable: true }) signedBy!: Signer | null;
  @Column('text', { nullable: true }) channel!: ConsentChannel | null;
  /** Staff id of the advisor who took the signature. */
  @Column('text', { nullable: true }) recordedBy!: string | null;

  /**
   * Asks billing to price the order's next version.
   * @param findingId the finding whose jobs it adds; null for what the customer wishes
   * @throws WrongOrderStatus | NothingToQuote
   */
  static request(id: string, order: RepairOrder, findingId: string | null, at: Date): [QuoteVersion, QuoteRequested] {
    const proposed = order.nextVersion(findingId);
    if (proposed.length === 0) throw new NothingToQuote(order.id);
    const quote = Object.assign(new QuoteVersion(), {
      id,
      storeId: order.storeId,
      repairOrderId: order.id,
      repairOrderVersion: order.quoteVersion,
      baseVersion: order.authorizedVersion,
      proposedJobs: proposed.length,
      findingId,
      status: 'requested' as const,
      requestedAt: at,
      lines: [],
      unpriced: [],
    });
    const requested = QuoteRequested.of({
      repairOrderId: order.id,
      repairOrderVersion: order.quoteVersion,
      customerId: order.customerId,
      vehicleId: order.vehicleId,
      ...(findingId !== null && { findingId }),
      ...order.linesOf([...order.authorizedJobs, ...proposed]),
    });
    return [quote, requested];
  }

  /** Billing has priced it. */
  issued(quote: QuoteIssued): void {
    const { quoteId, totalFen, customerShareFen, documentSha256, lines } = quote;
    const validUntil = new Date(quote.validUntil);
    Object.assign(this, { status: 'issued', quoteId, totalFen, customerShareFen, validUntil, documentSha256, lines });
  }

  /** The price list in force has no price for some lines. */
  refused({ quoteId, unpriced }: QuoteRefused): void {
    Object.assign(this, { status: 'refused', quoteId, unpriced });
  }

  /**
   * The customer signs this version, and no other document (WKS-4): its jobs may be done.
   * @throws WrongOrderStatus | QuoteNotIssued | QuoteOutdated | QuoteExpired | SignedOtherDocument
   */
  sign(order: RepairOrder, consent: Consent, act: Act): RepairOrderAuthorized {
    this.checkSignable(order, consent, act.at);
    const { quoteId, documentSha256, channel, signedBy } = consent;
    order.authorize(this.repairOrderVersion, act);
    Object.assign(this, { status: 'signed', signedAt: act.at, signedBy, channel, recordedBy: act.by });
    return RepairOrderAuthorized.of({
      repairOrderId: order.id,
      repairOrderVersion: this.repairOrderVersion,
      ...(order.appointmentId !== null && { appointmentId: order.appointmentId }),
      customerId: order.customerId,
      vehicleId: order.vehicleId,
      quoteId,
      documentSha256,
      channel,
      ...order.linesOf(order.authorizedJobs),
      authorizedAt: act.at.toISOString(),
    });
  }

  private checkSignable(order: RepairOrder, { quoteId, documentSha256 }: Consent, at: Date): void {
    if (this.status !== 'issued' || this.validUntil === null) throw new QuoteNotIssued(quoteId, this.status);
    const stillProposed = order.proposedIn(this.repairOrderVersion).length;
    if (this.baseVersion !== order.authorizedVersion || this.proposedJobs !== stillProposed) {
      throw new QuoteOutdated(quoteId, this.repairOrderVersion);
    }
    if (this.validUntil <= at) throw new QuoteExpired(quoteId, this.validUntil);
    if (this.documentSha256 !== documentSha256) throw new SignedOtherDocument(quoteId);
  }
}
