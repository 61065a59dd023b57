import { MUTANTS_OF_THE_TRADE } from './mutants-of-the-trade.js';
import type { Mutant } from './mutant.js';

const MESSAGING = 'libs/platform/dist/messaging';
const INBOX = `${MESSAGING}/inbox.js`;
const BATCH = `${MESSAGING}/inbox-batch.js`;
const SERVER = `${MESSAGING}/jetstream-server.js`;
const RELAY = `${MESSAGING}/relay.js`;
const COMMAND = 'libs/platform/dist/http/command.js';
const TX = 'libs/platform/dist/database/tx.js';
const LOCKING = 'libs/platform/dist/database/locking.js';

const OF_THE_INBOX: readonly Mutant[] = [
  {
    name: 'no-inbox',
    says: 'an event that came before is handled again',
    shows: ['X4', 'X3'],
    faults: ['F20'],
    places: [
      { file: INBOX, find: 'if (known && !isOpen)', put: 'if (false)' },
      { file: INBOX, find: 'if (envelope.aggregateversion <= lastVersion)', put: 'if (false)' },
      { file: BATCH, find: 'if (known.length === 0)', put: 'if (known.length > 0) throw new OneByOne(); else' },
    ],
  },
  {
    name: 'ack-before-commit',
    says: 'a message is acknowledged before its effect is committed',
    shows: ['X3'],
    faults: ['F13', 'F1'],
    places: [
      {
        file: SERVER,
        find: 'if (await this.parts.batch.accept(',
        put: 'for (const message of messages) message.ack();\n        if (await this.parts.batch.accept(',
      },
    ],
  },
  {
    name: 'out-of-order',
    says: 'a version is handled before the one that it follows',
    shows: ['X5'],
    faults: ['F21'],
    places: [
      { file: INBOX, find: 'if (envelope.aggregateversion > lastVersion + 1)', put: 'if (false)' },
      { file: INBOX, find: 'if (envelope.aggregateversion <= lastVersion)', put: 'if (false)' },
    ],
  },
  {
    name: 'failure-is-the-end',
    says: 'an event whose handler failed is never tried again',
    shows: ['X3'],
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
    shows: ['RUN'],
    faults: ['F23'],
    places: [
      {
        file: INBOX,
        find: 'return this.parking.parkInPlace(delivery, error, error.envelope);',
        put: `return 'parked';`,
      },
    ],
  },
  {
    name: 'one-handler-only',
    says: 'of several handlers of an event only the first is run',
    shows: ['X4'],
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
    shows: ['X2', 'X3'],
    faults: ['F8', 'F20'],
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
    shows: ['X2'],
    faults: ['F8', 'F6'],
    places: [
      {
        file: RELAY,
        find: 'const rows = await unpublished(client, BATCH);',
        put: 'const rows = (await unpublished(client, 10 * BATCH)).filter(({ id }) => BigInt(id) > BigInt(this.cursor ?? 0));',
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
    shows: ['X13'],
    faults: [],
    places: [{ file: RELAY, find: 'return rows[0]?.leader === true;', put: 'return true;' }],
  },
  {
    name: 'no-rewind-after-amnesia',
    says: 'a stream that was made anew is not filled again',
    shows: ['X2'],
    faults: ['F10'],
    places: [{ file: `${MESSAGING}/relay-verify.js`, find: ': await rewind(client, info, 0);', put: ': 0;' }],
  },
  {
    name: 'no-rewind-after-lost-tail',
    says: 'a stream that lost its end is not filled again',
    shows: ['X2'],
    faults: ['F11'],
    places: [
      {
        file: `${MESSAGING}/relay-verify.js`,
        find: '(await rewind(client, info, info.state.last_seq + 1)) + (await rewindForeign(client, manager, info))',
        put: '0',
      },
    ],
  },
  {
    name: 'event-outside-the-transaction',
    says: 'an event is written though its transaction rolls back',
    shows: ['X1'],
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
    shows: ['X9'],
    faults: [],
    places: [
      {
        file: COMMAND,
        find: 'SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) ORDER BY 1, 2, 3',
        put: 'SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) AS all_of (a, b, c, d) WHERE false',
      },
      {
        file: COMMAND,
        find: 'const winners = commands.filter(({ identity }) => claimed.has(identityKey(identity)));',
        put: 'const winners = [...commands];',
      },
    ],
  },
  {
    name: 'answer-not-kept',
    says: 'the answer is not stored with the effect',
    shows: ['X9'],
    faults: [],
    places: [
      {
        file: 'libs/platform/dist/http/held-transaction.js',
        find: 'storeAnswers(tx, new Map(await Promise.all(kept)))',
        put: 'Promise.all(kept)',
      },
    ],
  },
  {
    name: 'no-row-lock',
    says: 'an aggregate is read without its lock',
    shows: ['RUN', 'LOG'],
    faults: ['F30'],
    places: [
      { file: LOCKING, find: `, lock: { mode: LOCK }`, put: '' },
      { file: LOCKING, find: `.setLock(LOCK)`, put: '' },
    ],
  },
  {
    name: 'every-store',
    says: 'a transaction sees the rows of every store: neither wall stands',
    shows: ['X10'],
    faults: [],
    places: [
      { file: TX, find: `this.scope.stores.join(','),`, put: `'SH001,SH002,BJ001',` },
      {
        file: 'libs/platform/dist/database/store-wall.js',
        find: 'return { ...where, [column]: both };',
        put: 'return where;',
      },
    ],
  },
];

/** Each must turn a short run red: they are the test of the driver. */
export const MUTANTS: readonly Mutant[] = [...OF_THE_INBOX, ...OF_THE_OUTBOX, ...OF_COMMANDS, ...MUTANTS_OF_THE_TRADE];
