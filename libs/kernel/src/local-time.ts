/** Wall-clock reading of an instant in a store's zone. `weekday` is 1 (Monday) to 7. */
export interface LocalTime {
  date: string;
  time: string;
  weekday: number;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-21T01:30:00Z` in `Asia/Shanghai` → `{ date: '2026-11-21', time: '09:30', weekday: 6 }` */
export function localTime(at: Date, zone: string): LocalTime {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, hourCycle: 'h23', weekday: 'short',
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    }); // prettier-ignore
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: `${part['year']}-${part['month']}-${part['day']}`,
    time: `${part['hour']}:${part['minute']}`,
    weekday: WEEKDAYS.indexOf(part['weekday'] ?? '') + 1,
  };
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

/** `at` moved by whole minutes. */
export function plusMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}
