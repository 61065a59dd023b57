import { instantOf, localTime } from '@pitlane/kernel';
import type { Api } from '../../platform/api.js';
import { STAFF, STORE } from '../staff-members.js';
import { type Guest, registerGuest } from '../store-setup.js';
import type { Stage } from '../visit.js';

/** Guests of the scenes have cars that no plan brings; these two, whose cars are electric, are new to the store. */
const NEWCOMERS: readonly number[] = [29, 30];

export async function newcomers(api: Api): Promise<Guest[]> {
  const guests: Guest[] = [];
  for (const index of NEWCOMERS) guests.push(await registerGuest(api, index));
  return guests;
}

/** What the scenes around bookings need besides. */
export interface BookingsStage extends Stage {
  /** Tells what a person at the store would notice now, of that guest's car. */
  readonly say: (what: string, guestIndex: number) => void;
  readonly guests: readonly Guest[];
}

export const bookingsStageOf = (stage: Stage, guests: readonly Guest[]): BookingsStage => ({
  ...stage,
  guests,
  say: (what, guestIndex) => stage.narrator.say(stage.clock.now(), guestIndex, what),
});

/** @throws Error when the store has not registered them */
export function guestOf({ guests }: BookingsStage, index: number): Guest {
  const guest = guests.find((one) => one.index === index);
  if (!guest) throw new Error(`Guest ${index} is not registered.`);
  return guest;
}

export const timeOf = (moment: Date | string): string => localTime(new Date(moment), STORE.zone).time;

/**
 * The latest time that the store can keep up to a time of day, on the first day from one on that has any.
 * @throws Error when there is none
 */
export async function freeStart(
  api: Api,
  operationCode: string,
  { from, latest }: { from: string; latest: string },
): Promise<Date> {
  const path = `/v1/free-slots?operationCodes=${operationCode}&from=${from}&earliest=100`;
  const { starts } = await api.get<{ starts: { startsAt: string }[] }>('appointments', path, STAFF.bookingAgent);
  const [first] = starts;
  const { date } = localTime(new Date(first?.startsAt ?? `${from}T00:00:00Z`), STORE.zone);
  const free = starts.findLast(({ startsAt }) => new Date(startsAt) <= instantOf(date, latest, STORE.zone));
  if (!free) throw new Error(`From ${from} on there is no time for ${operationCode}.`);
  return new Date(free.startsAt);
}

/** Where the customer sees and changes a visit without an account: the address that they are sent, less `/page`. */
export async function pageOf(api: Api, visitPath: string, as: string): Promise<string> {
  const { path } = await api.get<{ path: string }>('appointments', `${visitPath}/link`, as);
  return path.replace(/\/page$/, '');
}
