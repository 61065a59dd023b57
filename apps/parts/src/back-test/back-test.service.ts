import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { plusDays, randomOf } from '@pitlane/kernel';
import { Clock, Database } from '@pitlane/platform';
import { listedParts } from '../catalogue/listed-parts.queries.js';
import type { Part } from '../catalogue/part.entity.js';
import type { StorePolicyTerms } from '../policies/store-policy.entity.js';
import { StoreTerms } from '../policies/store-terms.service.js';
import { Stock } from '../stock/stock.service.js';
import { CostUnknown, HistoryTooShort } from './back-test.errors.js';
import { type PastPart, pastOf } from './back-test.queries.js';
import { compare, type Comparison } from './comparison.js';
import { PolicyTest, type TestedPart } from './policy-test.js';
import { leadTimesOf } from './random.js';

/** A year to learn, and a month to try. */
const LEAST_DAYS = 395;
/** Lead times are drawn from the store's terms, the same at each test. */
const SEED = 1;

/** Tries policies on what was asked for in this store (PRT-15). */
@Injectable()
export class BackTestService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly storeTerms: StoreTerms,
    private readonly clock: Clock,
  ) {}

  /** @throws PartNotListed | CostUnknown | HistoryTooShort */
  async run(partNumbers: readonly string[]): Promise<Comparison> {
    const { terms, past, today } = await this.db.read(async (tx) => {
      const today = this.stock.today(tx, this.clock.now());
      const parts = [...(await listedParts(tx, partNumbers)).values()].sort(byNumber);
      const past = await pastOf(tx, parts, today);
      return { terms: await this.storeTerms.of(tx), past, today };
    });
    if (past.days < LEAST_DAYS) throw new HistoryTooShort(past.days, LEAST_DAYS);

    const firstDay = plusDays(today, -past.days);
    const campaignMonths = new Set(terms.campaignMonths);
    const plan = { firstDay, campaignMonths, orderCycleDays: terms.orderCycleDays };
    const tests: PolicyTest[] = [];
    for (const part of testedParts(past, terms)) {
      tests.push(new PolicyTest(part, plan));
      await setImmediate(); // others are served between two parts
    }
    return compare(tests, terms.serviceLevels);
  }
}

/** In one order, so that each part draws the same lead times at each test. */
const byNumber = (a: Part, b: Part): number => (a.partNumber < b.partNumber ? -1 : 1);

function testedParts(
  { parts, days }: { parts: readonly PastPart[]; days: number },
  { leadTimeDays, leadTimeDeviationDays }: StorePolicyTerms,
): TestedPart[] {
  const costless = parts.filter(({ unitCostFen }) => unitCostFen === null).map(({ partNumber }) => partNumber);
  if (costless.length > 0) throw new CostUnknown(costless);
  const random = randomOf(SEED);
  const lead = { leadTimeDays, leadTimeDeviationDays };
  return parts.map((part) => {
    const { minimumOrderThousandths, minPackThousandths } = part;
    const [daysThousandths, requests] = [new Array<number>(days).fill(0), new Array<number>(days).fill(0)];
    for (const { day, ...asked } of part.days) {
      daysThousandths[day] = asked.quantityThousandths;
      requests[day] = asked.requests;
    }
    return {
      ...{ daysThousandths, requests, unitCostFen: part.unitCostFen ?? 0 },
      ...{ minimumOrderThousandths, minPackThousandths },
      terms: lead,
      leadTimeDays: leadTimesOf(random, lead, days),
    };
  });
}
