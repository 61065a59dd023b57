import { Fleet } from './fleet.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 23, hour));
const kept = (courtesyCarId: string, from: number, to: number) => ({
  ...{ courtesyCarId, appointmentId: `${courtesyCarId}-${from}` },
  ...{ from: at(from), to: at(to) },
});

describe('the fleet', () => {
  const fleet = new Fleet(['golf', 'polo'], [kept('golf', 2, 4), kept('polo', 6, 8)]);

  it.each([
    [0, 2, ['golf', 'polo']],
    [3, 5, ['polo']],
    [4, 6, ['golf', 'polo']],
    [5, 9, ['golf']],
    [3, 7, []],
  ])('from %d to %d o’clock has %j', (from, to, cars) => {
    expect(fleet.freeCars({ from: at(from), to: at(to) })).toEqual(cars);
  });

  it('does not count what the loan of a visit that is moved has itself', () => {
    expect(fleet.freeCars({ from: at(3), to: at(5) }, 'golf-2')).toEqual(['golf', 'polo']);
  });
});
