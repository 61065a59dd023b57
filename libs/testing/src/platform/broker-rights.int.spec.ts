import { durableOf, SERVICES, type ServiceName, streamOf, TOPOLOGY } from '@pitlane/contracts';
import { connect, headers, type NatsConnection, PermissionViolationError } from '@nats-io/transport-node';
import { testEnvironment } from '../index.js';

type Attempt = readonly ['publish' | 'subscription', string];

const { natsUrl: servers, natsPasswords } = testEnvironment();
const streams = SERVICES.map(streamOf);
const durables = Object.entries(TOPOLOGY).flatMap(([consumer, sources]) =>
  sources.map((source) => ({ consumer, stream: streamOf(source), durable: durableOf(consumer, source) })),
);
const publish = (...subjects: string[]): Attempt[] => subjects.map((subject) => ['publish', subject]);
const subscribe = (...subjects: string[]): Attempt[] => subjects.map((subject) => ['subscription', subject]);
/** An acknowledgement of a message that there never was. */
const ackOf = (stream: string, durable: string): string => `$JS.ACK.${stream}.${durable}.1.999999999.999999999.0.0`;

const user = (name: string, pass = natsPasswords[name] ?? ''): Promise<NatsConnection> =>
  connect({ servers, user: name, pass, inboxPrefix: `_INBOX_${name}`, reconnect: false });

/** Which of the attempts the server denies. What it lets through has no effect: it stores nothing and answers nobody. */
async function denied(name: string, attempts: readonly Attempt[]): Promise<Attempt[]> {
  const connection = await user(name);
  const refusals = new Set<string>();
  const watching = (async () => {
    for await (const status of connection.status()) {
      if (status.type !== 'error' || !(status.error instanceof PermissionViolationError)) continue;
      refusals.add(`${status.error.operation} ${status.error.subject}`);
    }
  })();
  const nowhere = headers();
  nowhere.set('Nats-Expected-Stream', 'NONE');
  for (const [operation, subject] of attempts) {
    if (operation === 'publish') connection.publish(subject, '', { headers: nowhere });
    else connection.subscribe(subject, { callback: () => undefined });
  }
  await connection.flush();
  await connection.close();
  await watching;
  return attempts.filter(([operation, subject]) => refusals.has(`${operation} ${subject}`));
}

/** What makes, alters, empties, copies or ends streams and consumers of a stream, or reads past a durable. */
const management = (stream: string): Attempt[] =>
  publish(
    ...[
      'CREATE',
      'UPDATE',
      'DELETE',
      'PURGE',
      'SNAPSHOT',
      'RESTORE',
      'MSG.DELETE',
      'LEADER.STEPDOWN',
      'PEER.REMOVE',
    ].map((action) => `$JS.API.STREAM.${action}.${stream}`),
    ...['NAMES', 'LIST', 'CREATE'].map((action) => `$JS.API.CONSUMER.${action}.${stream}`),
    ...['CREATE', 'DURABLE.CREATE', 'DELETE', 'PAUSE', 'LEADER.STEPDOWN', 'RESET', 'UNPIN'].map(
      (action) => `$JS.API.CONSUMER.${action}.${stream}.intruder`,
    ),
    `$JS.API.CONSUMER.CREATE.${stream}.intruder.evt.>`,
    `$JS.API.DIRECT.GET.${stream}`,
    `$JS.API.DIRECT.GET.${stream}.evt.parts.SH001.part.listed.v1`,
  );

const SERVER: Attempt[] = [
  ...publish('$JS.API.STREAM.NAMES', '$JS.API.STREAM.LIST', '$JS.API.META.LEADER.STEPDOWN', '$JS.API.ACCOUNT.PURGE.$G'),
  ...publish('$SYS.REQ.SERVER.PING', '$SYS.REQ.USER.INFO', '_INBOX_provisioner.1', 'anything'),
  ...subscribe('>', '*', 'evt.>', '_INBOX.>', '_INBOX.*', '$JS.>', '$JS.API.>', '$JS.EVENT.ADVISORY.>', '$SYS.>'),
];

