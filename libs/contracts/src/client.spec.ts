import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { consume, type ConsumeOptions, Gaps, type Received } from './client.js';
import { type CloudEvent, Envelope, InvalidEvent, PartsIssued } from './index.js';

const folder = resolve(import.meta.dirname, '..');
const sample = JSON.parse(readFileSync(`${folder}/samples/parts.issue.issued.v1.json`, 'utf8')) as CloudEvent;
const guide = readFileSync(resolve(folder, '../../docs/consuming-events.md'), 'utf8');
const durable = 'observer__parts';

describe('an outside system', () => {
  const servers = process.env['TEST_NATS_URL'] ?? '';
  const passwords = JSON.parse(process.env['TEST_NATS_USERS'] ?? '{}') as Record<string, string>;
  const connectAs = (user: string): Promise<NatsConnection> =>
    connect({ servers, user, pass: passwords[user] ?? '', inboxPrefix: `_INBOX_${user}` });
  let parts: NatsConnection;
  let provisioner: NatsConnection;
  let connection: NatsConnection;
  let storeId: string;

  /** Publishes the next event of one aggregate of a store; answers with its sequence. */
  const publish = async (change: Partial<CloudEvent>, store = storeId): Promise<number> => {
    const event = { ...sample, id: randomUUID(), storeid: store, ...change };
    const subject = `evt.parts.${store}.issue.issued.v1`;
    return (await jetstream(parts).publish(subject, JSON.stringify(event), { msgID: event.id })).seq;
  };

  /** The next events; each but the last is acknowledged. */
  const read = async (count: number, options: Partial<ConsumeOptions> = {}): Promise<Received[]> => {
    const events: Received[] = [];
    for await (const received of consume({ connection, source: 'parts', durable, storeId, ...options })) {
      if (events.push(received) === count) break;
    }
    return events;
  };
  const versions = (events: readonly Received[]): number[] => events.map(({ envelope }) => envelope.aggregateversion);

  /** The first lines that a program of the guide prints. */
  const run = async (file: string, lines: number): Promise<string[]> => {
    const program = new RegExp(`\`\`\`js\\n// ${file}\\n(.*?)\`\`\``, 's').exec(guide)?.[1] ?? '';
    const env = { ...process.env, NATS_URL: servers, NATS_USER: 'observer', NATS_PASSWORD: passwords['observer'] };
    const args = ['--input-type=module', '--eval', program.replaceAll('SH001', storeId)];
    const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const printed: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      if (printed.push(line) >= lines) break;
    }
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return printed;
  };

  beforeAll(async () => {
    [parts, provisioner, connection] = await Promise.all([
      connectAs('parts'),
      connectAs('provisioner'),
      connectAs('observer'),
    ]);
    const { streams } = await jetstreamManager(provisioner);
    await streams.info('EVT_PARTS').catch(() => streams.add({ name: 'EVT_PARTS', subjects: ['evt.parts.>'] }));
  });

  beforeEach(async () => {
    storeId = `T${randomUUID().slice(0, 8)}`;
    const { consumers } = await jetstreamManager(connection);
    await consumers.delete('EVT_PARTS', durable).catch(() => false);
    for (const aggregateversion of [1, 2, 3]) await publish({ aggregateversion });
  });

  afterAll(() => Promise.all([parts, provisioner, connection].map((each) => each.close())));

  it('reads the events of its store in order, each as its class', async () => {
    await publish({ aggregateversion: 9 }, `${storeId}other`);
    await publish({ aggregateversion: 4 });

    const events = await read(4);

    expect(versions(events)).toEqual([1, 2, 3, 4]);
    expect(events[0]?.event).toBeInstanceOf(PartsIssued);
    expect(events[0]?.event).toEqual(expect.objectContaining(sample.data));
  });

  it('goes on where it stopped, with the event that it had not finished', async () => {
    await read(2);
    expect(versions(await read(2))).toEqual([2, 3]);
  });

  it('reads again from a sequence', async () => {
    const [, second] = await read(3);
    expect(versions(await read(2, { from: { sequence: second?.sequence ?? 0 } }))).toEqual([2, 3]);
  });

  it('reads only what comes after a time', async () => {
    await read(1);
    const before = await lastTime();
    const sequence = await publish({ aggregateversion: 4 });

    const events = await read(1, { from: { time: new Date(before + 1) } });

    expect(events.map((event) => event.sequence)).toEqual([sequence]);
  });

  it('counts an event of a type that it does not know', async () => {
    await publish({ aggregateversion: 4, type: 'parts.issue.not-yet-known.v1' });
    const [, , , last] = await read(4);
    expect(last).toMatchObject({ envelope: { aggregateversion: 4 }, event: undefined });
  });

  it('stops at a damaged event, and does not lose it', async () => {
    await publish({ aggregateversion: 4, data: { issueId: 'none' } });
    await expect(read(4)).rejects.toThrow(InvalidEvent);
    await expect(read(1)).rejects.toThrow(InvalidEvent);
  });

  it('is told when its durable reads another store', async () => {
    await read(1);
    await expect(read(1, { storeId: 'SH002' })).rejects.toThrow(`${durable} reads evt.parts.${storeId}.>`);
  });

  it('cannot touch the durable of another', async () => {
    await expect(read(1, { durable: 'billing__parts', from: { sequence: 1 } })).rejects.toThrow(/permission/i);
  });

  it('is served by the program of the guide that uses any NATS client', async () => {
    const printed = (await run('plain.mjs', 1)).join();
    expect(printed).toContain(`parts.issue.issued.v1 ${sample.aggregateid} 1`);
  });

  it('is served by the program of the guide that uses our client', async () => {
    const issue = new RegExp(`^\\d+ ${String(sample.data['repairOrderId'])} 1$`);
    expect(await run('client.mjs', 3)).toEqual([1, 2, 3].map(() => expect.stringMatching(issue)));
  });

  /** Server time of the last event of the stream, in ms. */
  async function lastTime(): Promise<number> {
    const { streams } = await jetstreamManager(connection);
    return Date.parse((await streams.info('EVT_PARTS')).state.last_ts);
  }
});

describe('gap detection', () => {
  const version = (aggregateversion: number, aggregateid = 'a'): Envelope =>
    Object.assign(new Envelope(), { aggregatetype: 'issue', aggregateid, aggregateversion });
  const missing = (...envelopes: Envelope[]): number[] => {
    const gaps = new Gaps();
    return envelopes.map((envelope) => gaps.count(envelope).missing);
  };

  it('finds none in consecutive versions, of any number of aggregates', () => {
    expect(missing(version(1), version(1, 'b'), version(2), version(2, 'b'))).toEqual([0, 0, 0, 0]);
  });

  it('says how many versions are missing, once', () => {
    expect(missing(version(1), version(4), version(5))).toEqual([0, 2, 0]);
  });

  it('begins in the midst of an aggregate’s life', () => {
    expect(missing(version(7), version(8))).toEqual([0, 0]);
  });

  it('tells a repeated event from a new one', () => {
    const gaps = new Gaps();
    const repeated = [1, 2, 2, 1, 3].map((number) => gaps.count(version(number)).repeated);
    expect(repeated).toEqual([false, false, true, true, false]);
  });
});
