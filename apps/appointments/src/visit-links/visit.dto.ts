import { Code, Day, Fen, Instant, Integer, ListOf, OneOf, Text } from '@pitlane/contracts';
import type { Store } from '@pitlane/platform';
import { APPOINTMENT_STATUSES, type AppointmentStatus } from '../appointments/appointment-status.js';
import type { Appointment } from '../appointments/appointment.entity.js';
import { MEANWHILE_WISHES, type MeanwhileWish } from '../appointments/meanwhile.js';
import { timeTold } from '../capacity/day.js';
import { FreeStartView } from '../capacity/free-slots.dto.js';
import type { Found } from '../capacity/search.js';
import { linkEndsAt } from './link-life.js';

export class CancelVisit {
  @Text(500, { optional: true }) reason?: string;
}

export class MoveVisit {
  @Instant() startsAt!: string;
}

export class FreeTimesQuery {
  /** All times of one local day; without one the next ones. */
  @Day({ optional: true }) day?: string;
}

export class VisitLinkView {
  /** Where the customer sees, confirms and cancels the visit without an account. */
  @Text(200) path!: string;
  @Instant() expiresAt!: string;

  static of({ appointment, token }: { appointment: Appointment; token: string }): VisitLinkView {
    return { path: `/v1/visits/${token}/page`, expiresAt: linkEndsAt(appointment.endsAt).toISOString() };
  }
}

export class VisitOperationView {
  @Code() operationCode!: string;
  @Text(120) nameZh!: string;
  @Text(120) nameEn!: string;
}

/** Times that a customer may choose: not what the workshop lacks where there is none. */
export class FreeTimesView {
  @Integer({ min: 1 }) durationMinutes!: number;
  /** Tax included, by the price list. */
  @Fen() lowFen!: number;
  @Fen() highFen!: number;
  @ListOf(() => FreeStartView, { max: 300 }) starts!: FreeStartView[];

  static of({ estimate: { durationMinutes, lowFen, highFen }, stays }: Found): FreeTimesView {
    return { durationMinutes, lowFen, highFen, starts: stays.map(timeTold) };
  }
}

/** A visit as its customer may see it: nothing that names them, their car, or who and what the workshop keeps for it. */
export class VisitView {
  @Text(200) storeName!: string;
  /** IANA zone of the store. */
  @Text(64) zone!: string;
  @OneOf(APPOINTMENT_STATUSES) status!: AppointmentStatus;
  @Instant() startsAt!: string;
  @Instant() endsAt!: string;
  @Text(200) advisorName!: string;
  @ListOf(() => VisitOperationView) operations!: VisitOperationView[];
  @OneOf(MEANWHILE_WISHES) meanwhile!: MeanwhileWish;
  @Integer() durationMinutes!: number;
  /** Tax included, by the price list. */
  @Fen() lowFen!: number;
  @Fen() highFen!: number;

  static of(appointment: Appointment, { name, zone, advisors }: Store): VisitView {
    const { status, meanwhile, advisorId, estimate } = appointment;
    const { durationMinutes, lowFen, highFen, operations } = estimate;
    return {
      ...{ storeName: name, zone, status, meanwhile, durationMinutes, lowFen, highFen },
      startsAt: appointment.startsAt.toISOString(),
      endsAt: appointment.endsAt.toISOString(),
      advisorName: advisors.find(({ id }) => id === advisorId)?.name ?? advisorId,
      operations: operations.map(({ operationCode, nameZh, nameEn }) => ({ operationCode, nameZh, nameEn })),
    };
  }
}
