import {
  AckPolicy,
  type ConsumerConfig,
  DeliverPolicy,
  DiscardPolicy,
  jetstreamManager,
  type JetStreamManager,
  ReplayPolicy,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream';
import { connect, nanos, type NatsConnection } from '@nats-io/transport-node';
import { durableOf, SERVICES, type ServiceName, streamOf, TOPOLOGY } from '@pitlane/contracts';
import { assertRecent } from './nats.js';
import { natsOptions, type NatsSettings } from './nats-options.js';
import { Presence } from './presence.js';
import { Wakeup } from './wakeup.js';

/** How large a stream may grow, and how safe it is. */
export interface StreamSizes {
  /** Copies of each stream: 3 in production. */
  readonly replicas: number;
  /** Reserved per stream against the server's `max_file`. */
  readonly maxBytes: number;
}

const DAY_MS = 86_400_000;

/** The stream of one producing service: one writer, limits retention, full means an error and never a silent drop. */
export function streamConfig(
  service: ServiceName,
  { replicas, maxBytes }: StreamSizes,
): Partial<StreamConfig> & { name: string } {
  return {
    name: streamOf(service),
    subjects: [`evt.${service}.>`],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_age: nanos(14 * DAY_MS),
    max_bytes: maxBytes,
    max_msgs: -1,
    max_msgs_per_subject: -1,
    max_msg_size: 131_072,
    duplicate_window: nanos(600_000),
    num_replicas: replicas,
    deny_delete: true,
    deny_purge: true,
    allow_rollup_hdrs: false,
  };
}

/** The durable by which one service reads another. `max_deliver` would drop events without a word: so no end. */
export function consumerConfig(
  consumer: ServiceName,
  source: ServiceName,
): Partial<ConsumerConfig> & { durable_name: string } {
  return {
    durable_name: durableOf(consumer, source),
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    replay_policy: ReplayPolicy.Instant,
    filter_subject: `evt.${source}.>`,
    ack_wait: nanos(30_000),
    max_deliver: -1,
    max_ack_pending: 256,
    max_waiting: 64,
  };
}

/** Makes every stream and durable that is missing; those that are there stay as they are. */
export async function provision(manager: JetStreamManager, sizes: StreamSizes): Promise<string[]> {
  const made: string[] = [];
  for (const service of SERVICES) {
    const stream = streamOf(service);
    if (await isMissing(manager.streams.info(stream))) {
      await manager.streams.add(streamConfig(service, sizes));
      made.push(stream);
    }
  }
  for (const consumer of SERVICES) {
    for (const source of TOPOLOGY[consumer]) {
      if (await isMissing(manager.consumers.info(streamOf(source), durableOf(consumer, source)))) {
        await manager.consumers.add(streamOf(source), consumerConfig(consumer, source));
        made.push(durableOf(consumer, source));
      }
    }
  }
  return made;
}

/**
 * Lets a service whose database was set back read every event again, as far as the streams go back: its inbox absorbs what it
 * has, and handles what it has forgotten. Answers the durables that begin anew.
 */
export async function replayTo(manager: JetStreamManager, consumer: ServiceName): Promise<string[]> {
  for (const source of TOPOLOGY[consumer]) {
    await manager.consumers.delete(streamOf(source), durableOf(consumer, source));
    await manager.consumers.add(streamOf(source), consumerConfig(consumer, source));
  }
  return TOPOLOGY[consumer].map((source) => durableOf(consumer, source));
}

async function isMissing(info: Promise<unknown>): Promise<boolean> {
  try {
    await info;
    return false;
  } catch (error) {
    if (error instanceof Error && /not found/i.test(error.message)) return true;
    throw error;
  }
}

/** Connects as the provisioner, and stays connected. @throws Error when the server is too old */
export async function connectProvisioner(settings: NatsSettings): Promise<NatsConnection> {
  const connection = await connect(natsOptions(settings, 'provisioner'));
  assertRecent(connection.info?.version ?? '0');
  return connection;
}

/** Provisions now, whenever the broker comes back and every five seconds, until told to stop: one that lost its disk is whole soon. */
export async function runProvisioner(
  connection: NatsConnection,
  sizes: StreamSizes,
  onRound: (made: string[]) => void,
  stop: AbortSignal,
): Promise<void> {
  const presence = new Presence();
  void presence.follow(connection);
  const wakeup = new Wakeup();
  presence.onReturn(() => wakeup.wake());
  stop.addEventListener('abort', () => wakeup.wake());
  while (!stop.aborted) {
    try {
      if (presence.isHere) onRound(await provision(await jetstreamManager(connection, { checkAPI: false }), sizes));
    } catch (error) {
      process.stderr.write(`provisioner: ${error instanceof Error ? error.message : 'failed'}; again in 5 s\n`);
    }
    await wakeup.sleep(5_000);
  }
  await connection.close();
}
