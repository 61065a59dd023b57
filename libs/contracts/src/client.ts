import {
  AckPolicy, type ConsumerInfo, DeliverPolicy, jetstream, JetStreamApiCodes, JetStreamApiError, type JetStreamManager,
  jetstreamManager, type JsMsg,
} from '@nats-io/jetstream'; // prettier-ignore
import { type Envelope, type IntegrationEvent, InvalidEvent, parseEvent, type ServiceName, streamOf } from './index.js';

/** A connection of any NATS client of the `@nats-io` family. */
export type Connection = Parameters<typeof jetstream>[0];

export interface ConsumeOptions {
  connection: Connection;
  /** Whose events. */
  source: ServiceName;
  /** Name of the durable consumer that the user of the connection has a right to: it remembers how far it has read. */
  durable: string;
  /** Only the events of that store. */
  storeId?: string;
  /** Begins anew from there, and forgets how far it has read. Without it: continues, at first from the oldest event. */
  from?: { sequence: number } | { time: Date };
}

export interface Received {
  /** Its place in the stream; `from: { sequence }` begins there. */
  sequence: number;
  envelope: Envelope;
  /** Undefined when this version of the contracts does not know the type: to be counted, not to be understood. */
  event: IntegrationEvent | undefined;
}

/**
 * The events of a service, one after another in the order of the stream. An event is acknowledged when the next one is
 * asked for; one whose handling failed, or after which the loop was left, comes again.
 * @throws InvalidEvent when an event is damaged
 * @throws Error when the durable reads other events than these
 */
export async function* consume(options: ConsumeOptions): AsyncGenerator<Received, void, undefined> {
  const { connection, source, durable } = options;
  await prepareDurable(options);
  const consumer = await jetstream(connection).consumers.get(streamOf(source), durable);
  const messages = await consumer.consume();
  let unfinished: JsMsg | undefined;
  try {
    for await (const message of messages) {
      unfinished = message;
      yield received(message);
      message.ack();
      unfinished = undefined;
    }
  } finally {
    await messages.close();
    unfinished?.nak(); // not before: it would be sent again to the reader that is closing
  }
}

async function prepareDurable({ connection, source, durable, storeId, from }: ConsumeOptions): Promise<void> {
  const stream = streamOf(source);
  const filter = storeId === undefined ? `evt.${source}.>` : `evt.${source}.${storeId}.>`;
  const { consumers } = await jetstreamManager(connection, { checkAPI: false });
  const existing = await findConsumer(consumers, stream, durable);
  if (existing && !from) {
    if (existing.config.filter_subject === filter) return;
    throw new Error(`${durable} reads ${String(existing.config.filter_subject)}, not ${filter}`);
  }
  if (existing) await consumers.delete(stream, durable);
  await consumers.add(stream, {
    durable_name: durable,
    filter_subject: filter,
    ack_policy: AckPolicy.Explicit,
    max_ack_pending: 1, // the next one is sent when this one is done: in order also after a failure
    ...startAt(from),
  });
}

async function findConsumer(
  consumers: JetStreamManager['consumers'],
  stream: string,
  durable: string,
): Promise<ConsumerInfo | undefined> {
  try {
    return await consumers.info(stream, durable);
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound) return undefined;
    throw error;
  }
}

function startAt(from: ConsumeOptions['from']) {
  if (!from) return { deliver_policy: DeliverPolicy.All };
  if ('sequence' in from) return { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: from.sequence };
  return { deliver_policy: DeliverPolicy.StartTime, opt_start_time: from.time.toISOString() };
}

function received({ data, seq }: JsMsg): Received {
  try {
    return { sequence: seq, ...parseEvent(data) };
  } catch (error) {
    const unknown = error instanceof InvalidEvent && /^(?:unknown_type|unsupported_version)$/.test(error.reasonCode);
    if (!unknown || !error.envelope) throw error;
    return { sequence: seq, envelope: error.envelope, event: undefined };
  }
}

/** Proves that nothing was missed: the versions of an aggregate are 1, 2, 3 … without gaps. */
export class Gaps {
  private readonly lastVersions = new Map<string, number>();

  /**
   * Counts an event. The first of an aggregate is taken as it comes, as reading may begin in the midst of its life.
   * @returns how many events of the aggregate are missing before this one, and whether it was counted before
   */
  count({ aggregatetype, aggregateid, aggregateversion }: Envelope): { missing: number; repeated: boolean } {
    const aggregate = `${aggregatetype} ${aggregateid}`;
    const last = this.lastVersions.get(aggregate) ?? aggregateversion - 1;
    if (aggregateversion <= last) return { missing: 0, repeated: true };
    this.lastVersions.set(aggregate, aggregateversion);
    return { missing: aggregateversion - last - 1, repeated: false };
  }
}
