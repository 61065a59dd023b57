import type { Mutant } from './mutant.js';

/** Bugs in the rules of the services. */
export const MUTANTS_OF_THE_TRADE: readonly Mutant[] = [
  {
    name: 'rounded-down',
    says: 'money is rounded down',
    shows: ['B1'],
    faults: [],
    places: [
      {
        file: 'libs/kernel/dist/arithmetic.js',
        find: '(2n * BigInt(a) * BigInt(b) + BigInt(divisor)) / (2n * BigInt(divisor))',
        put: '(BigInt(a) * BigInt(b)) / BigInt(divisor)',
      },
    ],
  },
  {
    name: 'locks-in-any-order',
    says: 'parts are locked in any order',
    shows: ['RUN'],
    faults: ['F30'],
    places: [
      {
        file: 'apps/parts/dist/stock/locked-parts.queries.js',
        find: 'ORDER BY part_number FOR NO KEY UPDATE',
        put: 'ORDER BY random() FOR NO KEY UPDATE',
      },
    ],
  },
  {
    name: 'newest-lot-first',
    says: 'the newest lot leaves first',
    shows: ['P3'],
    faults: [],
    places: [
      {
        file: 'apps/parts/dist/stock/stock.queries.js',
        find: `const FIFO = 'lot.expires_on, lot.received_at, lot.id';`,
        put: `const FIFO = 'lot.received_at DESC, lot.id DESC';`,
      },
    ],
  },
  {
    name: 'issue-without-bounds',
    says: 'more is issued than was approved',
    shows: ['LOG'],
    faults: [],
    places: [
      {
        file: 'apps/parts/dist/reservations/reservation-line.entity.js',
        find: 'if (quantityThousandths > this.openThousandths)',
        put: 'if (false)',
      },
    ],
  },
  {
    name: 'slot-not-counted',
    says: 'a visit is not counted in its slots',
    shows: ['A2'],
    faults: [],
    places: [
      {
        file: 'apps/appointments/dist/capacity/capacity.queries.js',
        find: '100), (starts_at = ANY ($3))::int',
        put: '100), 0',
      },
    ],
  },
  {
    name: 'slot-not-given-back',
    says: 'the slots of a customer who stays away stay taken',
    shows: ['A2'],
    faults: [],
    mustHave: 'noShow',
    places: [
      {
        file: 'apps/appointments/dist/capacity/capacity.queries.js',
        find: 'SET booked = booked - 1',
        put: 'SET booked = booked',
      },
    ],
  },
  {
    name: 'third-call',
    says: 'a delivered car owes three calls',
    shows: ['C1'],
    faults: [],
    places: [{ file: 'apps/crm/dist/follow-ups/follow-ups.service.js', find: 'of ROUNDS)', put: 'of [...ROUNDS, 3])' }],
  },
  {
    name: 'payment-twice',
    says: "a gateway's second callback is said again",
    shows: ['B4'],
    faults: [],
    mustHave: 'callbackTwice',
    // That it is counted again is refused by the database itself; what is left is to say it again.
    places: [
      {
        file: 'apps/billing/dist/payments/paying.js',
        find: 'if (payment.isReceived) {',
        put: `if (payment.isReceived) {
          const before = { ...settlement, receive: settlement.receive, surplus: () => undefined, status: 'void' };
          return [before.receive({ ...payment }, at)[0]];`,
      },
    ],
  },
  {
    name: 'payment-without-bounds',
    says: 'more is taken than is open',
    shows: ['RUN'],
    faults: [],
    places: [
      { file: 'apps/billing/dist/payments/paying.js', find: `if (settlement.status !== 'issued')`, put: 'if (false)' },
      {
        file: 'apps/billing/dist/payments/paying.js',
        find: 'if (wanted.amountFen > settlement.openFen)',
        put: 'if (false)',
      },
    ],
  },
  {
    name: 'numbers-with-gaps',
    says: 'settlement numbers leave gaps',
    shows: ['B3'],
    faults: [],
    places: [
      {
        file: 'apps/billing/dist/counters/counters.queries.js',
        find: 'last_number = c.last_number + 1',
        put: 'last_number = c.last_number + 2',
      },
    ],
  },
];
