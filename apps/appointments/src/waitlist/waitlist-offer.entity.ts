import { plusMinutes } from '@pitlane/kernel';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { SETTINGS } from '../settings.js';
import { WaitlistEntry } from './waitlist-entry.entity.js';

/** `withdrawn`: the customer waits no more. */
export const OFFER_OUTCOMES = ['open', 'taken', 'declined', 'lapsed', 'withdrawn'] as const;
export type OfferOutcome = (typeof OFFER_OUTCOMES)[number];

/** A time that became free and is held for one who waits, until they answer (APT-12). */
@Entity()
export class WaitlistOffer {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => WaitlistEntry, (entry) => entry.offers)
  @JoinColumn()
  waitlistEntry!: Relation<WaitlistEntry>;
  @Column('uuid') slotHoldId!: string;
  @Column('timestamptz') startsAt!: Date;
  @Column('timestamptz') endsAt!: Date;
  @Column('timestamptz') offeredAt!: Date;
  @Column('timestamptz') offeredUntil!: Date;
  @Column('text') outcome!: OfferOutcome;

  static of(facts: Omit<WaitlistOffer, 'waitlistEntry' | 'outcome'>): WaitlistOffer {
    return Object.assign(new WaitlistOffer(), facts, { outcome: 'open' });
  }
}

/**
 * Until when a start would be offered: a while from now, and never into the last hour before it.
 * @returns nothing when that is less time than a hold has: too little to answer
 */
export function offeredUntil(startsAt: Date, now: Date): Date | undefined {
  const latest = plusMinutes(startsAt, -SETTINGS.waitlistOfferAheadMinutes);
  if (latest < plusMinutes(now, SETTINGS.holdMinutes)) return undefined;
  const usual = plusMinutes(now, SETTINGS.waitlistOfferMinutes);
  return usual < latest ? usual : latest;
}
