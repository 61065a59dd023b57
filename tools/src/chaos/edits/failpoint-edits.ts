import type { Edit } from './edit.js';

const DATABASE = 'libs/platform/dist/database/database.js';
const RELAY = 'libs/platform/dist/messaging/relay.js';

const KIND = `tx.scope.causationId ? 'event' : tx.scope.actor.id === 'system' ? 'check' : 'command'`;

/** The failpoints, always loaded and silent until they are armed (F1 to F5, F21, F24, F29). */
export const FAILPOINT_EDITS: readonly Edit[] = [
  {
    name: 'failpoints-of-transactions',
    places: [
      {
        file: DATABASE,
        find: `await Promise.all([begun, end(runner, client, 'COMMIT')]);`,
        put: `pitlaneChaos.die('before-commit', ${KIND});
              await Promise.all([begun, end(runner, client, 'COMMIT')]);
              pitlaneChaos.die('after-commit', ${KIND});`,
      },
    ],
  },
  {
    name: 'failpoints-of-the-relay',
    places: [
      {
        file: RELAY,
        find: 'await mark(client, acked);',
        put: `pitlaneChaos.die('before-mark', 'check');
              await mark(client, acked);`,
      },
      {
        file: RELAY,
        find: 'const rows = await unpublished(client, BATCH);',
        put: `if (pitlaneChaos.happens('held-batch')) await new Promise((go) => setTimeout(go, 500));
              const rows = await unpublished(client, BATCH);`,
      },
      {
        file: RELAY,
        find: 'const lanes = lanesOf(rows);',
        put: `const lanes = lanesOf(rows);
              if (pitlaneChaos.happens('swapped-lane')) for (const lane of lanes) lane.reverse();`,
      },
      {
        file: RELAY,
        find: 'const ack = await this.nats.presence.ask(',
        put: `if (pitlaneChaos.happens('lost-publish')) return this.highestSeq;
              const ack = await this.nats.presence.ask(`,
      },
    ],
  },
  {
    name: 'failpoints-of-handlers',
    places: [
      {
        file: 'libs/platform/dist/messaging/handlers.js',
        find: 'async run(event, context) {',
        put: `async run(event, context) {
              if (context.envelope.aggregateversion > 1) pitlaneChaos.poison(context.envelope.id);
              if (pitlaneChaos.happens('refusing-handler')) throw new Error('The handler is asked to fail.');
              if (pitlaneChaos.happens('slow-handler')) await new Promise((go) => setTimeout(go, 2_000));`,
      },
    ],
  },
];

/** Redelivery after 5 s instead of 30, so that a run of seconds sees it. */
export const SHORT_ACK_WAIT: Edit = {
  name: 'short-ack-wait',
  places: [
    {
      file: 'libs/platform/dist/messaging/provisioner.js',
      find: 'ack_wait: nanos(30_000)',
      put: 'ack_wait: nanos(5_000)',
    },
  ],
};
