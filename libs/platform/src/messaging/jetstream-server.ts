import { setTimeout as sleep } from 'node:timers/promises';
import { jetstream } from '@nats-io/jetstream';
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { type MessageHandler, Server } from '@nestjs/microservices';
import { durableOf, type ServiceName, streamOf, TOPOLOGY } from '@pitlane/contracts';
import { lastValueFrom } from 'rxjs';
import type { Log } from '../telemetry/log.js';
import type { Handlers, RunHandler } from './handlers.js';
import type { Delivery, Inbox } from './inbox.js';
import type { InboxBatch } from './inbox-batch.js';
import type { Nats } from './nats.js';

const MOST_FETCHED = 256;
// Locks of a batch are held to its end: a larger one keeps people waiting.
const MOST_TOGETHER = 100;
const BATCH_WAIT_MS = 10_000;

export interface JetStreamServerParts {
  readonly service: ServiceName;
  readonly nats: Nats;
  readonly inbox: Inbox;
  readonly batch: InboxBatch;
  readonly handlers: Handlers;
  readonly log: Log;
}

/**
 * The JetStream side of a service as a Nest transport: pulls from one durable consumer per source and gives each message to
 * the inbox, which runs the handlers that Nest has found. A message is acknowledged once the database keeps it.
 */
export class JetStreamServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private stopped = false;
  private readonly open = new Set<ConsumerMessages>();
  private loops: Promise<void>[] = [];

  constructor(private readonly parts: JetStreamServerParts) {
    super();
  }

  listen(callback: () => void): void {
    for (const [type, first] of this.messageHandlers)
      this.parts.handlers.register(
        type,
        chainOf(first).map((one) => this.runnerOf(one)),
      );
    this.parts.nats.presence.onLeave(() => this.stopWaiting());
    if (this.parts.nats.isConfigured) this.loops = TOPOLOGY[this.parts.service].map((source) => this.consume(source));
    callback();
  }

  async close(): Promise<void> {
    this.stopped = true;
    this.stopWaiting();
    await Promise.all(this.loops);
  }

  private stopWaiting(): void {
    for (const messages of this.open) messages.stop();
  }

  on(): void {
    throw new Error('The strategy has no events of its own.');
  }

  unwrap<T>(): T {
    return this.parts.nats as T;
  }

  /** Nest's proxy around a handler answers with an observable; the inbox waits for its end. */
  private runnerOf(handler: MessageHandler): RunHandler {
    return async (event, context) => {
      await lastValueFrom(this.transformToObservable(await handler(event, context)), { defaultValue: undefined });
    };
  }

  private async consume(source: ServiceName): Promise<void> {
    while (!this.stopped) {
      try {
        await this.consumeBatch(source);
      } catch (error) {
        if (this.stopped) return;
        this.parts.log.warn('the broker gave no events', {
          stream: streamOf(source),
          code: error instanceof Error ? error.name : 'error',
        });
        await sleep(1_000);
      }
    }
  }

  private async consumeBatch(source: ServiceName): Promise<void> {
    const { nats, service } = this.parts;
    const connection = await Promise.race([nats.connected(), sleep(1_000, undefined)]);
    if (!connection) return;
    const { consumers } = jetstream(connection, { checkAPI: false });
    const consumer = await nats.presence.ask(() => consumers.get(streamOf(source), durableOf(service, source)));
    while (!this.stopped && nats.presence.isHere) {
      const messages = await consumer.fetch({ max_messages: MOST_FETCHED, expires: BATCH_WAIT_MS });
      this.open.add(messages);
      try {
        if (this.stopped) messages.stop();
        await this.takeAll(messages);
      } finally {
        this.open.delete(messages);
      }
    }
  }

  /** What came while the last events were handled is handled together; what is odd about one is seen one by one. */
  private async takeAll(messages: ConsumerMessages): Promise<void> {
    const waiting: JsMsg[] = [];
    for await (const message of messages) {
      waiting.push(message);
      if (messages.getPending() === 0 || waiting.length >= MOST_TOGETHER) await this.takeTogether(waiting.splice(0));
    }
    await this.takeTogether(waiting);
  }

  private async takeTogether(messages: readonly JsMsg[]): Promise<void> {
    if (messages.length === 0) return;
    if (await this.parts.batch.accept(messages.map(deliveryOf))) {
      for (const message of messages) message.ack();
      return;
    }
    for (const message of messages) await this.take(message);
  }

  private async take(message: JsMsg): Promise<void> {
    try {
      await this.parts.inbox.accept(deliveryOf(message));
      message.ack();
    } catch (error) {
      // Only the infrastructure throws here: the event is not kept yet and must come again.
      this.parts.log.warn('an event could not be kept and comes again', {
        stream: message.info.stream,
        code: error instanceof Error ? error.name : 'error',
      });
      message.nak(1_000 + Math.random() * 4_000);
    }
  }
}

function deliveryOf(message: JsMsg): Delivery {
  return {
    subject: message.subject,
    stream: message.info.stream,
    streamSeq: message.seq,
    headers: headersOf(message),
    raw: message.data,
    deliveryCount: message.info.deliveryCount,
  };
}

/** None when the client cannot read them: the server takes names and values that it refuses. */
function headersOf(message: JsMsg): Record<string, string> {
  try {
    const headers = [...(message.headers ?? [])];
    return Object.fromEntries(headers.map(([name, values]) => [name, values.join(', ').replaceAll('\0', '')]));
  } catch {
    return {};
  }
}

/** Nest links the handlers of one pattern, and each runs the next one beside itself. Unlinked they run one by one, each once. */
function chainOf(first: MessageHandler): MessageHandler[] {
  const chain = [first];
  for (let next = first.next as MessageHandler | undefined; next; next = next.next as MessageHandler | undefined)
    chain.push(next);
  for (const handler of chain) delete handler.next;
  return chain;
}
