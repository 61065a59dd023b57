import { Code, Flag, Instant, Integer, OneOf, Text, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import {
  DEFERRED_WORK_ENDS, DEFERRED_WORK_STATUSES, type DeferredWork, type DeferredWorkEnd, type DeferredWorkStatus,
} from './deferred-work.entity.js'; // prettier-ignore

export class TakeUpDeferredWork {
  @Uuid() appointmentId!: string;
}

export class EndDeferredWork {
  /** `declined`: the customer wants it never, or has had it done elsewhere. */
  @OneOf(DEFERRED_WORK_ENDS) status!: DeferredWorkEnd;
  @Text(500) reason!: string;
}

export class DeferredWorkQuery extends PageQuery {
  @OneOf(DEFERRED_WORK_STATUSES, { optional: true }) status?: DeferredWorkStatus;
  @Uuid({ optional: true }) vehicleId?: string;
}

export class DeferredWorkView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(DEFERRED_WORK_STATUSES) status!: DeferredWorkStatus;
  @Uuid() vehicleId!: string;
  /** The repair order in which it was found. */
  @Uuid() repairOrderId!: string;
  @Text(2000) description!: string;
  @Flag() safetyCritical!: boolean;
  @Instant() declinedAt!: string;
  /** The visit that takes it up. */
  @Uuid({ nullable: true }) appointmentId!: string | null;
  @Instant({ nullable: true }) endedAt!: string | null;
  /** Staff id, or `workshop` when the visit that took it up was completed. */
  @Code({ nullable: true }) endedBy!: string | null;
  @Text(500, { nullable: true }) endReason!: string | null;

  static of(work: DeferredWork): DeferredWorkView {
    const { id, version, status, vehicleId, repairOrderId, description, safetyCritical } = work;
    const { appointmentId, endedBy, endReason } = work;
    return {
      ...{ id, version, status, vehicleId, repairOrderId, description, safetyCritical },
      ...{ appointmentId, endedBy, endReason },
      declinedAt: work.declinedAt.toISOString(),
      endedAt: work.endedAt?.toISOString() ?? null,
    };
  }
}
