import { plusDays, poissonOf, type Random, randomOf } from '@pitlane/kernel';
import { UNIT_THOUSANDTHS } from '../catalogue/packs.js';
import type { TestedPart } from './policy-test.js';
import { leadTimesOf } from './random.js';

/** How the demand of a simulated part was made; what the forecasts make of it is theirs. */
export const SIMULATED_KINDS = ['fast', 'seasonal', 'erratic', 'slow', 'lumpy', 'growing', 'dying'] as const;
export type SimulatedKind = (typeof SIMULATED_KINDS)[number];

export interface SimulatedPart extends TestedPart {
  readonly kind: SimulatedKind;
}

export interface SimulatedHistory {
  /** `2023-01-01`. */
  readonly firstDay: string;
  readonly campaignMonths: ReadonlySet<string>;
  readonly parts: readonly SimulatedPart[];
}

interface Shape {
  readonly share: number;
  /** Requests of a day, from to. */
  readonly rate: readonly [number, number];
  /** Mean units of a request beyond the first. */
  readonly moreUnits: number;
  /** Swing of the seasons: 0.5 is half more in the best month and half less in the worst. */
  readonly swing: number;
  /** By how much a campaign raises the demand. */
  readonly campaign: number;
  /** Cost of a unit in yuan, from to. */
  readonly yuan: readonly [number, number];
}

/** A store's shelf: most of the demand is for few parts, most of the parts are slow. */
const SHAPES: Readonly<Record<SimulatedKind, Shape>> = {
  fast: { share: 0.12, rate: [0.5, 4], moreUnits: 0.1, swing: 0, campaign: 1.6, yuan: [15, 300] },
  seasonal: { share: 0.12, rate: [0.2, 1.5], moreUnits: 0.2, swing: 0.7, campaign: 1.4, yuan: [30, 900] },
  erratic: { share: 0.1, rate: [0.2, 0.8], moreUnits: 3, swing: 0, campaign: 1, yuan: [10, 200] },
  slow: { share: 0.36, rate: [0.006, 0.1], moreUnits: 0.15, swing: 0, campaign: 1, yuan: [80, 3000] },
  lumpy: { share: 0.14, rate: [0.01, 0.07], moreUnits: 2.5, swing: 0, campaign: 1, yuan: [20, 500] },
  growing: { share: 0.06, rate: [0.02, 0.2], moreUnits: 0.15, swing: 0, campaign: 1, yuan: [50, 1200] },
  dying: { share: 0.1, rate: [0.05, 0.4], moreUnits: 0.15, swing: 0, campaign: 1, yuan: [80, 2000] },
};

const YEARS = 3;
const DAYS = YEARS * 365;
const FIRST_DAY = '2023-01-01';
const CAMPAIGNS = ['03', '09'];
const LEAD_TIMES_DAYS = [3, 7, 10, 21];
/** The demand of a dying part goes to a third in so many days, from the end of the first year on; that of a growing one trebles. */
const LIFE_DAYS: Readonly<Partial<Record<SimulatedKind, number>>> = { dying: -150, growing: 500 };

/** Three years of a store's demand, with unsure lead times; the same for the same seed. */
export function simulatedHistory(seed: number, partCount: number): SimulatedHistory {
  const random = randomOf(seed);
  const months = Array.from({ length: DAYS }, (_, day) => plusDays(FIRST_DAY, day).slice(0, 7));
  const campaignMonths = new Set(months.filter((month) => CAMPAIGNS.includes(month.slice(5))));
  const parts = SIMULATED_KINDS.flatMap((kind) =>
    Array.from({ length: Math.round(SHAPES[kind].share * partCount) }, () =>
      simulatedPart(random, kind, (day) => campaignMonths.has(months[day] ?? '')),
    ),
  );
  return { firstDay: FIRST_DAY, campaignMonths, parts };
}

function simulatedPart(random: Random, kind: SimulatedKind, isCampaign: (day: number) => boolean): SimulatedPart {
  const shape = SHAPES[kind];
  const rate = between(random, shape.rate);
  const peakDay = random() * 365;
  const leadTimeDays = LEAD_TIMES_DAYS[Math.floor(random() * LEAD_TIMES_DAYS.length)] ?? 7;
  const leadTimeDeviationDays = Math.round(leadTimeDays * (0.2 + 0.2 * random()));
  const unitCostFen = Math.round(between(random, shape.yuan) * 100);
  const requests = Array.from({ length: DAYS }, (_, day) => {
    const season = 1 + shape.swing * Math.cos((2 * Math.PI * (day - peakDay)) / 365);
    const campaign = isCampaign(day) ? shape.campaign : 1;
    const life = Math.exp(Math.max(0, day - 365) / (LIFE_DAYS[kind] ?? Infinity));
    return poissonOf(random, rate * season * campaign * life);
  });
  const daysThousandths = requests.map((count) => unitsOf(random, count, shape.moreUnits) * UNIT_THOUSANDTHS);
  const lead = { leadTimeDays, leadTimeDeviationDays };
  return {
    kind,
    unitCostFen,
    minimumOrderThousandths: UNIT_THOUSANDTHS,
    minPackThousandths: null,
    terms: lead,
    requests,
    daysThousandths,
    leadTimeDays: leadTimesOf(random, lead, DAYS),
  };
}

/** Each request wants one unit and, geometrically distributed, more. */
function unitsOf(random: Random, requests: number, moreUnits: number): number {
  const stop = Math.log(moreUnits / (1 + moreUnits));
  return Array.from({ length: requests }, () => 1 + Math.floor(Math.log(1 - random()) / stop)).reduce(
    (sum, units) => sum + units,
    0,
  );
}

/** Between two numbers, evenly in their logarithms: small ones come more often than great ones. */
const between = (random: Random, [from, to]: readonly [number, number]): number =>
  Math.exp(Math.log(from) + random() * (Math.log(to) - Math.log(from)));
