import { instantOf, localTime, plusDays, plusMinutes } from '@pitlane/kernel';
import { Api } from '../platform/api.js';
import { HouseClock } from '../platform/house-clock.js';
import type { RunningPlatform } from '../platform/running.js';
import { CUSTOMERS } from './data/index.js';
import { callBack } from './follow-ups.js';
import { Narrator } from './narrator.js';
import { openDaysOf } from './open-days.js';
import { registerSuppliers } from './parts-department/purchasing.js';
import { type Plan, PLANS } from './plans.js';
import { Random } from './random.js';
import { replenish } from './replenishment.js';
import { play, type Story } from './scheduler.js';
import { STAFF, STORE } from './staff-members.js';
import { type Guest, registerGuest, setUpStore } from './store-setup.js';
import { type Stage, visit } from './visit.js';

/** How far back a month with a holiday is looked for. */
const LOOK_BACK_DAYS = 400;

export interface MonthOptions {
  readonly seed: number;
  readonly days: number;
  readonly carsADay: number;
  /** First local day; without it the last days that are over and have a holiday among them. */
  readonly from?: string;
  readonly print: (line: string) => void;
}

/**
 * Plays many days at a new store, one story beside the other: each open day has cars of its own, on holidays nobody comes.
 * @returns the days on which the store was open
 * @throws Error when the store has been open before: its past can't be played
 */
export async function playMonth(
  platform: RunningPlatform,
  { seed, days, carsADay, from, print }: MonthOptions,
): Promise<{ openDays: string[]; api: Api }> {
  const api = new Api(platform);
  const clock = new HouseClock(platform.clockFile);
  const { items } = await api.get<{ items: unknown[] }>('appointments', '/v1/appointments?limit=1', STAFF.bookingAgent);
  if (items.length > 0)
    throw new Error('Months are played at a new store: start one with npm start -- --fresh --no-demo.');
  const longAgo = plusMinutes(new Date(), -LOOK_BACK_DAYS * 24 * 60);
  clock.moveTo(longAgo, { backwards: true });
  await setUpStore(api, longAgo);
  await registerSuppliers(api, localTime(longAgo, STORE.zone).date);
  const isOpen = openDaysOf(platform);
  const first = from ?? lastWithHoliday(isOpen, days);
  clock.moveTo(instantOf(plusDays(first, -2), '12:00', STORE.zone));

  const narrator = new Narrator(print);
  const stories: Story[] = [];
  const openDays = daysFrom(first, days).filter(isOpen);
  for (const [number, day] of openDays.entries()) {
    const dates = { calls: plusDays(day, -2), before: plusDays(day, -1), day, after: plusDays(day, 1) };
    const stage = { api, clock, narrator, random: new Random(seed * 1_000 + number), dates };
    stories.push(...storiesOfDay(stage, { number, carsADay, seed }));
  }
  await play(stories, clock);
  clock.reset();
  return { openDays, api };
}

/** Cars that nobody else of the month brings, their follow-up calls, and what is ordered in the evening. */
function storiesOfDay(
  stage: Stage,
  { number, carsADay, seed }: { number: number; carsADay: number; seed: number },
): Story[] {
  // The part that one of them waits for is a story of its own, which is told once.
  const plans = stage.random.shuffle(PLANS.filter(({ partShort }) => !partShort)).slice(0, carsADay);
  const guests: Guest[] = [];
  const served = plans.filter(({ noShow }) => !noShow).length;
  return [
    ...plans.map((plan) => newcomer(stage, { plan, index: plan.guest + number * CUSTOMERS.length, guests })),
    callBack(stage, { guests, served, round: 1 }),
    callBack(stage, { guests, served, round: 2 }),
    replenish(stage, seed),
  ];
}

/** Someone who is registered when they call, or a day before they just drive in. */
async function* newcomer(stage: Stage, { plan, index, guests }: { plan: Plan; index: number; guests: Guest[] }): Story {
  yield instantOf(stage.dates.calls, '14:00', STORE.zone);
  const guest = await registerGuest(stage.api, index);
  guests.push(guest);
  yield* visit(stage, guest, plan);
}

const daysFrom = (first: string, days: number): string[] =>
  Array.from({ length: days }, (_, index) => plusDays(first, index));

/** @throws Error when the store had no day off for so long */
function lastWithHoliday(isOpen: (date: string) => boolean, days: number): string {
  const { date: today } = localTime(new Date(), STORE.zone);
  const latest = plusDays(today, -days - 7);
  for (let first = latest; first > plusDays(today, 7 - LOOK_BACK_DAYS); first = plusDays(first, -1)) {
    if (!isOpen(first)) return plusDays(first, -Math.floor(days / 2));
  }
  throw new Error('The store was open every day of the last year: name the first day with --from.');
}
