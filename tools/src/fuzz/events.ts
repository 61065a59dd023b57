import { createHash } from 'node:crypto';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { durableOf, SERVICES, type ServiceName, streamOf, TOPOLOGY } from '@pitlane/contracts';
import type pg from 'pg';
import { withClient } from '../../databases.mjs';
import { type Api, until } from '../platform/api.js';
import type { RunningPlatform } from '../platform/running.js';
import { EventMessages, type Message } from './event-messages.js';

const AT_ONCE = 64;
const REDRIVES = 10;

export interface EventReport {
  readonly consumer: ServiceName;
  /** Different messages that its sources published. */
  sent: number;
  done: number;
  skipped: number;
  parked: number;
  /** Behind a parked event of their aggregate. */
  heldBack: number;
  redriven: number;
  readonly faults: string[];
}

export interface EventFuzz {
  readonly platform: RunningPlatform;
  readonly api: Api;
  readonly seed: number;
  /** Messages that each service publishes. */
  readonly events: number;
}

/** Publishes events of every service, good and spoiled, and looks where each of them ended at each consumer. */
export async function fuzzEvents(fuzz: EventFuzz): Promise<EventReport[]> {
  const sent = new Map<ServiceName, Set<string>>();
  for (const service of SERVICES) sent.set(service, await publishAll(service, fuzz));
  const reports: EventReport[] = [];
  for (const consumer of SERVICES) {
    const wanted = new Set(TOPOLOGY[consumer].flatMap((source) => [...(sent.get(source) ?? [])]));
    reports.push(await account(consumer, wanted, fuzz));
  }
  return reports;
}

async function publishAll(service: ServiceName, { platform, seed, events }: EventFuzz): Promise<Set<string>> {
  // Before the connection is made: so many take longer than the server waits for a sign of life.
  const messages = new EventMessages(service).sample(events, seed);
  const connection = await connectAs(platform, service);
  try {
    const waiting = [...messages];
    const publisher = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await publish(connection, next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, publisher));
    return new Set(messages.map(({ sha256 }) => sha256));
  } finally {
    await connection.close();
  }
}

const publish = (connection: NatsConnection, { subject, bytes }: Message): Promise<unknown> =>
  jetstream(connection).publish(subject, bytes, { timeout: 20_000 });

function connectAs({ nats }: RunningPlatform, user: string): Promise<NatsConnection> {
  return connect({ servers: nats.url, user, pass: nats.users[user] ?? '', inboxPrefix: `_INBOX_${user}` });
}

/** Every message that was sent to a consumer is done, skipped, parked or held back by a parked one. */
function account(consumer: ServiceName, wanted: ReadonlySet<string>, fuzz: EventFuzz): Promise<EventReport> {
  return withClient(fuzz.platform.databases[consumer].appUrl, async (client) => {
    await settle(consumer, client, fuzz.platform);
    const report = await reportOf(consumer, wanted, client);
    report.redriven = await redriveSome(consumer, fuzz.api, report.faults);
    return report;
  });
}

/** Until the broker has handed over everything and nothing is due: attempts that would come minutes later come now. */
async function settle(consumer: ServiceName, client: pg.Client, platform: RunningPlatform): Promise<void> {
  const connection = await connectAs(platform, 'provisioner');
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const left = async (): Promise<number> => {
    const infos = TOPOLOGY[consumer].map((source) =>
      manager.consumers.info(streamOf(source), durableOf(consumer, source)),
    );
    return (await Promise.all(infos)).reduce(
      (sum, { num_pending, num_ack_pending }) => sum + num_pending + num_ack_pending,
      0,
    );
  };
  await untilNone(`${consumer} takes its events`, left);
  await connection.close();
  const due = async (): Promise<number> => {
    await client.query(
      `UPDATE inbox SET finished_attempts = 7, next_attempt_at = now() WHERE status = 'failed' AND next_attempt_at > now()`,
    );
    const { rows } = await client.query<{ n: string }>(
      `SELECT count(*) AS n FROM inbox WHERE status IN ('failed', 'received')`,
    );
    return Number(rows[0]?.n);
  };
  await untilNone(`${consumer} tries again what failed`, due);
}

/** Waits for as long as there are fewer and fewer. @throws Error when nothing changes any more */
async function untilNone(what: string, count: () => Promise<number>): Promise<void> {
  for (let left = await count(); left > 0;) {
    const before = left;
    await until(what, async () => (left = await count()) < before);
  }
}

async function reportOf(consumer: ServiceName, wanted: ReadonlySet<string>, client: pg.Client): Promise<EventReport> {
  const report: EventReport = {
    consumer,
    sent: wanted.size,
    done: 0,
    skipped: 0,
    parked: 0,
    heldBack: 0,
    redriven: 0,
    faults: [],
  };
  const { rows } = await client.query<{ sha256: string; status: string; held: boolean }>(
    `SELECT encode(payload_sha256, 'hex') AS sha256, status, EXISTS (
       SELECT 1 FROM inbox p WHERE p.consumer = i.consumer AND p.aggregate_id = i.aggregate_id AND p.status = 'parked') AS held FROM inbox i`,
  );
  const { rows: parked } = await client.query<{ raw: Buffer }>('SELECT raw FROM inbox_parked');
  const unreadable = new Set(parked.map(({ raw }) => createHash('sha256').update(raw).digest('hex')));
  const fates = new Map(rows.map((row) => [row.sha256, row]));
  for (const sha256 of wanted) {
    const fate = fates.get(sha256);
    if (fate?.status === 'done') report.done += 1;
    else if (fate?.status === 'skipped') report.skipped += 1;
    else if (fate?.status === 'parked' || unreadable.has(sha256)) report.parked += 1;
    else if (fate?.status === 'waiting' && fate.held) report.heldBack += 1;
    else report.faults.push(`a message is ${fate?.status ?? 'lost'}: ${sha256}`);
  }
  return report;
}

/** Sends some parked events through the inbox again, as an operator does; each gets an outcome. */
async function redriveSome(consumer: ServiceName, api: Api, faults: string[]): Promise<number> {
  const parked = await api.get<{ id: number }[]>(consumer, '/ops/parked', 'ops.operator');
  let redriven = 0;
  for (const { id } of parked.slice(0, REDRIVES)) {
    const as = 'ops.operator';
    const { outcome } = await api.post<{ outcome: string }>(consumer, `/ops/parked/${id}/redrive`, {
      as,
      body: { reason: 'fuzz' },
    });
    if (['parked', 'failed', 'duplicate', 'done', 'skipped', 'waiting'].includes(outcome)) redriven += 1;
    else faults.push(`redrive of ${id}: ${outcome}`);
  }
  return redriven;
}