const othersOf = (name: ServiceName): ServiceName[] => SERVICES.filter((other) => other !== name);

const forbiddenTo = (name: ServiceName): Attempt[] => [
  ...SERVER,
  ...streams.flatMap(management),
  ...subscribe(...SERVICES.map((other) => `evt.${other}.>`), ...othersOf(name).map((other) => `_INBOX_${other}.>`)),
  ...publish(
    ...othersOf(name).flatMap((other) => [
      `evt.${other}.SH001.thing.done.v1`,
      `_INBOX_${other}.1`,
      `$JS.API.STREAM.MSG.GET.${streamOf(other)}`,
    ]),
    ...SERVICES.filter((other) => other !== name && !TOPOLOGY[name].includes(other)).map(
      (other) => `$JS.API.STREAM.INFO.${streamOf(other)}`,
    ),
    ...durables
      .filter(({ consumer }) => consumer !== name)
      .flatMap(({ stream, durable }) => [
        `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
        `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
        ackOf(stream, durable),
      ]),
    ...durables.map(({ stream, durable }) => `$JS.API.CONSUMER.DELETE.${stream}.${durable}`),
  ),
];

const neededBy = (name: ServiceName): Attempt[] => [
  ...subscribe(`_INBOX_${name}.>`),
  ...publish(
    `evt.${name}.SH001.thing.done.v1`,
    '$JS.API.INFO',
    `$JS.API.STREAM.INFO.${streamOf(name)}`,
    `$JS.API.STREAM.MSG.GET.${streamOf(name)}`,
    ...durables
      .filter(({ consumer }) => consumer === name)
      .flatMap(({ stream, durable }) => [
        `$JS.API.STREAM.INFO.${stream}`,
        `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
        `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
        ackOf(stream, durable),
      ]),
  ),
];

describe('rights at the broker', () => {
  it.each(SERVICES)('%s does nothing that is another’s, and manages nothing', async (name) => {
    const forbidden = forbiddenTo(name);
    expect(await denied(name, forbidden)).toEqual(forbidden);
  });

  it.each(SERVICES)('%s may do what it needs', async (name) => {
    expect(await denied(name, neededBy(name))).toEqual([]);
  });

  it('the observer changes nothing but its own durables', async () => {
    const forbidden = [
      ...publish(...SERVICES.map((name) => `evt.${name}.SH001.thing.done.v1`), '$SYS.REQ.SERVER.PING'),
      ...subscribe('>', '_INBOX.>', '$JS.API.>', ...SERVICES.map((name) => `_INBOX_${name}.>`)),
      ...streams.flatMap(management).filter(([, subject]) => !/CONSUMER\.(NAMES|LIST)/.test(subject)),
      ...publish(
        ...durables.flatMap(({ stream, durable }) => [
          `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
          `$JS.API.CONSUMER.DELETE.${stream}.${durable}`,
          ackOf(stream, durable),
        ]),
      ),
    ];
    expect(await denied('observer', forbidden)).toEqual(forbidden);
  });

  it('the provisioner manages, and neither publishes nor hears an event', async () => {
    const forbidden = [...publish('evt.parts.SH001.thing.done.v1'), ...subscribe('evt.>', '>', '_INBOX_parts.>')];
    expect(await denied('provisioner', forbidden)).toEqual(forbidden);
    expect(await denied('provisioner', publish('$JS.API.STREAM.LIST'))).toEqual([]);
  });

  it('nobody comes in without a password, or with another’s', async () => {
    await expect(connect({ servers, reconnect: false })).rejects.toThrow(/authorization/i);
    await expect(user('provisioner', natsPasswords['parts'])).rejects.toThrow(/authorization/i);
    await expect(user('parts', '')).rejects.toThrow(/authorization/i);
  });
});
