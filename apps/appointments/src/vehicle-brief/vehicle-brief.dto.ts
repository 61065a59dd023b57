import {
  Code,
  Day,
  Flag,
  Instant,
  Integer,
  Kilometres,
  ListOf,
  Nested,
  OneOf,
  Text,
  TextList,
  Uuid,
} from '@pitlane/contracts';
import { APPOINTMENT_STATUSES } from '../appointments/appointment-status.js';
import { BookingProposalView } from '../booking-proposals/booking-proposal.dto.js';
import { DeferredWorkView } from '../deferred-work/deferred-work.dto.js';
import type { BriefOrder, BriefSuspicion, BriefVisit, VehicleBrief } from './vehicle-brief.queries.js';

export class LastMileageView {
  @Kilometres() mileageKm!: number;
  @Instant() at!: string;
}

export class BriefVisitView {
  @Uuid() appointmentId!: string;
  @OneOf(APPOINTMENT_STATUSES) status!: string;
  @Instant() startsAt!: string;
  /** The customer's words. */
  @Text(2000) complaint!: string;
  /** Operation codes of the labor catalog. */
  @TextList() operations!: string[];

  static of({ startsAt, operations, ...visit }: BriefVisit): BriefVisitView {
    return { ...visit, startsAt: startsAt.toISOString(), operations: [...operations] };
  }
}

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

export class BriefOrderView {
  @Uuid() repairOrderId!: string;
  @Text(40, { nullable: true }) number!: string | null;
  /** Null for a walk-in. */
  @Uuid({ nullable: true }) appointmentId!: string | null;
  @Kilometres({ nullable: true }) mileageKm!: number | null;
  /** Codes of the operations that were done; none before it is completed. */
  @TextList() operations!: string[];
  @Instant({ nullable: true }) openedAt!: string | null;
  @Instant({ nullable: true }) completedAt!: string | null;
  @Instant({ nullable: true }) deliveredAt!: string | null;
  @Instant({ nullable: true }) cancelledAt!: string | null;

  static of({ operations, openedAt, completedAt, deliveredAt, cancelledAt, ...order }: BriefOrder): BriefOrderView {
    return {
      ...order,
      operations: [...operations],
      openedAt: instant(openedAt),
      completedAt: instant(completedAt),
      deliveredAt: instant(deliveredAt),
      cancelledAt: instant(cancelledAt),
    };
  }
}

export class BriefCampaignView {
  @Uuid() serviceCampaignId!: string;
  @Code() code!: string;
  @Text(200) name!: string;
  @Flag() isRecall!: boolean;
  @Code() operationCode!: string;
  @Day({ nullable: true }) validUntil!: string | null;
}

export class BriefSuspicionView {
  @Uuid() deliveryId!: string;
  /** The repair order in which the car got the parts. */
  @Uuid() repairOrderId!: string;
  @TextList() partNumbers!: string[];
  @Text(500) reason!: string;
  @Instant() suspectedAt!: string;

  static of({ partNumbers, suspectedAt, ...suspicion }: BriefSuspicion): BriefSuspicionView {
    return { ...suspicion, partNumbers: [...partNumbers], suspectedAt: suspectedAt.toISOString() };
  }
}

/** What whoever books a car should know of it (APT-13). */
export class VehicleBriefView {
  @Uuid() vehicleId!: string;
  /** What the odometer showed last, by a reading of the car or in the workshop. */
  @Nested(() => LastMileageView, { nullable: true }) mileage!: LastMileageView | null;
  /** How often nobody came with this car (APT-11). */
  @Integer() noShows!: number;
  /** The last 20 that were agreed, past and ahead. */
  @ListOf(() => BriefVisitView) visits!: BriefVisitView[];
  /** The last 20. */
  @ListOf(() => BriefOrderView) repairOrders!: BriefOrderView[];
  @ListOf(() => DeferredWorkView) deferredWork!: DeferredWorkView[];
  @ListOf(() => BookingProposalView) proposals!: BookingProposalView[];
  /** Recalls and service campaigns whose work the car has not had; recalls first. */
  @ListOf(() => BriefCampaignView) campaigns!: BriefCampaignView[];
  /** Parts in the car that may be counterfeit or are recalled (PRT-8). */
  @ListOf(() => BriefSuspicionView) suspicions!: BriefSuspicionView[];

  static of({ vehicleId, mileage, noShows, ...lists }: VehicleBrief): VehicleBriefView {
    return {
      vehicleId,
      mileage: mileage && { mileageKm: mileage.mileageKm, at: mileage.at.toISOString() },
      noShows,
      visits: lists.visits.map(BriefVisitView.of),
      repairOrders: lists.repairOrders.map(BriefOrderView.of),
      deferredWork: lists.deferredWork.map(DeferredWorkView.of),
      proposals: lists.proposals.map(BookingProposalView.of),
      campaigns: lists.campaigns.map((campaign) => ({ ...campaign })),
      suspicions: lists.suspicions.map(BriefSuspicionView.of),
    };
  }
}
