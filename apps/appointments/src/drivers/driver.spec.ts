import { aStore } from '@pitlane/testing';
import { type Stay, stayIn } from '../capacity/stay.js';
import {
  DriverInService, DriverLicenceEnded, DriverOutOfService, DriverShiftEndsBeforeItStarts,
} from './driver.errors.js'; // prettier-ignore
import { aDriver, everyDay } from './testing.js';

const store = aStore();
/** Of Monday 23 November 2026, hours as Shanghai's clocks show them. */
const monday = (from: number, to: number): Stay =>
  stayIn({ from: new Date(Date.UTC(2026, 10, 23, from - 8)), to: new Date(Date.UTC(2026, 10, 23, to - 8)) }, store);

describe('a driver', () => {
  it.each([
    [8, 10, true],
    [7, 9, false],
    [17, 18, true],
    [17, 19, false],
  ])('on shift from eight to six works from %d to %d: %s', (from, to, works) => {
    expect(aDriver({ shifts: everyDay('08:00', '18:00') }).worksFor(monday(from, to))).toBe(works);
  });

  it.each([
    ['on a day without a shift', aDriver({ shifts: [{ weekday: 2, starts: '08:00', ends: '18:00' }] })],
    ['for the sum of two shifts', aDriver({ shifts: [...everyDay('08:00', '11:00'), ...everyDay('11:00', '18:00')] })],
    ['when the licence ended the day before', aDriver({ licenceValidUntil: '2026-11-22' })],
  ])('does not work %s', (_when, driver) => {
    expect(driver.worksFor(monday(10, 12))).toBe(false);
  });

  it('works on the last day of the licence, and not from one day into the next', () => {
    const driver = aDriver({ licenceValidUntil: '2026-11-23', shifts: everyDay('00:00', '23:59') });
    expect(driver.worksFor(monday(10, 12))).toBe(true);
    expect(aDriver({ shifts: everyDay('00:00', '23:59') }).worksFor(monday(23, 25))).toBe(false);
  });

  it('works on a make-up workday by the shifts of a Monday, where the store keeps the holidays', () => {
    const driver = aDriver({ shifts: [{ weekday: 1, starts: '08:00', ends: '18:00' }] });
    // A Sunday, for the National Day.
    const sunday = { from: new Date('2026-09-20T10:00:00+08:00'), to: new Date('2026-09-20T11:00:00+08:00') };
    expect(driver.worksFor(stayIn(sunday, { ...store, holidays: 'closed' }))).toBe(true);
    expect(driver.worksFor(stayIn(sunday, store))).toBe(false);
  });

  it('has shifts that end after they start; what is refused changes nothing', () => {
    const driver = aDriver();
    const terms = { licenceClass: 'A1' as const, licenceValidUntil: '2031-01-01', shifts: everyDay('18:00', '08:00') };
    expect(() => driver.agree(terms)).toThrow(DriverShiftEndsBeforeItStarts);
    expect(driver).toMatchObject({ licenceClass: 'C1', licenceValidUntil: '2030-01-31' });
    driver.agree({ ...terms, shifts: everyDay() });
    expect(driver).toMatchObject({ licenceClass: 'A1', licenceValidUntil: '2031-01-01' });
  });

  it('leaves service with a reason and comes back', () => {
    const driver = aDriver();
    expect(() => driver.bringBackIntoService()).toThrow(DriverInService);
    driver.takeOutOfService('病假');
    expect(driver.worksFor(monday(10, 12))).toBe(false);
    expect(() => driver.checkMayDrive('2026-11-23')).toThrow(DriverOutOfService);
    expect(() => driver.takeOutOfService('again')).toThrow(DriverOutOfService);
    driver.bringBackIntoService();
    expect(driver.worksFor(monday(10, 12))).toBe(true);
    expect(() => driver.checkMayDrive('2030-02-01')).toThrow(DriverLicenceEnded);
  });
});
