import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type CalendarVisit, icalendarOf } from './icalendar.js';

const aVisit = (facts: Partial<CalendarVisit> = {}): CalendarVisit => ({
  id: randomUUID(),
  startsAt: new Date('2026-11-23T02:00:00Z'),
  endsAt: new Date('2026-11-23T02:45:00Z'),
  summary: '小保养',
  status: 'TENTATIVE',
  sequence: 1,
  changedAt: new Date('2026-11-21T01:00:00Z'),
  ...facts,
});
const calendarOf = (...visits: CalendarVisit[]) =>
  icalendarOf({ name: '陈志强 上海浦东店', zone: 'Asia/Shanghai', visits });

/** Lines as a reader of RFC 5545 sees them: unfolded. */
const linesOf = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
const unescaped = (value: string): string => value.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));

describe('a calendar', () => {
  it('has an event for each visit, with an id that stays', () => {
    const visit = aVisit({ id: '01990000-0000-7000-8000-000000000001' });
    expect(linesOf(calendarOf(visit))).toEqual([
      'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Pitlane//appointments//ZH', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH',
      'X-WR-CALNAME:陈志强 上海浦东店', 'X-WR-TIMEZONE:Asia/Shanghai', 'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
      'BEGIN:VEVENT', 'UID:01990000-0000-7000-8000-000000000001@pitlane', 'DTSTAMP:20261121T010000Z', 'DTSTART:20261123T020000Z',
      'DTEND:20261123T024500Z', 'SUMMARY:小保养', 'STATUS:TENTATIVE', 'SEQUENCE:1', 'END:VEVENT',
      'END:VCALENDAR',
    ]); // prettier-ignore
  });

  it('says of a visit that will not take place that it is cancelled, and blocks no time for it', () => {
    expect(linesOf(calendarOf(aVisit({ status: 'CANCELLED' })))).toEqual(
      expect.arrayContaining(['STATUS:CANCELLED', 'TRANSP:TRANSPARENT']),
    );
  });

  it('gives any text back as it was, in lines of 75 octets at most', () => {
    const sign = fc.oneof(
      fc.constantFrom('换', '，', '😀', '\\', ';', ',', '\n', 'n'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    );
    // U+FFFD itself would look like a character that was cut in two.
    const text = fc.array(sign, { maxLength: 120, size: 'max' }).map((signs) =>
      signs
        .join('')
        .replace(/\p{Cc}/gu, '\n')
        .replaceAll('\uFFFD', '?'),
    );
    fc.assert(
      fc.property(text, (summary) => {
        const calendar = calendarOf(aVisit({ summary }));
        const lines = calendar.split('\r\n');
        for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(calendar).not.toContain('\uFFFD');
        const [shown = ''] = linesOf(calendar).filter((line) => line.startsWith('SUMMARY:'));
        expect(unescaped(shown.slice('SUMMARY:'.length))).toBe(summary);
      }),
    );
  });
});
