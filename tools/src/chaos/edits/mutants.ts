import type { Plan } from '../../demo/plans.js';
import type { Edit } from './edit.js';

/** A seeded bug, and what has to happen for it to show. */
export interface Mutant extends Edit {
  readonly says: string;
  /** Faults under which it shows; none when the visits alone show it. */
  readonly faults: readonly string[];
  readonly mustHave?: keyof Plan;
}

const MESSAGING = 'libs/platform/dist/messaging';
const INBOX = `${MESSAGING}/inbox.js`;
const BATCH = `${MESSAGING}/inbox-batch.js`;
const SERVER = `${MESSAGING}/jetstream-server.js`;
const RELAY = `${MESSAGING}/relay.js`;
const COMMAND = 'libs/platform/dist/http/command.js';
const TX = 'libs/platform/dist/database/tx.js';

const OF_THE_INBOX: readonly Mutant[] = [
  {
    name: 'no-inbox',
    says: 'an event that came before is handled again',
    faults: ['F20'],
    places: [
      { file: INBOX, find: 'if (known && !isOpen)', put: 'if (false)' },
      { file: INBOX, find: 'if (envelope.aggregateversion <= lastVersion)', put: 'if (false)' },
      { file: BATCH, find: 'return !before;', put: 'return true;' },
    ],
  },
  {
    name: 'ack-before-commit',
    says: 'a message is acknowledged before its effect is committed',
    faults: ['F13', 'F1'],
    places: [
      {
        file: SERVER,
        find: 'if (messages.length > 1 && (await this.parts.batch.accept(',
        put: 'for (const message of messages) message.ack();\n        if (messages.length > 1 && (await this.parts.batch.accept(',
      },
    ],
  },
  {
    name: 'out-of-order',
    says: 'a version is handled before the one that it follows',
    faults: ['F21'],
    places: [
      { file: INBOX, find: 'if (envelope.aggregateversion > lastVersion + 1)', put: 'if (false)' },
      { file: INBOX, find: 'if (envelope.aggregateversion <= lastVersion)', put: 'if (false)' },
    ],
  },
  {
    name: 'failure-is-the-end',
    says: 'an event whose handler failed is never tried again',
    faults: ['F22'],
    places: [
      {
        file: `${MESSAGING}/inbox.queries.js`,
        find: `THEN 'failed' ELSE 'parked' END`,
        put: `THEN 'skipped' ELSE 'parked' END`,
      },
    ],
  },
  {
    name: 'malformed-is-dropped',
    says: 'bytes that are no event leave no trace',
    faults: ['F23'],
    places: [
      { file: INBOX, find: 'return this.park(delivery, error.reasonCode, error.detail);', put: `return 'parked';` },
    ],
  },
  {
    name: 'one-handler-only',
    says: 'of several handlers of an event only the first is run',
    faults: [],
    places: [
      {
        file: `${MESSAGING}/handlers.js`,
        find: 'of this.byType.get(context.envelope.type) ?? [])',
        put: 'of (this.byType.get(context.envelope.type) ?? []).slice(0, 1))',
      },
    ],
  },
];

