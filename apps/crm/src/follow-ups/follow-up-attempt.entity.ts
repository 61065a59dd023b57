import { Column, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { FollowUp } from './follow-up.entity.js';

export const CALL_OUTCOMES = ['reached-satisfied', 'reached-dissatisfied', 'unreachable'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** A question of the survey and how the customer scored it, 1 to 10. */
export interface SurveyAnswer {
  question: string;
  score: number;
}

/** One call of a follow-up. */
@Entity()
export class FollowUpAttempt {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => FollowUp, (followUp) => followUp.attempts) followUp!: Relation<FollowUp>;
  /** 1 to 5. */
  @Column('int') number!: number;
  @Column('text') outcome!: CallOutcome;
  @Column('jsonb') answers!: SurveyAnswer[];
  @Column('text', { nullable: true }) remarks!: string | null;
  @Column('timestamptz') madeAt!: Date;
  /** Staff id. */
  @Column('text') madeBy!: string;
}
