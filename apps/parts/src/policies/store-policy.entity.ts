import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { ServiceLevelsIncomplete } from './policy.errors.js';
import { type ServiceLevel, USUAL_SERVICE_LEVELS } from './stock-policy.js';

export interface StorePolicyTerms {
  serviceLevels: readonly ServiceLevel[];
  orderCycleDays: number;
  leadTimeDays: number;
  leadTimeDeviationDays: number;
  /** A part that nobody asked for and that did not come in for so long is dead stock (PRT-6). */
  deadAfterDays: number;
  /** `2026-11`: kept out of the usual demand, and expected to be like those before. */
  campaignMonths: readonly string[];
  /** A booking that begins later than in so many days claims its parts softly (PRT-5); null: each takes them at once. */
  softBeyondDays: number | null;
}

export const USUAL_TERMS: StorePolicyTerms = {
  serviceLevels: USUAL_SERVICE_LEVELS,
  orderCycleDays: 14,
  leadTimeDays: 7,
  leadTimeDeviationDays: 2,
  deadAfterDays: 180,
  campaignMonths: [],
  softBeyondDays: null,
};

/** How a store stocks its parts (PRT-15). A store that never said so keeps the usual terms. */
@Entity()
export class StorePolicy extends Aggregate {
  @Disclosed() @Column('jsonb') serviceLevels!: readonly ServiceLevel[];
  @Disclosed() @Column('int') orderCycleDays!: number;
  @Disclosed() @Column('int') leadTimeDays!: number;
  @Disclosed() @Column('int') leadTimeDeviationDays!: number;
  @Disclosed() @Column('int') deadAfterDays!: number;
  @Disclosed() @Column('text', { array: true }) campaignMonths!: readonly string[];
  @Disclosed() @Column('int', { nullable: true }) softBeyondDays!: number | null;

  static usual(id: string, storeId: string): StorePolicy {
    const policy = new StorePolicy();
    policy.begin(id, storeId);
    return Object.assign(policy, USUAL_TERMS);
  }

  /** @throws ServiceLevelsIncomplete */
  set(terms: StorePolicyTerms): void {
    const bounds = terms.serviceLevels.map(({ upToUnitCostFen }) => upToUnitCostFen ?? Infinity);
    const rises = bounds.every((bound, index) => index === 0 || bound > (bounds[index - 1] ?? 0));
    if (!rises || bounds.at(-1) !== Infinity) throw new ServiceLevelsIncomplete();
    Object.assign(this, terms);
  }
}
