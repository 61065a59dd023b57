import { Injectable } from '@nestjs/common';
import { localTime } from '@pitlane/kernel';
import { actingStore, Database, type Store, Stores, type Tx } from '@pitlane/platform';
import { assertAdvisor } from '../advisors/advisor-choice.js';
import { receptionsFor } from '../advisors/advisors.queries.js';
import type { Estimate } from '../estimates/estimate.js';
import { estimateFor } from '../estimates/estimates.queries.js';
import { priceListChanges } from '../known-operations/known-operations.queries.js';
import { meanwhileFor } from '../meanwhile/meanwhile.queries.js';
import { SETTINGS } from '../settings.js';
import type { FreeStay } from './calendar.js';
import { readCalendar } from './capacity.queries.js';
import { datesFrom, periodOf } from './day.js';
import { needOf, type Shortage } from './need.js';
import { type Found, periodSearched, type Search } from './search.js';
import { openPeriod, reachOf } from './timetable.js';

/** Days that are read at once, and what of their starts can be kept. */
interface Week {
  readonly estimate: Estimate;
  readonly starts: readonly Date[];
  answerAt(start: Date): FreeStay | Shortage;
}

/** When the workshop can keep some work (APT-4), as it is now: nothing is held by asking. */
@Injectable()
export class FreeSlotsService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /**
   * The earliest free starts, or what stands against all of them. A week is read at a time, and none after enough were found.
   * @throws SearchPeriodInvalid | AdvisorNotOfStore | NoPriceList | OperationsNotKnown
   */
  async search(search: Search, now: Date): Promise<Found> {
    const store = this.stores.get(actingStore());
    const { advisorId, earliest = search.day === undefined ? SETTINGS.earliestStarts : Infinity } = search;
    const { from, to } = periodSearched(search, localTime(now, store.zone).date);
    if (advisorId !== undefined) assertAdvisor(store, advisorId, '/advisorId');
    const { day } = search;
    const question = { search, dates: datesFrom(from, to), earliest, now };
    return this.db.read(async (tx) => ({
      ...{ from, to, ...(day !== undefined && { day }) },
      ...(await findIn(tx, store, question)),
    }));
  }
}

interface Question {
  readonly search: Search;
  readonly dates: readonly string[];
  readonly earliest: number;
  readonly now: Date;
}

async function findIn(
  tx: Tx,
  store: Store,
  question: Question,
): Promise<Pick<Found, 'estimate' | 'stays' | 'shortages' | 'closedDays'>> {
  const stays: FreeStay[] = [];
  const shortages: Shortage[] = [];
  let estimate: Estimate | undefined;
  for (const dates of await weeksOf(tx, store, question.dates)) {
    const week = await readWeek(tx, store, { ...question, dates });
    if (stays.length === 0) estimate = week.estimate;
    for (const start of week.starts) {
      if (stays.length >= question.earliest) break;
      const answer = week.answerAt(start);
      if ('reason' in answer) shortages.push(answer);
      else stays.push(answer);
    }
    if (stays.length >= question.earliest) break;
  }
  if (!estimate) throw new Error('No day was searched.');
  if (stays.length > 0) return { estimate, stays, shortages: [], closedDays: 0 };
  const closedDays = question.dates.filter((date) => !openPeriod(store, date)).length;
  return { estimate, stays, shortages, closedDays };
}

/** The days at most a week together, and none with another price list than the day before it. */
async function weeksOf(tx: Tx, store: Store, dates: readonly string[]): Promise<string[][]> {
  const changes = dates.length > 1 ? await priceListChanges(tx, periodOf(dates, store)) : [];
  const changedOn = new Set(changes.map((at) => localTime(at, store.zone).date));
  const weeks: string[][] = [];
  for (const date of dates) {
    const week = weeks.at(-1);
    if (!week || week.length === 7 || changedOn.has(date)) weeks.push([date]);
    else week.push(date);
  }
  return weeks;
}

async function readWeek(tx: Tx, store: Store, { search, dates, now }: Question): Promise<Week> {
  const { operationCodes, advisorId, vehicleId, moved, meanwhile, overnight } = search;
  const at = new Date(periodOf(dates, store).to.getTime() - 1);
  const estimate = await estimateFor(tx, store, { operationCodes, parts: [], at });
  const wish = { ...(meanwhile !== undefined && { meanwhile }), ...(moved && { moved }), overnight };
  const need = { ...needOf(estimate, vehicleId), ...wish };
  const period = reachOf(store, dates, need);
  const [calendar, shortAt, canReceive] = await Promise.all([
    readCalendar(tx, store, period, { moved }),
    meanwhileFor(tx, store, need, { ...period, now }),
    receptionsFor(tx, store, advisorId, period),
  ]);
  return {
    estimate,
    starts: dates
      .flatMap((date) => calendar.startsOf(date))
      .filter((start) => start > now && +start !== moved?.startsAt.getTime()),
    answerAt: (start) => {
      if (!canReceive(start)) return { reason: 'advisor' };
      const answer = calendar.stayAt(need, start);
      return 'reason' in answer ? answer : (shortAt(answer) ?? answer);
    },
  };
}
