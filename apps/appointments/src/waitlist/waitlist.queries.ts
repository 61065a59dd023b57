import { Injectable } from '@nestjs/common';
import { localTime } from '@pitlane/kernel';
import { actingStore, Database, type Page, type PageQuery, type Store, type Tx } from '@pitlane/platform';
import { MoreThan } from 'typeorm';
import { readCalendar } from '../capacity/capacity.queries.js';
import type { FreedDay } from '../capacity/freed-days.queries.js';
import { reachOf } from '../capacity/timetable.js';
import { meanwhileFor } from '../meanwhile/meanwhile.queries.js';
import { WaitlistEntry, type WaitlistStatus } from './waitlist-entry.entity.js';

export interface WaitlistFilter {
  readonly status?: WaitlistStatus;
  readonly customerId?: string;
  readonly vehicleId?: string;
}

@Injectable()
export class WaitlistQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  get(id: string): Promise<WaitlistEntry> {
    return this.db.read((tx) => tx.get(WaitlistEntry, id));
  }

  /** In the order in which they are served. */
  page(filter: WaitlistFilter, page: PageQuery): Promise<Page<WaitlistEntry>> {
    const where = { storeId: actingStore(), ...filter };
    return this.db.read((tx) =>
      tx.pageBy(page, (lastId, take) =>
        tx.list(
          WaitlistEntry,
          { ...where, ...(lastId !== undefined && { id: MoreThan(lastId) }) },
          { order: { id: 'ASC' }, take },
        ),
      ),
    );
  }
}

/** What is looked through for those who wait. */
export interface Look {
  readonly freed: readonly FreedDay[];
  readonly now: Date;
  /** `entry start` that turned out not to be possible. */
  readonly passedOver: ReadonlySet<string>;
  /** Staff ids of technicians whom another store has. */
  readonly heldElsewhere: readonly string[];
}

/** A start that fits an entry, as it was when it was looked at. */
export interface Fit {
  readonly entryId: string;
  readonly version: number;
  readonly startsAt: Date;
}

export const keyOf = ({ entryId, startsAt }: Pick<Fit, 'entryId' | 'startsAt'>): string =>
  `${entryId} ${startsAt.toISOString()}`;

/**
 * Of all who wait the first for whom a start on a freed day fits, and its earliest: all are asked against one calendar, so nobody
 * who came later is served before them (APT-12).
 */
export async function firstFit(tx: Tx, store: Store, look: Look): Promise<Fit | undefined> {
  const { now, passedOver, heldElsewhere } = look;
  const isWaiting = { storeId: store.id, status: 'waiting' as const, waitsUntil: MoreThan(now) };
  const waiting = await tx.list(WaitlistEntry, isWaiting, { order: { id: 'ASC' } });
  const days = daysToLookAt(waiting, look, store);
  if (days.length === 0) return undefined;
  const reaches = waiting.map(({ need }) => reachOf(store, days, need));
  const from = new Date(Math.min(...reaches.map((reach) => reach.from.getTime())));
  const to = new Date(Math.max(...reaches.map((reach) => reach.to.getTime())));
  const calendar = await readCalendar(tx, store, { from, to }, { heldElsewhere });
  const starts = days.flatMap((day) => calendar.startsOf(day));
  for (const entry of waiting) {
    const { id: entryId, version, need } = entry;
    const shortageOf = await meanwhileFor(tx, store, need, { from, to, now });
    const startsAt = starts.find((start) => {
      if (!entry.suits(start, { zone: store.zone, now }) || passedOver.has(keyOf({ entryId, startsAt: start })))
        return false;
      const stay = calendar.stayAt(need, start);
      return 'endsAt' in stay && !entry.wasOffered(stay) && !shortageOf(stay);
    });
    if (startsAt) return { entryId, version, startsAt };
  }
  return undefined;
}

/** The freed days for which somebody waits, from today on. */
function daysToLookAt(waiting: readonly WaitlistEntry[], { freed, now }: Look, { zone }: Store): string[] {
  const today = localTime(now, zone).date;
  const isFreed = (day: string): boolean => freed.some((one) => one.day === null || one.day === day);
  const days = new Set(waiting.flatMap((entry) => entry.days));
  return [...days].filter((day) => day >= today && isFreed(day)).sort();
}

/** Entries whose offer nobody answered in time, the longest due first. */
export async function lapsedIds(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT waitlist_entry_id AS id FROM waitlist_offer WHERE store_id = $1 AND outcome = 'open' AND offered_until <= $2
     ORDER BY offered_until, id LIMIT 200`,
    [actingStore(tx.scope), now],
  );
  return rows.map(({ id }) => id);
}

/** Entries whose days have passed. */
export async function overIds(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM waitlist_entry WHERE store_id = $1 AND status = 'waiting' AND waits_until <= $2 ORDER BY id LIMIT 200`,
    [actingStore(tx.scope), now],
  );
  return rows.map(({ id }) => id);
}

/** A customer's entries that have not ended. */
export async function openEntryIds(tx: Tx, customerId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM waitlist_entry WHERE store_id = $1 AND customer_id = $2 AND status IN ('waiting', 'offered') ORDER BY id`,
    [actingStore(tx.scope), customerId],
  );
  return rows.map(({ id }) => id);
}
