/** Wall-clock reading of an instant in a store's zone. `weekday` is 1 (Monday) to 7. */
export interface LocalTime {
  date: string;
  time: string;
  weekday: number;
}

const QUARTER_MS = 15 * 60_000;
const MOST_OFFSETS = 10_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsetsMs = new Map<string, number>();

/** `2026-11-21T01:30:00Z` in `Asia/Shanghai` → `{ date: '2026-11-21', time: '09:30', weekday: 6 }` */
export function localTime(at: Date, zone: string): LocalTime {
  const local = new Date(at.getTime() + offsetMsAt(at, zone));
  const iso = local.toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16), weekday: local.getUTCDay() || 7 };
}

/** By how much the clocks of a zone are ahead of UTC. They are changed at a quarter of an hour, so each is asked for once: it costs a hundred readings. */
function offsetMsAt(at: Date, zone: string): number {
  const quarter = Math.floor(at.getTime() / QUARTER_MS);
  const key = `${zone} ${quarter}`;
  const known = offsetsMs.get(key);
  if (known !== undefined) return known;
  const offsetMs = readOffsetMs(quarter * QUARTER_MS, zone);
  if (offsetsMs.size >= MOST_OFFSETS) offsetsMs.clear();
  offsetsMs.set(key, offsetMs);
  return offsetMs;
}

function readOffsetMs(atMs: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    }); // prettier-ignore
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const { year = NaN, month = NaN, day, hour, minute, second } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - atMs;
}

/** The instant of a wall-clock reading in a zone: `instantOf('2026-11-21', '09:30', 'Asia/Shanghai')`. */
export function instantOf(date: string, time: string, zone: string): Date {
  const asIfUtc = new Date(`${date}T${time}:00Z`);
  const seen = localTime(asIfUtc, zone);
  const offsetMs = Date.parse(`${seen.date}T${seen.time}:00Z`) - asIfUtc.getTime();
  return new Date(asIfUtc.getTime() - offsetMs);
}

/** The first instant after a local day. */
export const endOfDay = (date: string, zone: string): Date => instantOf(plusDays(date, 1), '00:00', zone);

/** A calendar day moved by whole days: `2026-11-30`, 1 → `2026-12-01`. */
export function plusDays(date: string, days: number): string {
  return plusMinutes(new Date(`${date}T00:00:00Z`), days * 24 * 60)
    .toISOString()
    .slice(0, 10);
}

/** Of a calendar day: 1 (Monday) to 7. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/** Minutes since midnight: `09:30` → 570 */
export const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** `at` moved by whole minutes. */
export function plusMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}
