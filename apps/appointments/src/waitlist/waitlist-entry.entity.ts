import { type BookingChannel, WaitlistOffered } from '@pitlane/contracts';
import { endOfDay, localTime, plusDays } from '@pitlane/kernel';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import { askedBy, type MeanwhileWish } from '../appointments/meanwhile.js';
import type { Deed } from '../booking-proposals/booking-proposal.entity.js';
import { datesFrom } from '../capacity/day.js';
import { type Need, needOf } from '../capacity/need.js';
import type { Estimate } from '../estimates/estimate.js';
import { SETTINGS } from '../settings.js';
import type { SlotHold } from '../slot-holds/slot-hold.entity.js';
import {
  NothingOffered, OfferLapsed, WaitlistDaysNotPossible, WaitlistEntryEnded, WaitlistTimesNotPossible,
} from './waitlist-entry.errors.js'; // prettier-ignore
import { offeredUntil, WaitlistOffer } from './waitlist-offer.entity.js';

export const WAITLIST_STATUSES = ['waiting', 'offered', 'taken', 'ended'] as const;
export type WaitlistStatus = (typeof WAITLIST_STATUSES)[number];

/** `left`: the customer waits no more; `over`: its days are; `unanswered`: too many offers lapsed; `erased`: who waited was erased (CRM-12). */
export const WAITLIST_END_REASONS = ['left', 'over', 'unanswered', 'erased'] as const;
export type WaitlistEndReason = (typeof WAITLIST_END_REASONS)[number];

/** What a customer waits for. */
export interface Waiting {
  readonly customerId: string;
  readonly vehicleId: string;
  readonly channel: BookingChannel;
  /** The customer's words. */
  readonly complaint: string;
  readonly meanwhile: MeanwhileWish;
  /** Calendar days of the store, both among them. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Local time of day between which the visit may start. */
  readonly startsFrom: string;
  readonly startsUntil: string;
}

interface Joining extends Waiting {
  readonly id: string;
  readonly storeId: string;
  readonly zone: string;
  readonly estimate: Estimate;
  readonly deed: Deed;
}

/** A customer who waits for a time that is taken (APT-12). The older its id, the earlier it is served. */
@Entity()
export class WaitlistEntry extends Aggregate {
  @Disclosed() @Column('text') status!: WaitlistStatus;
  @Column('uuid') customerId!: string;
  @Column('uuid') vehicleId!: string;
  @Disclosed() @Column('text') channel!: BookingChannel;
  @Column('text') complaint!: string;
  @Disclosed() @Column('text') meanwhile!: MeanwhileWish;
  /** As it was told to the customer when they joined (APT-3). */
  @Column('jsonb') estimate!: Estimate;
  @Column('date') firstDay!: string;
  @Column('date') lastDay!: string;
  @Column('text') startsFrom!: string;
  @Column('text') startsUntil!: string;
  @Column('timestamptz') joinedAt!: Date;
  @Disclosed() @Column('text') joinedBy!: string;
  /** The end of the last day. */
  @Column('timestamptz') waitsUntil!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Disclosed() @Column('text', { nullable: true }) endReason!: WaitlistEndReason | null;
  /** Of what was taken. */
  @Column('uuid', { nullable: true }) appointmentId!: string | null;
  @OneToMany(() => WaitlistOffer, ({ waitlistEntry }) => waitlistEntry, { cascade: true, eager: true })
  offers!: WaitlistOffer[];

  /** @throws WaitlistDaysNotPossible | WaitlistTimesNotPossible */
  static join({ id, storeId, zone, deed, ...waiting }: Joining): WaitlistEntry {
    const { firstDay, lastDay, startsFrom, startsUntil } = waiting;
    const isOver = lastDay < localTime(deed.at, zone).date;
    if (isOver || lastDay < firstDay || lastDay >= plusDays(firstDay, SETTINGS.waitlistMostDays)) {
      throw new WaitlistDaysNotPossible(SETTINGS.waitlistMostDays);
    }
    if (startsUntil < startsFrom) throw new WaitlistTimesNotPossible();
    const entry = new WaitlistEntry();
    entry.begin(id, storeId);
    return Object.assign(entry, waiting, {
      ...{ status: 'waiting', joinedAt: deed.at, joinedBy: deed.by, waitsUntil: endOfDay(lastDay, zone) },
      ...{ endedAt: null, endReason: null, appointmentId: null, offers: [] },
    });
  }

