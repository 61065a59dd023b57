import fc from 'fast-check';
import type { Store } from '@pitlane/platform';
import { slotsByHour } from './bookable-slots.js';
import { type BookingAmounts, FIGURES, figuresOf, together } from './figures.js';

const amounts = (over: Partial<BookingAmounts> = {}): BookingAmounts => ({
  ...{ openedOrders: 40, bookedOrders: 25, bookings: 8, leadMinutes: 10_000, phoneBookings: 6, phoneDiagnoses: 2 },
  ...{ arrived: 20, missed: 1, kept: 19, broken: 1, bookableSlots: 600, takenSlots: 400 },
  ...over,
});
const NOTHING = Object.fromEntries(Object.keys(amounts()).map((key) => [key, 0])) as unknown as BookingAmounts;
const valuesOf = (of: BookingAmounts) => Object.fromEntries(figuresOf(of).map(({ figure, value }) => [figure, value]));
const store: Store = {
  ...{
    id: 'SH001',
    groupId: 'G',
    name: 'X',
    zone: 'Asia/Shanghai',
    brand: 'VW',
    bookableSharePercent: 60,
    slotMinutes: 15,
  },
  openingHours: [
    { weekdays: [1, 2, 3, 4, 5], opens: '08:30', closes: '10:00' },
    { weekdays: [6], opens: '09:00', closes: '10:00' },
  ],
  closures: ['2026-11-24'],
  advisors: [{ id: 'chen.advisor', name: '陈' }],
};

describe('the figures of bookings', () => {
  it('follow from their amounts, each rounded half up', () => {
    expect(valuesOf(amounts())).toEqual({
      'booking-rate': 6_250,
      'call-booking-rate': 7_500,
      'no-show-rate': 476, // 1 of 21
      'kept-promise-rate': 9_500,
      'lead-time': 1_250,
      'capacity-use': 6_667,
    });
  });

  it('have no quotient by nothing, and say what they are', () => {
    expect(Object.values(valuesOf(NOTHING))).toEqual(FIGURES.map(() => null));
    for (const { definition } of figuresOf(amounts())) expect(definition).toMatch(/^[A-Z].{30,}\.$/);
  });

  it('of a group are those of all its visits: each lies between those of its stores', () => {
    const count = fc.integer({ min: 1, max: 1_000 });
    const some = fc.record({ arrived: count, missed: count }).map((over) => amounts(over));
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 5 }), (all) => {
        const rates = all.map((one) => valuesOf(one)['no-show-rate'] ?? 0);
        const rate = valuesOf(together(all))['no-show-rate'];
        expect(rate).toBeGreaterThanOrEqual(Math.min(...rates));
        expect(rate).toBeLessThanOrEqual(Math.max(...rates));
      }),
    );
  });
});

describe('the slots of a period', () => {
  it('are those of the opening hours, by hour; a closed day has none', () => {
    const slots = slotsByHour(store, { from: '2026-11-21', to: '2026-11-25' });
    expect(slots).toEqual(
      new Map([
        [9, 4 + 2 * 4], // Saturday, Monday and Wednesday
        [8, 2 * 2],
      ]),
    );
  });
});
