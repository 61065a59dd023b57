import type { BookingChannel } from '@pitlane/contracts';
import type { Store, Tx } from '@pitlane/platform';
import { visitsPerSlot } from '../capacity/calendar.js';
import { slotsByHour } from './bookable-slots.js';
import type { BookingAmounts } from './figures.js';

/** A period in one store: from an instant to just before another. */
export interface Period {
  readonly store: Store;
  /** The same as calendar days of the store, the last one whole. */
  readonly days: { readonly from: string; readonly to: string };
  readonly from: Date;
  readonly end: Date;
}

export interface Visits {
  readonly bookings: number;
  readonly arrived: number;
  readonly missed: number;
  readonly kept: number;
  readonly broken: number;
  readonly takenSlots: number;
}

export interface HourOfDay {
  /** As the store's clocks show it. */
  readonly hour: number;
  readonly bookableSlots: number;
  readonly takenSlots: number;
}

export interface StoreAmounts {
  readonly amounts: BookingAmounts;
  readonly byHour: readonly HourOfDay[];
  readonly byChannel: readonly (Visits & { readonly channel: BookingChannel })[];
  readonly byAdvisor: readonly (Visits & { readonly advisorId: string })[];
}

export const LEAD_MINUTES = `greatest(0, round(extract(epoch FROM starts_at - booked_at) / 60))::int`;
export const TAKEN_SLOTS = `
  CASE WHEN status IN ('booked', 'confirmed', 'arrived') THEN ceil((estimate ->> 'durationMinutes')::int / slot_minutes::numeric) ELSE 0 END::int`;

/** By channel, by advisor, and all together, when both are null: visits that should have begun in the period, and bookings made in it. */
const VISITS = `
  SELECT channel, advisor_id AS "advisorId", sum(bookings)::int AS bookings, sum(lead)::float8 AS lead, sum(arrived)::int AS arrived,
    sum(missed)::int AS missed, sum(kept)::int AS kept, sum(broken)::int AS broken, sum(taken)::int AS "takenSlots"
  FROM (
    SELECT channel, advisor_id, 0 AS bookings, 0 AS lead, (status = 'arrived')::int AS arrived, (status = 'no-show')::int AS missed,
      (promise = 'kept')::int AS kept, (promise = 'broken')::int AS broken, ${TAKEN_SLOTS} AS taken
    FROM appointment WHERE store_id = $1 AND starts_at >= $2 AND starts_at < $3
    UNION ALL
    SELECT channel, advisor_id, 1, ${LEAD_MINUTES}, 0, 0, 0, 0, 0 FROM appointment WHERE store_id = $1 AND booked_at >= $2 AND booked_at < $3) visit
  GROUP BY GROUPING SETS ((), (channel), (advisor_id)) ORDER BY channel, advisor_id`;

const CALLS = `
  SELECT (SELECT count(*)::int FROM phone_diagnosis WHERE store_id = $1 AND diagnosed_at >= $2 AND diagnosed_at < $3) AS "phoneDiagnoses",
    (SELECT count(*)::int FROM known_bay WHERE store_id = $1 AND active) AS "activeBays"`;

const ORDERS = `
  SELECT count(*)::int AS "openedOrders", count(appointment_id)::int AS "bookedOrders"
  FROM known_repair_order WHERE store_id = $1 AND opened_at >= $2 AND opened_at < $3`;

const SLOTS = `
  SELECT extract(hour FROM starts_at AT TIME ZONE $4)::int AS hour, sum(booked)::int AS "takenSlots"
  FROM slot WHERE store_id = $1 AND starts_at >= $2 AND starts_at < $3 AND booked > 0 GROUP BY 1`;

type VisitsRow = Visits & { channel: BookingChannel | null; advisorId: string | null; lead: number | null };

const numbersOf = ({ bookings, arrived, missed, kept, broken, takenSlots }: Visits): Visits => ({
  ...{ bookings: bookings ?? 0, arrived: arrived ?? 0, missed: missed ?? 0 },
  ...{ kept: kept ?? 0, broken: broken ?? 0, takenSlots: takenSlots ?? 0 },
});

/** What the figures of a store are made of (APT-14). */
export async function amountsOf(tx: Tx, { store, days, from, end }: Period): Promise<StoreAmounts> {
  const period = [store.id, from, end];
  const [visits, [calls], [orders], slots] = await Promise.all([
    tx.query<VisitsRow>(VISITS, period),
    tx.query<{ phoneDiagnoses: number; activeBays: number }>(CALLS, period),
    tx.query<{ openedOrders: number; bookedOrders: number }>(ORDERS, period),
    tx.query<{ hour: number; takenSlots: number }>(SLOTS, [...period, store.zone]),
  ]);
  const perSlot = visitsPerSlot(calls?.activeBays ?? 0, store.bookableSharePercent);
  const byHour = hoursOf(slotsByHour(store, days), slots, perSlot);
  const byChannel = visits.flatMap((row) =>
    row.channel === null ? [] : [{ channel: row.channel, ...numbersOf(row) }],
  );
  const byAdvisor = visits.flatMap((row) =>
    row.advisorId === null ? [] : [{ advisorId: row.advisorId, ...numbersOf(row) }],
  );
  const all = visits.find(({ channel, advisorId }) => channel === null && advisorId === null);
  const amounts = {
    ...numbersOf(all ?? NO_VISITS),
    leadMinutes: all?.lead ?? 0,
    phoneBookings: byChannel.find(({ channel }) => channel === 'phone')?.bookings ?? 0,
    phoneDiagnoses: calls?.phoneDiagnoses ?? 0,
    openedOrders: orders?.openedOrders ?? 0,
    bookedOrders: orders?.bookedOrders ?? 0,
    bookableSlots: byHour.reduce((sum, { bookableSlots }) => sum + bookableSlots, 0),
    takenSlots: byHour.reduce((sum, { takenSlots }) => sum + takenSlots, 0),
  };
  return { amounts, byHour, byChannel, byAdvisor };
}

const NO_VISITS: Visits = { bookings: 0, arrived: 0, missed: 0, kept: 0, broken: 0, takenSlots: 0 };

function hoursOf(
  slots: ReadonlyMap<number, number>,
  taken: readonly { hour: number; takenSlots: number }[],
  perSlot: number,
): HourOfDay[] {
  const hours = new Set([...slots.keys(), ...taken.map(({ hour }) => hour)]);
  return [...hours]
    .sort((a, b) => a - b)
    .map((hour) => ({
      hour,
      bookableSlots: (slots.get(hour) ?? 0) * perSlot,
      takenSlots: taken.find((one) => one.hour === hour)?.takenSlots ?? 0,
    }));
}