  /** What its visit would take. */
  get need(): Need {
    return { ...needOf(this.estimate, this.vehicleId), ...askedBy(this.meanwhile) };
  }

  get days(): string[] {
    return datesFrom(this.firstDay, this.lastDay);
  }

  /** Whether the customer waits for such a start, and there is time to answer. */
  suits(startsAt: Date, { zone, now }: { zone: string; now: Date }): boolean {
    if (this.status !== 'waiting' || !offeredUntil(startsAt, now)) return false;
    const { date, time } = localTime(startsAt, zone);
    const isItsDay = date >= this.firstDay && date <= this.lastDay;
    return isItsDay && time >= this.startsFrom && time <= this.startsUntil;
  }

  /** Whether they were offered a time that overlaps a stay before: it is not offered again, nor what lies half beside it. */
  wasOffered({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): boolean {
    return this.offers.some((offer) => offer.startsAt < endsAt && offer.endsAt > startsAt);
  }

  /** What became free is held for the customer until `expiresAt` of the hold. The caller saw that it suits. */
  offer({ id: slotHoldId, startsAt, endsAt, expiresAt }: SlotHold, offerId: string, at: Date): WaitlistOffered {
    const { storeId, id: waitlistEntryId, customerId, vehicleId } = this;
    const offer = { id: offerId, storeId, slotHoldId, startsAt, endsAt, offeredAt: at, offeredUntil: expiresAt };
    this.offers.push(WaitlistOffer.of(offer));
    this.status = 'offered';
    return WaitlistOffered.of({
      ...{ waitlistEntryId, customerId, vehicleId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
      offeredUntil: expiresAt.toISOString(),
    });
  }

  /** What the customer may take now. @throws NothingOffered | OfferLapsed */
  offerAt(at: Date): WaitlistOffer {
    const offer = this.openOffer();
    if (!offer) throw new NothingOffered(this.id, this.status);
    if (at >= offer.offeredUntil) throw new OfferLapsed(this.id, offer.offeredUntil);
    return offer;
  }

  /** The customer comes: the visit is booked from what is held for the offer. @throws NothingOffered | OfferLapsed */
  take(appointmentId: string, at: Date): void {
    this.offerAt(at).outcome = 'taken';
    this.appointmentId = appointmentId;
    this.status = 'taken';
    this.endedAt = at;
  }

  /** The customer wants another time and waits on: the caller gives back what is held. @throws NothingOffered | OfferLapsed */
  decline(at: Date): WaitlistOffer {
    const offer = this.offerAt(at);
    offer.outcome = 'declined';
    this.status = 'waiting';
    return offer;
  }

  /** Nobody answered in time; what was held expires by itself. @returns false when nothing is due */
  lapse(at: Date): boolean {
    const offer = this.openOffer();
    if (!offer || at < offer.offeredUntil) return false;
    offer.outcome = 'lapsed';
    this.status = 'waiting';
    const lapsed = this.offers.filter(({ outcome }) => outcome === 'lapsed').length;
    if (lapsed >= SETTINGS.waitlistMostLapsed) this.end('unanswered', at);
    return true;
  }

  /** Nobody waits any more. @returns the offer whose hold the caller gives back, if there is one. @throws WaitlistEntryEnded */
  leave(reason: WaitlistEndReason, at: Date): WaitlistOffer | undefined {
    if (this.endedAt) throw new WaitlistEntryEnded(this.id, this.status);
    const offer = this.openOffer();
    if (offer) offer.outcome = 'withdrawn';
    this.end(reason, at);
    return offer;
  }

  private openOffer(): WaitlistOffer | undefined {
    return this.offers.find(({ outcome }) => outcome === 'open');
  }

  private end(reason: WaitlistEndReason, at: Date): void {
    this.status = 'ended';
    this.endReason = reason;
    this.endedAt = at;
  }
}
