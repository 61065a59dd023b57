import {
  APPOINTMENT_CHECKS, BAY_KINDS, type BayKind, BOOKING_CHANNELS, type BookingChannel, Code, Day, Fen, Flag, Hundredths, Instant, Integer,
  ListOf, Nested, OneOf, PUNCTUALITIES, SKILLS, type Skill, Text, TextList, Thousandths, Uuid, VISIT_SIDES, type VisitSide,
} from '@pitlane/contracts'; // prettier-ignore
import { PageQuery } from '@pitlane/platform';
import { ChecklistItemView } from '../preparation/checklist-item.dto.js';
import type { Allocation, ResourceKind } from '../capacity/allocation.entity.js';
import { timeTold } from '../capacity/day.js';
import type { Estimate } from '../estimates/estimate.js';
import { APPOINTMENT_STATUSES, type AppointmentStatus } from './appointment-status.js';
import type { Appointment } from './appointment.entity.js';
import { MEANWHILE_WISHES, type MeanwhileWish } from './meanwhile.js';
import { VISIT_PROMISES, type VisitPromise } from './visit-promise.js';

export class DiagnosisBody {
  @TextList({ max: 20 }) symptoms!: string[];
  @Text(1000) result!: string;
  @Flag() needsVisit!: boolean;
  @Text(1000, { optional: true }) advice?: string;
}

export class WantedPart {
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
}

export class BookBody {
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @OneOf(BOOKING_CHANNELS) channel!: BookingChannel;
  /** The reminder or campaign that led to the booking (APT-1). */
  @Code({ optional: true }) causedBy?: string;
  /** The proposal that the customer comes for (APT-16); it is what caused the booking unless `causedBy` says otherwise. */
  @Uuid({ optional: true }) proposalId?: string;
  /** The caller's own hold of this time for this work: it is booked as it was held (APT-6). Left-out `parts` are those of the hold. */
  @Uuid({ optional: true }) holdId?: string;
  /** The customer's words. */
  @Text(2000) complaint!: string;
  @Nested(() => DiagnosisBody, { optional: true }) diagnosis?: DiagnosisBody;
  /** Operation codes of the labor catalog. */
  @TextList({ min: 1, max: 20 }) operations!: string[];
  @ListOf(() => WantedPart, { max: 50, optional: true }) parts?: WantedPart[];
  @Instant() startsAt!: string;
  /** `courtesy-car`: one is kept for the visit; `pick-up-and-return`: drivers are. Else the booking is refused (APT-15). */
  @OneOf(MEANWHILE_WISHES) meanwhile!: MeanwhileWish;
  @Code({ optional: true }) preferredAdvisorId?: string;
  @Flag({ optional: true }) expertWanted?: boolean;
}

export class ConfirmBody {
  @OneOf(BOOKING_CHANNELS) channel!: BookingChannel;
}

export class MoveBody {
  @Instant() startsAt!: string;
  /** Who wants another time. */
  @OneOf(VISIT_SIDES) by!: VisitSide;
  /** The store has to give one. */
  @Text(500, { optional: true }) reason?: string;
}

export class CancelBody {
  @Text(500) reason!: string;
  /** Who does not want it; the customer unless said otherwise. */
  @OneOf(VISIT_SIDES, { optional: true }) by?: VisitSide;
}

export class ArriveBody {
  /** The caller receives the customer for the named advisor. */
  @Flag({ optional: true }) standIn?: boolean;
}

export class ChangeAdvisorBody {
  @Code() advisorId!: string;
}

export class AppointmentsQuery extends PageQuery {
  /** Local day of the visit. */
  @Day({ optional: true }) day?: string;
  @OneOf(APPOINTMENT_STATUSES, { optional: true }) status?: AppointmentStatus;
  @Uuid({ optional: true }) customerId?: string;
  @Uuid({ optional: true }) vehicleId?: string;
  @Code({ optional: true }) advisorId?: string;
}

export class OperationView {
  @Code() operationCode!: string;
  @Text(120) nameZh!: string;
  @Text(120) nameEn!: string;
  @Hundredths() flatRateHundredths!: number;
  @OneOf(SKILLS) skill!: Skill;
  @OneOf(BAY_KINDS) bayKind!: BayKind;
}

export class EstimateView {
  @ListOf(() => OperationView) operations!: OperationView[];
  @ListOf(() => WantedPart) parts!: WantedPart[];
  @Integer() durationMinutes!: number;
  @Integer() priceListVersion!: number;
  /** Tax included, by the price list. */
  @Fen() lowFen!: number;
  @Fen() highFen!: number;
  /** Operations and parts without a published price: not in the range. */
  @TextList() unpriced!: string[];

  static of({ operations, parts, unpriced, ...rest }: Estimate): EstimateView {
    return { ...rest, operations: [...operations], parts: [...parts], unpriced: [...unpriced] };
  }
}

export class BayView {
  @Uuid() bayId!: string;
  @OneOf(BAY_KINDS, { nullable: true }) bayKind!: BayKind | null;
  @Instant() startsAt!: string;
  @Instant() endsAt!: string;
}

export class TechnicianView {
  @Code() technicianId!: string;
  @TextList({ values: SKILLS }) skills!: Skill[];
  @Instant() startsAt!: string;
  @Instant() endsAt!: string;
}

