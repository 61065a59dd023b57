import { Day, Integer, ListOf, OneOf, Text, TextList, TimeOfDay, Uuid } from '@pitlane/contracts';
import { MEANWHILE_WISHES, type MeanwhileWish } from '../appointments/meanwhile.js';
import { OWN_CHANNELS, type OwnChannel } from '../own-bookings/own-booking.dto.js';
import { WaitlistOfferView } from '../waitlist/waitlist-entry.dto.js';
import { WAITLIST_STATUSES, type WaitlistEntry, type WaitlistStatus } from '../waitlist/waitlist-entry.entity.js';

export class OwnWaiting {
  @Uuid() vehicleId!: string;
  @OneOf(OWN_CHANNELS) channel!: OwnChannel;
  /** The customer's words. */
  @Text(2000) complaint!: string;
  /** Operation codes of the labor catalog. */
  @TextList({ min: 1, max: 20 }) operations!: string[];
  @OneOf(MEANWHILE_WISHES) meanwhile!: MeanwhileWish;
  /** Local days, both among them. */
  @Day() firstDay!: string;
  @Day() lastDay!: string;
  /** Local time of day between which the visit may start; left out: any. */
  @TimeOfDay({ optional: true }) startsFrom?: string;
  @TimeOfDay({ optional: true }) startsUntil?: string;
}

/** What a customer waits for, and what they were offered; neither who else waits nor what is kept. */
export class OwnWaitingView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(WAITLIST_STATUSES) status!: WaitlistStatus;
  @Uuid() vehicleId!: string;
  @Day() firstDay!: string;
  @Day() lastDay!: string;
  @TimeOfDay() startsFrom!: string;
  @TimeOfDay() startsUntil!: string;
  /** Oldest first. */
  @ListOf(() => WaitlistOfferView) offers!: WaitlistOfferView[];
  /** Of what was taken. */
  @Uuid({ nullable: true }) appointmentId!: string | null;

  static of(entry: WaitlistEntry): OwnWaitingView {
    const { id, version, status, vehicleId, firstDay, lastDay, startsFrom, startsUntil, appointmentId } = entry;
    const offers = entry.offers.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(WaitlistOfferView.of);
    return { id, version, status, vehicleId, firstDay, lastDay, startsFrom, startsUntil, offers, appointmentId };
  }
}
