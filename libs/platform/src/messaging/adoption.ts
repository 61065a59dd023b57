import type { JetStreamManager, StoredMsg } from '@nats-io/jetstream';
import {
  type Envelope, type EventClass, type IntegrationEvent, InvalidEvent, parseEvent, type ServiceName, streamOf,
} from '@pitlane/contracts'; // prettier-ignore
import type { Database } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { runInScope } from '../scope/scope.js';
import type { Stores } from '../stores/stores.js';
import * as rows from './adoption.queries.js';
import { eventScope } from './event-scope.js';
import { type Ask, eventIdOf, saidIn } from './forgotten.js';
import { knownPartOf } from './relay-verify.js';

/** What a service must not do twice though its database has forgotten that it did it: a number given stays given. */
export interface Recall {
  readonly event: EventClass;
  /** Runs in the transaction that adopts the event, in the scope of its store. */
  keep(event: IntegrationEvent, tx: Tx, envelope: Envelope): Promise<void>;
}

/** An event that the stream holds and the database has forgotten. */
export interface ForgottenEvent {
  readonly message: StoredMsg;
  readonly envelope: Envelope;
  /** Undefined when this build does not know its type. */
  readonly event: IntegrationEvent | undefined;
  /** Whether the database has an earlier state of the aggregate, or nothing. */
  readonly hasAggregate: boolean;
}

/** The part of the stream that the outbox may not know. */
export interface Tail {
  /** Which making of the stream it is; `isSame`: the one that this database filled. */
  readonly created: string;
  readonly isSame: boolean;
  readonly lastSeq: number;
  /** Taken by the stream, but not yet marked so. */
  readonly known: readonly { id: string; seq: number }[];
  readonly forgotten: readonly ForgottenEvent[];
  /** Sequences of messages that are no events: somebody else published them. */
  readonly foreign: readonly number[];
}

export interface AdoptionParts {
  readonly service: ServiceName;
  readonly manager: JetStreamManager;
  readonly db: Database;
  readonly stores: Stores;
  readonly recalls: readonly Recall[];
}

/**
 * The way back of a database that was set back to an earlier moment: what it said in its later life becomes part of its
 * outbox again, and its aggregates go on counting from there (docs/decisions/0016). The facts themselves do not come back:
 * people enter them again. It may be run again after it broke off.
 */
export class Adoption {
  constructor(private readonly parts: AdoptionParts) {}

  /** Reads the stream past what the outbox knows; changes nothing. @throws Error when there is no stream */
  async look(): Promise<Tail> {
    const { manager, service, db } = this.parts;
    const stream = streamOf(service);
    const ask: Ask = (sql, parameters) => db.dataSource.query(sql, parameters);
    const info = await manager.streams.info(stream);
    const { isSame, fromSeq } = await knownPartOf(info, ask);
    const lastSeq = info.state.last_seq;
    const known: { id: string; seq: number }[] = [];
    const forgotten: ForgottenEvent[] = [];
    const foreign: number[] = [];
    for await (const page of saidIn(manager, { stream, fromSeq, toSeq: lastSeq }, ask)) {
      for (const { message, isKnown } of page) {
        const id = eventIdOf(message);
        const read = id === undefined ? undefined : readEvent(message);
        if (id !== undefined && isKnown) known.push({ id, seq: message.seq });
        else if (read) forgotten.push({ message, ...read, hasAggregate: await this.has(read.envelope) });
        else foreign.push(message.seq);
      }
    }
    return { created: info.created, isSame, lastSeq, known, forgotten, foreign };
  }

  /** Makes the outbox know all that the stream holds; the relay goes on by itself. */
  async adopt({ created, isSame, lastSeq, known, forgotten }: Tail): Promise<void> {
    const { dataSource } = this.parts.db;
    await rows.markPublished(dataSource, known);
    for (const id of new Set(forgotten.map(({ envelope }) => envelope.aggregateid)))
      await this.adoptAggregate(forgotten.filter(({ envelope }) => envelope.aggregateid === id));
    if (!isSame) await rows.publishAllAgain(dataSource);
    await rows.noteStream(dataSource, { created, lastSeq });
  }

  private async adoptAggregate(events: readonly ForgottenEvent[]): Promise<void> {
    const [first] = events;
    if (!first) return;
    const { aggregateid: id } = first.envelope;
    await this.inScopeOf(first.envelope, async (tx) => {
      const root = await rows.lockRoot(tx, this.parts.db.dataSource, id);
      const newest = Math.max(...events.map(({ envelope }) => envelope.aggregateversion));
      const published = Math.max(newest, await rows.lastPublished(tx, id));
      const last = await rows.renumberUnpublished(tx, id, published);
      for (const { envelope, message } of events) await rows.insertPublished(tx, envelope, message);
      if (root) await rows.setLastEvent(tx, this.parts.db.dataSource.getMetadata(root).tableName, { id, last });
      for (const event of events) await this.recall(event, tx);
    });
  }

  private async recall({ event, envelope }: ForgottenEvent, tx: Tx): Promise<void> {
    for (const recall of this.parts.recalls) if (event instanceof recall.event) await recall.keep(event, tx, envelope);
  }

  private async has(envelope: Envelope): Promise<boolean> {
    const { dataSource } = this.parts.db;
    const root = await this.inScopeOf(envelope, (tx) => rows.lockRoot(tx, dataSource, envelope.aggregateid));
    return root !== undefined;
  }

  private inScopeOf<T>(envelope: Envelope, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { service, stores, db } = this.parts;
    return runInScope(eventScope(envelope, service, stores), () => db.transaction(work));
  }
}

/** Undefined when it is no event of ours. */
function readEvent({ data }: StoredMsg): Pick<ForgottenEvent, 'envelope' | 'event'> | undefined {
  try {
    return parseEvent(data);
  } catch (error) {
    if (error instanceof InvalidEvent) return error.envelope && { envelope: error.envelope, event: undefined };
    throw error;
  }
}
