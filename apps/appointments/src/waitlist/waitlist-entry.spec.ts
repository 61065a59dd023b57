import { plusMinutes } from '@pitlane/kernel';
import { uuid } from '@pitlane/testing/set-up';
import { MONDAY_TEN } from '../appointments/testing.js';
import { SATURDAY_NINE } from '../slot-holds/testing.js';
import type { WaitlistEntry } from './waitlist-entry.entity.js';
import {
  NothingOffered, OfferLapsed, WaitlistDaysNotPossible, WaitlistEntryEnded, WaitlistTimesNotPossible,
} from './waitlist-entry.errors.js'; // prettier-ignore
import { offeredUntil } from './waitlist-offer.entity.js';
import { aWaitlistEntry, offer } from './testing.js';

const zone = 'Asia/Shanghai';
/** Local time on a day of November 2026. */
const at = (time: string, day = 23): Date => new Date(`2026-11-${day}T${time}:00+08:00`);
const offered = (startsAt = MONDAY_TEN): WaitlistEntry => {
  const entry = aWaitlistEntry();
  offer(entry, startsAt);
  return entry;
};
const HALF_PAST_NINE = at('09:30', 21);

describe('one who waits', () => {
  it.each([
    ['a day that is over', { firstDay: '2026-11-20', lastDay: '2026-11-20' }, WaitlistDaysNotPossible],
    ['days that end before they begin', { firstDay: '2026-11-24', lastDay: '2026-11-23' }, WaitlistDaysNotPossible],
    ['more than a month', { firstDay: '2026-11-23', lastDay: '2026-12-24' }, WaitlistDaysNotPossible],
    ['times that end before they begin', { startsFrom: '12:00', startsUntil: '11:45' }, WaitlistTimesNotPossible],
  ])('does not wait for %s', (_, facts, refusal) => {
    expect(() => aWaitlistEntry(facts)).toThrow(refusal);
  });

  it.each([
    ['in the morning of one of the days', at('11:45'), true],
    ['at the latest start', at('12:00', 24), true],
    ['after it', at('12:15'), false],
    ['on another day', at('10:00', 25), false],
  ])('is offered a start %s: %s', (_, startsAt, suits) => {
    expect(aWaitlistEntry().suits(startsAt, { zone, now: SATURDAY_NINE })).toBe(suits);
  });

  it('is not offered what lies beside a time that they had already, whatever they said', () => {
    const entry = offered();
    entry.decline(SATURDAY_NINE);
    const wasOffered = (time: string): boolean =>
      entry.wasOffered({ startsAt: at(time), endsAt: plusMinutes(at(time), 45) });
    expect(['09:15', '09:30', '10:00', '10:30', '10:45'].map(wasOffered)).toEqual([false, true, true, true, false]);
  });

  it.each([
    ['half an hour', at('08:00'), at('08:30')],
    ['less when the start is near', at('08:40'), at('09:00')],
    ['ten minutes at least', at('08:50'), at('09:00')],
    ['never into the last hour', at('08:51'), undefined],
  ])('has %s to answer', (_, now, until) => {
    expect(offeredUntil(at('10:00'), now)).toEqual(until);
  });
});

describe('an offer', () => {
  it('is told with its deadline', () => {
    const entry = offered();
    expect(entry).toMatchObject({ status: 'offered', offers: [{ outcome: 'open', offeredUntil: HALF_PAST_NINE }] });
    expect(entry.suits(at('11:45'), { zone, now: SATURDAY_NINE })).toBe(false);
  });

  it('that is taken ends the waiting', () => {
    const entry = offered();
    entry.take(uuid(9), SATURDAY_NINE);
    expect(entry).toMatchObject({ status: 'taken', appointmentId: uuid(9), offers: [{ outcome: 'taken' }] });
    expect(() => entry.leave('left', SATURDAY_NINE)).toThrow(WaitlistEntryEnded);
  });

  it.each(['take', 'decline'] as const)('is no more when its time is over: %s', (command) => {
    const entry = offered();
    const answer = () => (command === 'take' ? entry.take(uuid(9), HALF_PAST_NINE) : entry.decline(HALF_PAST_NINE));
    expect(answer).toThrow(OfferLapsed);
    expect(entry.status).toBe('offered');
  });

  it('lapses once, and its customer waits on', () => {
    const entry = offered();
    expect(entry.lapse(at('09:29', 21))).toBe(false);
    expect(entry.lapse(HALF_PAST_NINE)).toBe(true);
    expect(entry.lapse(HALF_PAST_NINE)).toBe(false);
    expect(entry).toMatchObject({ status: 'waiting', offers: [{ outcome: 'lapsed' }] });
    expect(() => entry.take(uuid(9), SATURDAY_NINE)).toThrow(NothingOffered);
  });

  it('is not made a fourth time to one who never answers', () => {
    const entry = aWaitlistEntry();
    for (const time of ['08:00', '09:00', '10:00']) {
      expect(entry.status).toBe('waiting');
      offer(entry, at(time));
      entry.lapse(HALF_PAST_NINE);
    }
    expect(entry).toMatchObject({ status: 'ended', endReason: 'unanswered' });
  });

  it('goes with the customer who waits no more', () => {
    const entry = offered();
    expect(entry.leave('left', SATURDAY_NINE)).toBe(entry.offers[0]);
    expect(entry).toMatchObject({ status: 'ended', endReason: 'left', offers: [{ outcome: 'withdrawn' }] });
  });
});
