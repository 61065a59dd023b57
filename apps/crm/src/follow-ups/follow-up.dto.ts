import {
  Code,
  FOLLOW_UP_RESULTS,
  type FollowUpResult,
  Flag,
  Instant,
  Integer,
  ListOf,
  OneOf,
  Text,
  Uuid,
} from '@pitlane/contracts';
import { CALL_OUTCOMES, type CallOutcome } from './follow-up-attempt.entity.js';
import { ERASED, type FollowUp } from './follow-up.entity.js';

export const FOLLOW_UP_STATUSES = ['open', 'done'] as const;
export type FollowUpStatus = (typeof FOLLOW_UP_STATUSES)[number];

export class AnswerBody {
  @Text(300) question!: string;
  @Integer({ min: 1, max: 10 }) score!: number;
}

export class RecordAttempt {
  @OneOf(CALL_OUTCOMES) result!: CallOutcome;
  @ListOf(() => AnswerBody, { max: 50, optional: true }) answers?: AnswerBody[];
  @Text(2000, { optional: true }) remarks?: string;
}

export class FollowUpQueueQuery {
  /** Default: open. */
  @OneOf(FOLLOW_UP_STATUSES, { optional: true }) status: FollowUpStatus = 'open';
  /** Only those to be called before. */
  @Instant({ optional: true }) dueBefore?: string;
}

/** Visits delivered from (and including) until (and excluding); default all. */
export class FiguresQuery {
  @Instant({ optional: true }) deliveredFrom?: string;
  @Instant({ optional: true }) deliveredUntil?: string;
}

export class AttemptView {
  @Integer() number!: number;
  @OneOf(CALL_OUTCOMES) result!: CallOutcome;
  @ListOf(() => AnswerBody) answers!: AnswerBody[];
  @Text(2000, { nullable: true }) remarks!: string | null;
  @Instant() madeAt!: string;
  @Code() madeBy!: string;
}

export class FollowUpView {
  @Uuid() id!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Code() advisorId!: string;
  /** 1: within 24 hours of delivery; 2: within 7 days. */
  @Integer({ min: 1, max: 2 }) round!: number;
  @OneOf(FOLLOW_UP_STATUSES) status!: FollowUpStatus;
  @Instant() deliveredAt!: string;
  @Instant() dueAt!: string;
  /** When to call next. */
  @Instant() contactAt!: string;
  /** Called, or not yet called, after it was due. */
  @Flag() late!: boolean;
  /** `erased`: nobody is called any more, the customer's personal data was erased. */
  @OneOf([...FOLLOW_UP_RESULTS, ERASED], { nullable: true }) result!: FollowUpResult | typeof ERASED | null;
  @Instant({ nullable: true }) doneAt!: string | null;
  @ListOf(() => AttemptView) attempts!: AttemptView[];
  @Integer() version!: number;

  static of(followUp: FollowUp, at: Date): FollowUpView {
    const { id, repairOrderId, customerId, vehicleId, advisorId, round, result, doneAt, version } = followUp;
    return {
      id, repairOrderId, customerId, vehicleId, advisorId, round, result, version,
      status: doneAt === null ? 'open' : 'done',
      deliveredAt: followUp.deliveredAt.toISOString(),
      dueAt: followUp.dueAt.toISOString(),
      contactAt: followUp.contactAt.toISOString(),
      late: followUp.isLate(at),
      doneAt: doneAt?.toISOString() ?? null,
      attempts: followUp.attempts
        .toSorted((a, b) => a.number - b.number)
        .map(({ number, outcome, answers, remarks, madeAt, madeBy }) => ({
          number, result: outcome, answers, remarks, madeAt: madeAt.toISOString(), madeBy,
        })),
    }; // prettier-ignore
  }
}

/** The hundred that come first, in the order in which customers are to be called. */
export class FollowUpQueueView {
  @ListOf(() => FollowUpView) items!: FollowUpView[];
}

export class RoundFiguresView {
  @Integer({ min: 1, max: 2 }) round!: number;
  @Integer() total!: number;
  @Integer() open!: number;
  @Integer() reached!: number;
  /** Reached before it was due: for round 1, within 24 hours of delivery. */
  @Integer() reachedInTime!: number;
  @Integer() satisfied!: number;
  @Integer() unreachable!: number;
  /** Ended late, or open and overdue. */
  @Integer() late!: number;
}

export class FollowUpFiguresView {
  @ListOf(() => RoundFiguresView) rounds!: RoundFiguresView[];
}
