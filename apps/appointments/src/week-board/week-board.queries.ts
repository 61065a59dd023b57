import { Injectable } from '@nestjs/common';
import { localTime } from '@pitlane/kernel';
import { actingStore, Database, Stores, type Tx } from '@pitlane/platform';
import { type Period, periodOf } from '../capacity/day.js';
import { KnownBay } from '../known-bays/known-bay.entity.js';
import { SETTINGS } from '../settings.js';
import { type Board, boardDay, type Kept } from './board.js';
import { daysOfWeek, weekOf } from './week.js';

@Injectable()
export class WeekBoardQueries {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** @param wanted week of ISO 8601; without one that of `now` @throws NoSuchWeek */
  board(wanted: string | undefined, now: Date): Promise<Board> {
    const store = this.stores.get(actingStore());
    const week = wanted ?? weekOf(localTime(now, store.zone).date);
    const dates = daysOfWeek(week);
    const period = periodOf(dates, store);
    return this.db.read(async (tx) => {
      const [all, kept] = await Promise.all([tx.list(KnownBay, { storeId: store.id }), keptBays(tx, period)]);
      const bays = all
        .filter(({ bayId, active }) => active || kept.some((one) => one.bayId === bayId))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      return { store, week, bays, days: dates.map((date) => boardDay(store, date, { bays, kept })) };
    });
  }
}

/** For what the store's bays are kept in a period, in order of time. */
function keptBays(tx: Tx, { from, to }: Period): Promise<Kept[]> {
  return tx.query<Kept>(
    `SELECT kept.resource_id AS "bayId", kept.starts_at AS "startsAt", kept.ends_at AS "endsAt", appointment.status,
       coalesce((SELECT array_agg(operation ->> 'nameZh')
         FROM jsonb_array_elements(appointment.estimate -> 'operations') AS operation), '{}') AS "operationNames"
     FROM allocation kept LEFT JOIN appointment ON appointment.id = kept.appointment_id
     WHERE kept.store_id = $1 AND kept.active AND kept.resource_kind = 'bay'
       AND kept.starts_at >= $2::timestamptz - make_interval(days => $4) AND kept.starts_at < $3 AND kept.ends_at > $2
     ORDER BY kept.starts_at`,
    [actingStore(tx.scope), from, to, SETTINGS.longestStayDays],
  );
}
