import { formatFen } from '@pitlane/kernel';
import { DEMAND_CLASSES } from '../forecasts/demand-class.js';
import { serviceLevelOf, type ServiceLevel } from '../policies/stock-policy.js';
import type { Outcome } from './back-test.js';
import type { PolicyTest } from './policy-test.js';

export const POLICY_FAMILIES = ['fixed-days', 'one-service-level', 'service-levels-by-cost'] as const;
/**
 * `fixed-days` MIN and MAX by monthly average with the same safety days for all, `one-service-level` the proposals with the same
 * service level for all, `service-levels-by-cost` the proposals as they are made.
 */
export type PolicyFamily = (typeof POLICY_FAMILIES)[number];

/** What a policy would have done for some parts. */
export interface Result {
  readonly parts: number;
  /** Share of what was asked for that lay on the shelf. */
  readonly fillRateBasisPoints: number;
  readonly meanStockValueFen: number;
}

export interface PolicyResult extends Result {
  readonly family: PolicyFamily;
  /** Safety days, service level, or how many times the usual chance of running out: `15 days`, `95 %`, `× 1`. */
  readonly setting: string;
}

export interface GroupResult {
  /** A class of demand, or up to which unit cost: `smooth`, `up to ¥100.00`, `dearer`. */
  readonly group: string;
  readonly fixed: Result;
  readonly proposed: Result;
}

/** Fill rate against stock value, policy by policy; and by class of demand and by cost for what is usual and what is proposed. */
export interface Comparison {
  readonly results: readonly PolicyResult[];
  readonly groups: readonly GroupResult[];
}

/** Safety days that stores without a forecast commonly keep. */
export const USUAL_SAFETY_DAYS = 15;
const SAFETY_DAYS = [0, 3, 7, 10, 15, 20, 30, 45];
const SERVICE_LEVELS_BASIS_POINTS = [8_000, 8_500, 9_000, 9_500, 9_800, 9_900];
/** How many times the chance of running out that is accepted as a rule. */
const RISKS = [2, 1.5, 1, 0.5, 0.25];

/** A part under the two policies that are set beside each other group by group. */
interface TestedPolicies {
  readonly test: PolicyTest;
  /** With the usual safety days. */
  readonly fixed: Outcome;
  readonly proposed: Outcome;
}

export function compare(tests: readonly PolicyTest[], levels: readonly ServiceLevel[]): Comparison {
  const tested = tests.map((test) => ({ test, fixed: test.fixed(USUAL_SAFETY_DAYS), proposed: test.proposed(levels) }));
  const fixed = SAFETY_DAYS.map((days): PolicyResult => {
    const outcomes = tested.map(({ test, fixed }) => (days === USUAL_SAFETY_DAYS ? fixed : test.fixed(days)));
    return { family: 'fixed-days', setting: `${days} days`, ...resultOf(outcomes) };
  });
  const single = SERVICE_LEVELS_BASIS_POINTS.map((serviceLevelBasisPoints): PolicyResult => {
    const outcomes = tests.map((test) => test.proposed([{ upToUnitCostFen: null, serviceLevelBasisPoints }]));
    return { family: 'one-service-level', setting: `${serviceLevelBasisPoints / 100} %`, ...resultOf(outcomes) };
  });
  const byCost = RISKS.map((risk): PolicyResult => {
    const scaled = levels.map((level) => atRisk(level, risk));
    const outcomes = tested.map(({ test, proposed }) => (risk === 1 ? proposed : test.proposed(scaled)));
    return { family: 'service-levels-by-cost', setting: `× ${risk}`, ...resultOf(outcomes) };
  });
  return { results: [...fixed, ...single, ...byCost], groups: groupsOf(tested, levels) };
}

const MOST_BASIS_POINTS = 9_999;

function atRisk({ upToUnitCostFen, serviceLevelBasisPoints }: ServiceLevel, risk: number): ServiceLevel {
  const out = Math.round((10_000 - serviceLevelBasisPoints) * risk);
  return { upToUnitCostFen, serviceLevelBasisPoints: Math.min(MOST_BASIS_POINTS, Math.max(1, 10_000 - out)) };
}

function groupsOf(tested: readonly TestedPolicies[], levels: readonly ServiceLevel[]): GroupResult[] {
  const classes = DEMAND_CLASSES.map((demandClass) => ({
    group: demandClass,
    own: tested.filter(({ test }) => test.demandClass === demandClass),
  }));
  const costs = levels.map((level) => ({
    group: level.upToUnitCostFen === null ? 'dearer' : `up to ${formatFen(level.upToUnitCostFen)}`,
    own: tested.filter(({ test }) => serviceLevelOf(levels, test.unitCostFen) === level),
  }));
  return [...classes, ...costs]
    .filter(({ own }) => own.length > 0)
    .map(({ group, own }) => ({
      group,
      fixed: resultOf(own.map(({ fixed }) => fixed)),
      proposed: resultOf(own.map(({ proposed }) => proposed)),
    }));
}

function resultOf(outcomes: readonly Outcome[]): Result {
  const total = (valueOf: (outcome: Outcome) => number): number =>
    outcomes.reduce((sum, outcome) => sum + valueOf(outcome), 0);
  const asked = total(({ askedThousandths }) => askedThousandths);
  const filled = total(({ filledThousandths }) => filledThousandths);
  return {
    parts: outcomes.length,
    fillRateBasisPoints: asked === 0 ? 10_000 : Math.round((filled / asked) * 10_000),
    meanStockValueFen: total(({ meanStockValueFen }) => meanStockValueFen),
  };
}

/**
 * What fixed days would tie up for the same fill rate, in fen: read off the line between two of their results.
 * Undefined when they never get there.
 */
export function fixedValueForFen(results: readonly PolicyResult[], fillRateBasisPoints: number): number | undefined {
  const fixed = results.filter(({ family }) => family === 'fixed-days');
  const above = fixed.findIndex((result) => result.fillRateBasisPoints >= fillRateBasisPoints);
  const [low, high] = [fixed[above - 1], fixed[above]];
  if (!high) return undefined;
  if (!low) return high.meanStockValueFen;
  const share = (fillRateBasisPoints - low.fillRateBasisPoints) / (high.fillRateBasisPoints - low.fillRateBasisPoints);
  return Math.round(low.meanStockValueFen + share * (high.meanStockValueFen - low.meanStockValueFen));
}
