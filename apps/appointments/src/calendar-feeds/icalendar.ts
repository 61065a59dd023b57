/** A visit as calendar programs show it. */
export interface CalendarVisit {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly summary: string;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  /** Grows with each change. */
  readonly sequence: number;
  readonly changedAt: Date;
}

export interface VisitCalendar {
  readonly name: string;
  /** IANA zone in which a program shows it unless its user says otherwise. */
  readonly zone: string;
  readonly visits: readonly CalendarVisit[];
}

const MOST_OCTETS = 75;

/** A calendar in the format of RFC 5545. Times are in UTC, so that no program needs our definition of a zone. */
export function icalendarOf({ name, zone, visits }: VisitCalendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Pitlane//appointments//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    `X-WR-TIMEZONE:${zone}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    ...visits.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines({ id, startsAt, endsAt, summary, status, sequence, changedAt }: CalendarVisit): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${id}@pitlane`,
    `DTSTAMP:${utc(changedAt)}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(endsAt)}`,
    `SUMMARY:${escaped(summary)}`,
    `STATUS:${status}`,
    `SEQUENCE:${sequence}`,
    ...(status === 'CANCELLED' ? ['TRANSP:TRANSPARENT'] : []),
    'END:VEVENT',
  ];
}

/** `20261123T020000Z` */
const utc = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');

/** Text as a value (RFC 5545, 3.3.11); control characters have no place in one. */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')
    .replace(/\p{Cc}/gu, '');

/** No line is longer than 75 octets; what is longer goes on in the next after a space, and no character is cut (3.1). */
function folded(line: string): string {
  let [result, octets] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MOST_OCTETS) {
      result += '\r\n ';
      octets = 1;
    }
    result += character;
    octets += size;
  }
  return result;
}
