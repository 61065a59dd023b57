import { PeriodInvalid } from './period.errors.js';
import { periodOf } from './period.js';

describe('a period', () => {
  it('has both its days, from midnight to midnight in the zone of the store', () => {
    expect(periodOf({ from: '2026-11-30', to: '2026-12-01' }, 'Asia/Shanghai')).toEqual({
      days: ['2026-11-30', '2026-12-01'],
      startsAt: new Date('2026-11-29T16:00:00Z'),
      endsAt: new Date('2026-12-01T16:00:00Z'),
    });
  });

  it('ends at midnight also when the clocks change on its last day', () => {
    const { endsAt } = periodOf({ from: '2026-10-25', to: '2026-10-25' }, 'Europe/Berlin');
    expect(endsAt).toEqual(new Date('2026-10-25T23:00:00Z'));
  });

  it.each([
    ['ends before it starts', '2026-11-21', '2026-11-20'],
    ['is longer than a year', '2026-01-01', '2027-01-02'],
  ])('is refused when it %s', (_name, from, to) => {
    expect(() => periodOf({ from, to }, 'Asia/Shanghai')).toThrow(PeriodInvalid);
  });

  it('may be a whole leap year', () => {
    expect(periodOf({ from: '2028-01-01', to: '2028-12-31' }, 'Asia/Shanghai').days).toHaveLength(366);
  });
});
