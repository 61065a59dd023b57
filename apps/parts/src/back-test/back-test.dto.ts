import { Fen, Integer, ListOf, OneOf, Text, TextList } from '@pitlane/contracts';
import { chartOf } from './chart.js';
import { type Comparison, POLICY_FAMILIES, type PolicyFamily } from './comparison.js';

export class BackTestParts {
  @TextList({ min: 1, max: 50 }) partNumbers!: string[];
}

export class PolicyOutcomeView {
  @Integer() parts!: number;
  /** Share of what was asked for that lay on the shelf: 9500 is 95 %. */
  @Integer({ max: 10_000 }) fillRateBasisPoints!: number;
  /** Average over the days. */
  @Fen() meanStockValueFen!: number;
}

export class PolicyResultView extends PolicyOutcomeView {
  /** By fixed safety days, with one service level for all, or as proposed: with service levels by cost. */
  @OneOf(POLICY_FAMILIES) family!: PolicyFamily;
  /** Safety days, service level, or how many times the usual chance of running out. */
  @Text(20) setting!: string;
}

export class GroupResultView {
  /** A class of demand, or up to which unit cost. */
  @Text(40) group!: string;
  @ListOf(() => PolicyOutcomeView, { min: 2, max: 2, description: 'Fixed safety days, then as proposed.' })
  outcomes!: PolicyOutcomeView[];
}

export class BackTestView {
  @ListOf(() => PolicyResultView) results!: PolicyResultView[];
  @ListOf(() => GroupResultView) groups!: GroupResultView[];
  /** Fill rate against stock value, as SVG. */
  @Text(50_000) chartSvg!: string;

  static of({ results, groups }: Comparison): BackTestView {
    return Object.assign(new BackTestView(), {
      results,
      groups: groups.map(({ group, fixed, proposed }) => ({ group, outcomes: [fixed, proposed] })),
      chartSvg: chartOf(results),
    });
  }
}
