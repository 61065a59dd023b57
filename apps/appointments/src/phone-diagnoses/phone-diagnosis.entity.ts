import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';

export const PHONE_OUTCOMES = ['resolved-by-phone', 'needs-a-visit'] as const;
export type PhoneOutcome = (typeof PHONE_OUTCOMES)[number];

export interface PhoneDiagnosisFacts {
  readonly customerId: string;
  readonly vehicleId: string;
  /** The customer's words. */
  readonly complaint: string;
  readonly symptoms: readonly string[];
  readonly result: string;
  readonly outcome: PhoneOutcome;
  /** Asked of an advisor or expert. */
  readonly advice: string | null;
}

/** A call about a fault that did not lead to a booking right away (APT-2). A record: it does not change. */
@Entity()
export class PhoneDiagnosis extends Aggregate implements PhoneDiagnosisFacts {
  @Column('uuid') customerId!: string;
  @Column('uuid') vehicleId!: string;
  @Column('text') complaint!: string;
  @Column('jsonb') symptoms!: string[];
  @Column('text') result!: string;
  @Disclosed() @Column('text') outcome!: PhoneOutcome;
  @Column('text', { nullable: true }) advice!: string | null;
  @Column('timestamptz') diagnosedAt!: Date;
  /** Staff id. */
  @Disclosed() @Column('text') diagnosedBy!: string;

  static record(
    { id, storeId }: { id: string; storeId: string },
    facts: PhoneDiagnosisFacts,
    { at, by }: { at: Date; by: string },
  ): PhoneDiagnosis {
    const diagnosis = new PhoneDiagnosis();
    diagnosis.begin(id, storeId);
    return Object.assign(diagnosis, facts, { diagnosedAt: at, diagnosedBy: by });
  }
}
