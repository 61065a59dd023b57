import { FollowUpDone, type FollowUpResult, type VehicleDelivered } from '@pitlane/contracts';
import { plusMinutes } from '@pitlane/kernel';
import { Aggregate } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import { type CallOutcome, FollowUpAttempt, type SurveyAnswer } from './follow-up-attempt.entity.js';
import { FollowUpAlreadyDone } from './follow-up.errors.js';

export const ROUNDS = [1, 2] as const;
export type Round = (typeof ROUNDS)[number];

/** Minutes from delivery to when the round is due: 24 hours, 7 days (CRM-3). */
const DUE_AFTER_MINUTES: Readonly<Record<Round, number>> = { 1: 24 * 60, 2: 7 * 24 * 60 };
const RETRY_AFTER_MINUTES = 4 * 60;
/** So many calls that nobody answers end the follow-up. */
export const MOST_ATTEMPTS = 5;

/** The follow-up of a customer who was erased: nobody is called any more. */
export const ERASED = 'erased';

const RESULT_OF: Readonly<Record<CallOutcome, FollowUpResult>> = {
  'reached-satisfied': 'satisfied',
  'reached-dissatisfied': 'dissatisfied',
  unreachable: 'unreachable',
};

export interface Call {
  id: string;
  outcome: CallOutcome;
  answers: SurveyAnswer[];
  remarks: string | null;
  /** Staff id of the caller. */
  madeBy: string;
}

/** A call that is owed to a customer after a visit (CRM-3): two per delivered car. */
@Entity()
export class FollowUp extends Aggregate {
  @Column('uuid') repairOrderId!: string;
  @Column('uuid') customerId!: string;
  @Column('uuid') vehicleId!: string;
  /** Who received and delivered the car. */
  @Column('text') advisorId!: string;
  @Column('int') round!: Round;
  @Column('timestamptz') deliveredAt!: Date;
  @Column('timestamptz') dueAt!: Date;
  /** Place in the queue: when it is due, or the next try after one that nobody answered. */
  @Column('timestamptz') contactAt!: Date;
  /** Null while open. */
  @Column('text', { nullable: true }) result!: FollowUpResult | typeof ERASED | null;
  @Column('timestamptz', { nullable: true }) doneAt!: Date | null;
  @OneToMany(() => FollowUpAttempt, (attempt) => attempt.followUp, { cascade: true, eager: true })
  attempts!: FollowUpAttempt[];

  static after(delivery: VehicleDelivered, place: { id: string; storeId: string }, round: Round): FollowUp {
    const followUp = new FollowUp();
    followUp.begin(place.id, place.storeId);
    followUp.repairOrderId = delivery.repairOrderId;
    followUp.customerId = delivery.customerId;
    followUp.vehicleId = delivery.vehicleId;
    followUp.advisorId = delivery.advisorId;
    followUp.round = round;
    followUp.deliveredAt = new Date(delivery.deliveredAt);
    followUp.dueAt = plusMinutes(followUp.deliveredAt, DUE_AFTER_MINUTES[round]);
    followUp.contactAt = followUp.dueAt;
    followUp.result = null;
    followUp.doneAt = null;
    followUp.attempts = [];
    return followUp;
  }

  /**
   * A call was made. Reached: done. Not reached: later again, until it was tried five times.
   * @returns the event when that was the end of it
   * @throws FollowUpAlreadyDone
   */
  record({ id, outcome, answers, remarks, madeBy }: Call, at: Date): FollowUpDone | undefined {
    if (this.result !== null) throw new FollowUpAlreadyDone(this.id, this.result);
    const number = this.attempts.length + 1;
    const attempt = { id, storeId: this.storeId, number, outcome, answers, remarks, madeAt: at, madeBy };
    this.attempts.push(Object.assign(new FollowUpAttempt(), attempt));
    if (outcome === 'unreachable' && number < MOST_ATTEMPTS) {
      this.contactAt = plusMinutes(at, RETRY_AFTER_MINUTES);
      return undefined;
    }
    return this.finish(RESULT_OF[outcome], at);
  }

  /** The customer was erased: an open follow-up ends without a call, and nothing is said. */
  giveUp(at: Date): void {
    if (this.result !== null) return;
    this.result = ERASED;
    this.doneAt = at;
  }

  /** Whether the customer was, or is, called later than promised. */
  isLate(at: Date): boolean {
    return (this.doneAt ?? at) > this.dueAt;
  }

  private finish(result: FollowUpResult, at: Date): FollowUpDone {
    this.result = result;
    this.doneAt = at;
    const { id: followUpId, repairOrderId, customerId, vehicleId, round } = this;
    return FollowUpDone.of({
      followUpId, repairOrderId, customerId, vehicleId, round, result, doneAt: at.toISOString(),
    }); // prettier-ignore
  }
}