const OF_THE_OUTBOX: readonly Mutant[] = [
  {
    name: 'mark-before-publish',
    says: 'an event is marked before the broker has it',
    faults: ['F8', 'F6'],
    places: [
      {
        file: RELAY,
        find: 'const acked = await this.publish(connection, rows);',
        put: `await mark(client, rows.map(({ id }) => ({ id, seq: 0 })));
        const acked = await this.publish(connection, rows);`,
      },
    ],
  },
  {
    name: 'cursor-relay',
    says: 'the relay reads on from the last id that it has seen',
    faults: ['F8', 'F6'],
    places: [
      {
        file: RELAY,
        find: 'FROM outbox WHERE published_at IS NULL ORDER BY id',
        put: 'FROM outbox WHERE published_at IS NULL AND id > ${this.cursor ?? 0} ORDER BY id',
      },
      {
        file: RELAY,
        find: 'const acked = await this.publish(connection, rows);',
        put: `this.cursor = rows.at(-1).id;
        const acked = await this.publish(connection, rows);`,
      },
    ],
  },
  {
    name: 'two-leaders',
    says: 'every replica thinks that it leads',
    faults: [],
    places: [{ file: RELAY, find: 'return rows[0]?.leader === true;', put: 'return true;' }],
  },
  {
    name: 'no-rewind-after-amnesia',
    says: 'a stream that was made anew is not filled again',
    faults: ['F10'],
    places: [{ file: `${MESSAGING}/relay-verify.js`, find: ': await rewind(client, 0);', put: ': 0;' }],
  },
  {
    name: 'no-rewind-after-lost-tail',
    says: 'a stream that lost its end is not filled again',
    faults: ['F11'],
    places: [
      {
        file: `${MESSAGING}/relay-verify.js`,
        find: '(await rewind(client, info.state.last_seq + 1)) + (await rewindForeign(client, manager, stream))',
        put: '0',
      },
    ],
  },
  {
    name: 'event-outside-the-transaction',
    says: 'an event is written though its transaction rolls back',
    faults: ['F1'],
    places: [
      {
        file: `${MESSAGING}/outbox.js`,
        find: 'await tx.query(`INSERT INTO outbox',
        put: 'await tx.manager.dataSource.query(`INSERT INTO outbox',
      },
    ],
  },
];

const OF_COMMANDS: readonly Mutant[] = [
  {
    name: 'no-claim',
    says: 'the key of a command is not claimed',
    faults: [],
    places: [
      {
        file: COMMAND,
        find: 'RETURNING key`, [storeId, principal, key, this.fingerprint]);',
        put: 'RETURNING key`, [storeId, principal, crypto.randomUUID(), this.fingerprint]);',
      },
    ],
  },
  {
    name: 'answer-not-kept',
    says: 'the answer is not stored with the effect',
    faults: [],
    places: [
      {
        file: COMMAND,
        find: 'async commitWith(answer) {',
        put: 'async commitWith() {\n        return this.unit?.commit();\n    }\n    async neverCommitWith(answer) {',
      },
    ],
  },
  {
    name: 'no-row-lock',
    says: 'an aggregate is read without its lock',
    faults: ['F30'],
    places: [{ file: TX, find: `lock: { mode: 'pessimistic_write' },`, put: '' }],
  },
  {
    name: 'every-store',
    says: 'a transaction may see the rows of every store',
    faults: [],
    places: [{ file: TX, find: `this.scope.stores.join(','),`, put: `'SH001,SH002,BJ001',` }],
  },
];

const OF_THE_TRADE: readonly Mutant[] = [
  {
    name: 'rounded-down',
    says: 'money is rounded down',
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
    name: 'locks-as-they-come',
    says: 'parts are locked in the order in which they are named',
    faults: ['F30'],
    places: [
      {
        file: 'apps/parts/dist/stock/stock.service.js',
        find: '[...new Set(partNumbers)].sort()',
        put: '[...new Set(partNumbers)]',
      },
    ],
  },
  {
    name: 'newest-lot-first',
    says: 'the newest lot leaves first',
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
    faults: [],
    places: [
      {
        file: 'apps/appointments/dist/capacity/capacity.queries.js',
        find: 'DO UPDATE SET booked = slot.booked + 1',
        put: 'DO UPDATE SET booked = slot.booked',
      },
      { file: 'apps/appointments/dist/capacity/capacity.queries.js', find: '100), 1\n', put: '100), 0\n' },
    ],
  },
  {
    name: 'slot-not-given-back',
    says: 'the slots of a customer who stays away stay taken',
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
    faults: [],
    places: [{ file: 'apps/crm/dist/follow-ups/follow-ups.service.js', find: 'of ROUNDS)', put: 'of [...ROUNDS, 3])' }],
  },
  {
    name: 'payment-twice',
    says: "a gateway's second callback counts again",
    faults: [],
    mustHave: 'callbackTwice',
    places: [{ file: 'apps/billing/dist/payments/paying.js', find: 'if (payment.isReceived) {', put: 'if (false) {' }],
  },
  {
    name: 'payment-without-bounds',
    says: 'more is taken than is open',
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

/** Each must turn a short run red: they are the test of the driver. */
export const MUTANTS: readonly Mutant[] = [...OF_THE_INBOX, ...OF_THE_OUTBOX, ...OF_COMMANDS, ...OF_THE_TRADE];
