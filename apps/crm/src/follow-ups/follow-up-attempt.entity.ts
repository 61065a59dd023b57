import { Column, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Place } from '../personal-data/data-key.js';
import { FollowUp } from './follow-up.entity.js';

export const CALL_OUTCOMES = ['reached-satisfied', 'reached-dissatisfied', 'unreachable'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** A question of the survey and how the customer scored it, 1 to 10. */
export interface SurveyAnswer {
  question: string;
  score: number;
}

/** What the customer said: stored sealed (docs/personal-data.md). */
export interface CallReport {
  answers: SurveyAnswer[];
  remarks: string | null;
}

/** One call of a follow-up. What was said in it is no column: the service seals it, and opens it when it is shown. */
@Entity()
export class FollowUpAttempt implements CallReport {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => FollowUp, (followUp) => followUp.attempts) followUp!: Relation<FollowUp>;
  /** 1 to 5. */
  @Column('int') number!: number;
  @Column('text') outcome!: CallOutcome;
  @Column('bytea') sealedReport!: Buffer;
  @Column('timestamptz') madeAt!: Date;
  /** Staff id. */
  @Column('text') madeBy!: string;

  answers!: SurveyAnswer[];
  remarks!: string | null;

  get report(): CallReport {
    const { answers, remarks } = this;
    return { answers, remarks };
  }

  get reportPlace(): Place {
    return { table: 'follow_up_attempt', column: 'sealed_report', owner: this.storeId, row: this.id };
  }
}
