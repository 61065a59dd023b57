import { plusDays } from '@pitlane/kernel';
import { UNIT_THOUSANDTHS } from '../catalogue/packs.js';
import type { DemandClass } from '../forecasts/demand-class.js';
import { forecast, type Forecast } from '../forecasts/forecast.js';
import {
  byTerms,
  fixedLimits,
  inputsOf,
  LEAST_REQUESTS,
  serviceLevelOf,
  type Limits,
  type PolicyTerms,
  propose,
  type ServiceLevel,
} from '../policies/stock-policy.js';
import { backTest, type Outcome, type PastDemand } from './back-test.js';

const DAYS_IN_WEEK = 7;
const YEAR_DAYS = 365;
/** The policies are proposed anew so often. */
const REVIEW_DAYS = 28;

export interface TestedPart extends PastDemand {
  readonly terms: Pick<PolicyTerms, 'leadTimeDays' | 'leadTimeDeviationDays'>;
  /** How many asked on each day. */
  readonly requests: readonly number[];
}

export interface TestPlan {
  /** The first day of all histories: `2023-01-01`. */
  readonly firstDay: string;
  readonly campaignMonths: ReadonlySet<string>;
  readonly orderCycleDays: number;
}

/** What the store knew of a part on a day on which its limits were set. */
interface Known {
  readonly forecast: Forecast;
  readonly requestsInYear: number;
  readonly yearThousandths: number;
}

const NOT_STOCKED: Limits = { minThousandths: 0, maxThousandths: 0 };

/** One part under any number of policies: each knows only what was known by then. The first year is for learning. */
export class PolicyTest {
  private readonly known: readonly Known[];

  constructor(
    private readonly part: TestedPart,
    private readonly plan: TestPlan,
  ) {
    const reviews = Math.ceil((part.daysThousandths.length - YEAR_DAYS) / REVIEW_DAYS);
    this.known = Array.from({ length: reviews }, (_, review) => this.knownOn(YEAR_DAYS + review * REVIEW_DAYS));
  }

  /** The class of the demand as it is known at the end. */
  get demandClass(): DemandClass {
    return this.known.at(-1)?.forecast.demandClass ?? 'none';
  }

  get unitCostFen(): number {
    return this.part.unitCostFen;
  }

  /** By forecast, with the service level that the part's cost calls for. */
  proposed(levels: readonly ServiceLevel[]): Outcome {
    const { minPackThousandths, unitCostFen } = this.part;
    const packThousandths = minPackThousandths ?? UNIT_THOUSANDTHS;
    const { serviceLevelBasisPoints } = serviceLevelOf(levels, unitCostFen);
    const { orderCycleDays } = this.plan;
    const terms = { ...byTerms(this.part.terms), orderCycleDays, packThousandths, serviceLevelBasisPoints };
    return this.run((known) => propose(inputsOf(known.forecast, { ...known, unitCostFen }, terms)));
  }

  /** By monthly average and the same safety days for each part. */
  fixed(safetyDays: number): Outcome {
    const { leadTimeDays } = this.part.terms;
    const days = { safetyDays, orderCycleDays: this.plan.orderCycleDays, leadTimeDays };
    return this.run(({ requestsInYear, yearThousandths }) =>
      requestsInYear < LEAST_REQUESTS ? NOT_STOCKED : fixedLimits(yearThousandths, days),
    );
  }

  private run(limitsOf: (known: Known) => Limits): Outcome {
    const limits = this.known.map(limitsOf);
    const on = (day: number): Limits => limits[Math.floor((day - YEAR_DAYS) / REVIEW_DAYS)] ?? NOT_STOCKED;
    return backTest(this.part, on, YEAR_DAYS);
  }

  private knownOn(day: number): Known {
    const { daysThousandths, requests, terms } = this.part;
    const endsBefore = plusDays(this.plan.firstDay, day);
    const history = { endsBefore, weeksThousandths: weeksUpTo(daysThousandths, day) };
    const horizonDays = terms.leadTimeDays + this.plan.orderCycleDays;
    return {
      forecast: forecast({ ...history, campaignMonths: this.plan.campaignMonths }, horizonDays),
      requestsInYear: sum(requests.slice(day - YEAR_DAYS, day)),
      yearThousandths: sum(daysThousandths.slice(day - YEAR_DAYS, day)),
    };
  }
}

/** Whole weeks that end with a day, from the first with a demand on. */
function weeksUpTo(days: readonly number[], end: number): number[] {
  const count = Math.floor(end / DAYS_IN_WEEK);
  const start = end - count * DAYS_IN_WEEK;
  const weeks = Array.from({ length: count }, (_, week) =>
    sum(days.slice(start + week * DAYS_IN_WEEK, start + (week + 1) * DAYS_IN_WEEK)),
  );
  return weeks.slice(
    Math.max(
      0,
      weeks.findIndex((quantity) => quantity > 0),
    ),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
