import {
  BOOKING_CHANNELS, type BookingChannel, Code, Day, Instant, Integer, ListOf, Nested, OneOf, Text, TextList, TimeOfDay, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import { PageQuery } from '@pitlane/platform';
import { EstimateView, WantedPart } from '../appointments/appointment.dto.js';
import { MEANWHILE_WISHES, type MeanwhileWish } from '../appointments/meanwhile.js';
import {
  WAITLIST_END_REASONS, WAITLIST_STATUSES, type WaitlistEndReason, type WaitlistEntry, type WaitlistStatus,
} from './waitlist-entry.entity.js'; // prettier-ignore
import { OFFER_OUTCOMES, type OfferOutcome, type WaitlistOffer } from './waitlist-offer.entity.js';

export class JoinBody {
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @OneOf(BOOKING_CHANNELS) channel!: BookingChannel;
  /** The customer's words. */
  @Text(2000) complaint!: string;
  /** Operation codes of the labor catalog. */
  @TextList({ min: 1, max: 20 }) operations!: string[];
  @ListOf(() => WantedPart, { max: 50, optional: true }) parts?: WantedPart[];
  @OneOf(MEANWHILE_WISHES) meanwhile!: MeanwhileWish;
  /** Local days, both among them. */
  @Day() firstDay!: string;
  @Day() lastDay!: string;
  /** Local time of day between which the visit may start; left out: any. */
  @TimeOfDay({ optional: true }) startsFrom?: string;
  @TimeOfDay({ optional: true }) startsUntil?: string;
}

export class WaitlistQuery extends PageQuery {
  @OneOf(WAITLIST_STATUSES, { optional: true }) status?: WaitlistStatus;
  @Uuid({ optional: true }) customerId?: string;
  @Uuid({ optional: true }) vehicleId?: string;
}

export class WaitlistOfferView {
  @Instant() startsAt!: string;
  @Instant() endsAt!: string;
  @Instant() offeredAt!: string;
  /** From then on it is offered to the next. */
  @Instant() offeredUntil!: string;
  @OneOf(OFFER_OUTCOMES) outcome!: OfferOutcome;

  static of({ startsAt, endsAt, offeredAt, offeredUntil, outcome }: WaitlistOffer): WaitlistOfferView {
    return {
      ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), outcome },
      ...{ offeredAt: offeredAt.toISOString(), offeredUntil: offeredUntil.toISOString() },
    };
  }
}

export class WaitlistEntryView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(WAITLIST_STATUSES) status!: WaitlistStatus;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @OneOf(BOOKING_CHANNELS) channel!: BookingChannel;
  @Text(2000) complaint!: string;
  @OneOf(MEANWHILE_WISHES) meanwhile!: MeanwhileWish;
  @Nested(() => EstimateView) estimate!: EstimateView;
  @Day() firstDay!: string;
  @Day() lastDay!: string;
  @TimeOfDay() startsFrom!: string;
  @TimeOfDay() startsUntil!: string;
  /** Oldest first. */
  @ListOf(() => WaitlistOfferView) offers!: WaitlistOfferView[];
  @Instant() joinedAt!: string;
  /** Staff id. */
  @Code() joinedBy!: string;
  @Instant({ nullable: true }) endedAt!: string | null;
  @OneOf(WAITLIST_END_REASONS, { nullable: true }) endReason!: WaitlistEndReason | null;
  /** Of what was taken. */
  @Uuid({ nullable: true }) appointmentId!: string | null;

  static of(entry: WaitlistEntry): WaitlistEntryView {
    const { id, version, status, customerId, vehicleId, channel, complaint, meanwhile } = entry;
    const { firstDay, lastDay, startsFrom, startsUntil, joinedBy, endReason, appointmentId } = entry;
    return {
      ...{ id, version, status, customerId, vehicleId, channel, complaint, meanwhile },
      ...{ firstDay, lastDay, startsFrom, startsUntil, joinedBy, endReason, appointmentId },
      estimate: EstimateView.of(entry.estimate),
      offers: entry.offers.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(WaitlistOfferView.of),
      joinedAt: entry.joinedAt.toISOString(),
      endedAt: entry.endedAt?.toISOString() ?? null,
    };
  }
}
