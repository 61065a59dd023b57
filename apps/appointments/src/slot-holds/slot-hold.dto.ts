import { Code, Instant, Integer, ListOf, Nested, OneOf, TextList, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { BayView, EstimateView, TechnicianView, WantedPart } from '../appointments/appointment.dto.js';
import { MEANWHILE_WISHES, type MeanwhileWish } from '../appointments/meanwhile.js';
import { timeTold } from '../capacity/day.js';
import { SLOT_HOLD_STATUSES, type SlotHold, type SlotHoldStatus } from './slot-hold.entity.js';

export class HoldBody {
  /** Operation codes of the labor catalog. */
  @TextList({ min: 1, max: 20 }) operations!: string[];
  @ListOf(() => WantedPart, { max: 50, optional: true }) parts?: WantedPart[];
  @Instant() startsAt!: string;
  /** `courtesy-car`: one is held, too (APT-15). Left out or `waits`: the visit ends on the day on which it begins. */
  @OneOf(MEANWHILE_WISHES, { optional: true }) meanwhile?: MeanwhileWish;
  /** With `vehicleId`, as soon as it is known who decides. */
  @Uuid({ optional: true }) customerId?: string;
  @Uuid({ optional: true }) vehicleId?: string;
  @Code({ optional: true }) preferredAdvisorId?: string;
}

export class SlotHoldsQuery extends PageQuery {
  @OneOf(SLOT_HOLD_STATUSES, { optional: true }) status?: SlotHoldStatus;
}

export class SlotHoldView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(SLOT_HOLD_STATUSES) status!: SlotHoldStatus;
  @Instant() startsAt!: string;
  @Instant() endsAt!: string;
  /** From then on it is free for others. */
  @Instant() expiresAt!: string;
  @Nested(() => EstimateView) estimate!: EstimateView;
  @ListOf(() => BayView) bays!: BayView[];
  @ListOf(() => TechnicianView) technicians!: TechnicianView[];
  @Uuid({ nullable: true }) customerId!: string | null;
  @Uuid({ nullable: true }) vehicleId!: string | null;
  @Code({ nullable: true }) preferredAdvisorId!: string | null;
  @Uuid({ nullable: true }) courtesyCarId!: string | null;
  @Instant() heldAt!: string;
  /** Staff id, or `waitlist`. */
  @Code() heldBy!: string;
  @Instant({ nullable: true }) endedAt!: string | null;
  /** Of a booked one. */
  @Uuid({ nullable: true }) appointmentId!: string | null;

  static of(hold: SlotHold): SlotHoldView {
    const { id, version, status, customerId, vehicleId, preferredAdvisorId, courtesyCarId, heldBy, appointmentId } =
      hold;
    const { bays, technicians } = hold.plan;
    return {
      ...{ id, version, status, customerId, vehicleId, preferredAdvisorId, courtesyCarId, heldBy, appointmentId },
      startsAt: hold.startsAt.toISOString(),
      endsAt: hold.endsAt.toISOString(),
      expiresAt: hold.expiresAt.toISOString(),
      estimate: EstimateView.of(hold.estimate),
      bays: bays.map((held) => ({ ...held, ...timeTold(held) })),
      technicians: technicians.map((held) => ({ ...held, skills: [...held.skills], ...timeTold(held) })),
      heldAt: hold.heldAt.toISOString(),
      endedAt: hold.endedAt?.toISOString() ?? null,
    };
  }
}