export class MovedView {
  @Instant() previousStartsAt!: string;
  @OneOf(VISIT_SIDES) by!: VisitSide;
  @Text(500, { nullable: true }) reason!: string | null;
}

export class StatusChangeView {
  @OneOf(APPOINTMENT_STATUSES, { nullable: true }) from!: AppointmentStatus | null;
  @OneOf(APPOINTMENT_STATUSES) to!: AppointmentStatus;
  @Instant() at!: string;
  @Code() by!: string;
  /** Set when the visit was moved. */
  @Nested(() => MovedView, { nullable: true }) moved!: MovedView | null;
}

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

export class AppointmentView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(APPOINTMENT_STATUSES) status!: AppointmentStatus;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @OneOf(BOOKING_CHANNELS) channel!: BookingChannel;
  @Code({ nullable: true }) causedBy!: string | null;
  @Text(2000) complaint!: string;
  @Nested(() => DiagnosisBody, { nullable: true }) diagnosis!: DiagnosisBody | null;
  @OneOf(MEANWHILE_WISHES) meanwhile!: MeanwhileWish;
  @Instant() startsAt!: string;
  @Instant() endsAt!: string;
  @Code() advisorId!: string;
  @Nested(() => EstimateView) estimate!: EstimateView;
  /** What the visit holds, or held until it was given free. */
  @ListOf(() => BayView) bays!: BayView[];
  @ListOf(() => TechnicianView) technicians!: TechnicianView[];
  @ListOf(() => ChecklistItemView) checklist!: ChecklistItemView[];
  /** Open checklist items, and `customer-confirmation`. */
  @TextList() missing!: string[];
  @OneOf(['none', 'at-risk', 'escalated']) risk!: string;
  @OneOf(APPOINTMENT_CHECKS, { nullable: true }) nextCheck!: string | null;
  /** How often the customer stayed away before (APT-11). */
  @Integer() earlierNoShows!: number;
  @Instant() bookedAt!: string;
  @Instant({ nullable: true }) confirmedAt!: string | null;
  @Instant({ nullable: true }) arrivedAt!: string | null;
  @OneOf(PUNCTUALITIES, { nullable: true }) punctuality!: string | null;
  @Text(500, { nullable: true }) cancelReason!: string | null;
  /** Whether the store was ready in time for the customer (APT-10); `open` until that is known. */
  @OneOf(VISIT_PROMISES) promise!: VisitPromise;
  @ListOf(() => StatusChangeView) history!: StatusChangeView[];

  static of(appointment: Appointment): AppointmentView {
    const { id, version, status, customerId, vehicleId, channel, causedBy, complaint, meanwhile } = appointment;
    const { advisorId, risk, nextCheck, earlierNoShows, punctuality, cancelReason, promise } = appointment;
    return {
      ...{ id, version, status, customerId, vehicleId, channel, causedBy, complaint, meanwhile },
      ...{ advisorId, risk, nextCheck, earlierNoShows, punctuality, cancelReason, promise },
      diagnosis: appointment.diagnosis && { ...appointment.diagnosis, symptoms: [...appointment.diagnosis.symptoms] },
      startsAt: appointment.startsAt.toISOString(),
      endsAt: appointment.endsAt.toISOString(),
      estimate: EstimateView.of(appointment.estimate),
      bays: baysOf(appointment),
      technicians: techniciansOf(appointment),
      checklist: appointment.checklist.map(ChecklistItemView.of),
      missing: appointment.missing(),
      bookedAt: appointment.bookedAt.toISOString(),
      confirmedAt: instant(appointment.confirmedAt),
      arrivedAt: instant(appointment.arrivedAt),
      history: historyOf(appointment),
    };
  }
}

const baysOf = (appointment: Appointment): BayView[] =>
  heldOf(appointment, 'bay').map((held) => ({ bayId: held.resourceId, bayKind: held.bayKind, ...timeTold(held) }));

const techniciansOf = (appointment: Appointment): TechnicianView[] =>
  heldOf(appointment, 'technician').map((held) => ({
    technicianId: held.resourceId,
    skills: held.skills,
    ...timeTold(held),
  }));

/** In the order in which they come to the car. */
const heldOf = (appointment: Appointment, kind: ResourceKind): Allocation[] =>
  heldBy(appointment)
    .filter(({ resourceKind }) => resourceKind === kind)
    .toSorted((a, b) => +a.startsAt - +b.startsAt);

/** What the visit holds now; of one that ended, what it held at its last time. */
function heldBy({ allocations, startsAt, endsAt }: Appointment): Allocation[] {
  const active = allocations.filter((one) => one.active);
  return active.length > 0 ? active : allocations.filter((one) => one.startsAt >= startsAt && one.endsAt <= endsAt);
}

const historyOf = ({ history }: Appointment): StatusChangeView[] =>
  history
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ fromStatus: from, toStatus: to, at, by, moved }) => ({ from, to, at: at.toISOString(), by, moved }));

export class AppointmentPageView {
  @ListOf(() => AppointmentView) items!: AppointmentView[];
  @Text(200, { nullable: true }) nextCursor!: string | null;
}
