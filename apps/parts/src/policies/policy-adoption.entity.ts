import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Part } from '../catalogue/part.entity.js';
import type { Explanation } from './explanation.js';
import type { PolicyInputs, Proposal } from './stock-policy.js';

/** All that a proposal follows from, and what it says. */
export interface ExplainedProposal {
  readonly inputs: PolicyInputs;
  readonly proposal: Proposal;
  readonly explanation: Explanation;
}

/** A part with what is proposed for it today. */
export interface ProposedPart extends ExplainedProposal {
  readonly part: Part;
}

/** Who made which proposal a part's limits, and why it was proposed (PRT-15). */
@Entity()
export class PolicyAdoption {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') partId!: string;
  @Column('bigint', { transformer: safeInteger }) minThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) maxThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) previousMinThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) previousMaxThousandths!: number;
  @Column('jsonb') explanation!: ExplainedProposal;
  @Column('text') adoptedBy!: string;
  @Column('timestamptz') adoptedAt!: Date;
}
