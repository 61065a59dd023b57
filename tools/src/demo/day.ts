import { instantOf, localTime, plusDays, plusMinutes } from '@pitlane/kernel';
import { Api } from '../platform/api.js';
import { HouseClock } from '../platform/house-clock.js';
import type { RunningPlatform } from '../platform/running.js';
import { bookingsStageOf, newcomers } from './bookings/bookings-stage.js';
import { BOOKING_SCENES } from './bookings/scenes.js';
import { PARTS } from './data/index.js';
import { callBack } from './follow-ups.js';
import { Narrator } from './narrator.js';
import { openDaysOf } from './open-days.js';
import { partsStageOf } from './parts-department/parts-stage.js';
import { registerSuppliers } from './parts-department/purchasing.js';
import { PARTS_SCENES } from './parts-department/scenes.js';
import { type Plan, PLANS } from './plans.js';
import { Random } from './random.js';
import { play } from './scheduler.js';
import { SISTER_STORE, STAFF, STORE } from './staff-members.js';
import { setUpStore } from './store-setup.js';
import { type Stage, visit } from './visit.js';

const DAY_MINUTES = 24 * 60;

export interface DayOptions {
  readonly seed: number;
  readonly plans?: readonly Plan[];
  readonly print: (line: string) => void;
}

/** Plays one day at the store, from the calls two days ahead to the calls on the morning after. Answers when it took place. */
export async function playDay(
  platform: RunningPlatform,
  { seed, plans = PLANS, print }: DayOptions,
): Promise<{ day: string; api: Api }> {
  const api = new Api(platform);
  const clock = new HouseClock(platform.clockFile);
  const narrator = new Narrator(print);
  const dates = await datesOf(api, clock, openDaysOf(platform));
  const callsBegin = instantOf(dates.calls, '13:00', STORE.zone);
  clock.moveTo(callsBegin, { backwards: dates.isFirst });
  const guests = [...(await setUpStore(api, clock.now())), ...(await newcomers(api))];
  await registerSuppliers(api, dates.calls);
  narrator.say(clock.now(), undefined, `门店准备完毕：${PARTS.length} 种备件、${guests.length} 位客户`);

  const stage: Stage = { api, clock, narrator, random: new Random(seed), dates };
  const stories = plans.flatMap((plan) => {
    const guest = guests[plan.guest];
    return guest ? [visit(stage, guest, plan)] : [];
  });
  const served = plans.filter(({ noShow }) => !noShow).length;
  const partsStage = partsStageOf(stage, { sister: new Api(platform, SISTER_STORE.id), guests, seed });
  const bookings = BOOKING_SCENES.map((scene) => scene(bookingsStageOf(stage, guests)));
  const scenes = [...PARTS_SCENES.map((scene) => scene(partsStage)), ...bookings];
  const calls = callBack(stage, { guests, served: served + bookings.length, round: 1 });
  await play([...stories, ...scenes, calls], clock);
  if (clock.now() < new Date()) clock.reset();
  return { day: dates.day, api };
}

/** Before the store's own first day the past is free; later the days go on from the house clock. */
async function datesOf(
  api: Api,
  clock: HouseClock,
  isOpen: (date: string) => boolean,
): Promise<Stage['dates'] & { isFirst: boolean }> {
  const { items } = await api.get<{ items: unknown[] }>('appointments', '/v1/appointments?limit=1', STAFF.bookingAgent);
  const dateAt = (moment: Date): string => localTime(moment, STORE.zone).date;
  const now = clock.now();
  // The calls on the morning after end before 10:00: the last day for which that is past, or the next one to come.
  const isFirst = items.length === 0;
  let calls = dateAt(isFirst ? plusMinutes(now, -3 * DAY_MINUTES - 10 * 60) : plusMinutes(now, 11 * 60));
  while (!isOpen(plusDays(calls, 2))) calls = plusDays(calls, isFirst ? -1 : 1);
  return { calls, before: plusDays(calls, 1), day: plusDays(calls, 2), after: plusDays(calls, 3), isFirst };
}
