import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type Envelope,
  findEventType,
  InvalidEvent,
  parseEvent,
  type ParsedEvent,
  streamOf,
  subjectOf,
} from '@pitlane/contracts';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { isCancelled, isRetryable, isUnavailable, isUnstorable } from '../database/transient.js';
import type { Tx } from '../database/tx.js';
import { runInScope } from '../scope/scope.js';
import { Stores } from '../stores/stores.js';
import { Log } from '../telemetry/log.js';
import { Metrics } from '../telemetry/metrics.js';
import { inSpan } from '../telemetry/tracing.js';
import { eventScope, handlingSpan } from './event-scope.js';
import { Handlers } from './handlers.js';
import * as rows from './inbox.queries.js';
import { Parking } from './parking.js';

/** A message as the broker hands it over. */
export interface Delivery {
  readonly subject: string;
  readonly stream: string;
  readonly streamSeq: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: Uint8Array;
  /** 1 for the first try. */
  readonly deliveryCount: number;
}

/** What became of an event; whichever it is, it is kept in the database and the message may be acknowledged. */
export type Outcome = 'done' | 'skipped' | 'waiting' | 'failed' | 'parked' | 'duplicate';

const KILLED_BEFORE_PARKING = 3;
const ID_CONFLICT = { reasonCode: 'id_conflict', detail: 'another event has this id' };
const UNSTORABLE = { reasonCode: 'unstorable', detail: 'the database holds no such JSON' };
const KILLER = { reasonCode: 'process_killer', detail: 'three attempts ended with the process' };

/**
 * Makes each event have its effect once and in order per aggregate: its row is inserted in the transaction of its effect
 * (messaging guarantees: docs/decisions/0002). Throws only when the database is away: then the message must come again.
 */
@Injectable()
export class Inbox {
  private readonly parking: Parking;

  constructor(
    private readonly db: Database,
    private readonly handlers: Handlers,
    private readonly stores: Stores,
    private readonly log: Log,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.parking = new Parking(db, log, config.service);
  }

  /** @param redrive an operator sends a parked event again: it is no duplicate */
  async accept(delivery: Delivery, { redrive = false } = {}): Promise<Outcome> {
    let parsed: ParsedEvent;
    try {
      parsed = parseEvent(delivery.raw);
    } catch (error) {
      if (!(error instanceof InvalidEvent)) throw error;
      return this.parking.parkInPlace(delivery, error, error.envelope);
    }
    const { envelope } = parsed;
    const mismatch = mismatchOf(envelope, delivery);
    if (mismatch)
      return this.parking.park(delivery, { reasonCode: 'subject_mismatch', detail: mismatch, eventId: envelope.id });
    try {
      return await this.take(parsed, { delivery, redrive });
    } catch (error) {
      if (isUnstorable(error)) return this.parking.parkInPlace(delivery, UNSTORABLE, envelope);
      throw error;
    }
  }

  private async take(parsed: ParsedEvent, how: { delivery: Delivery; redrive: boolean }): Promise<Outcome> {
    const { envelope } = parsed;
    const isCounted = how.delivery.deliveryCount > 1;
    if (isCounted && (await this.parksKiller(envelope, how.delivery))) return 'parked';
    const outcome = await this.attempt(
      envelope,
      (tx) => this.receive(tx, parsed, how),
      () => isCounted,
    );
    if (outcome === 'id_conflict') return this.parking.park(how.delivery, { ...ID_CONFLICT, eventId: envelope.id });
    if (outcome === 'done' || outcome === 'skipped') await this.drain(envelope.aggregateid);
    return outcome;
  }

  /** Handles what is next for an aggregate, event by event, until one is missing or fails. */
  async drain(aggregateId: string): Promise<void> {
    const consumer = this.config.service;
    for (;;) {
      const { dataSource } = this.db;
      const next = await rows.nextOf(dataSource, consumer, aggregateId);
      if (!next) return;
      if (next.is_given_up) {
        await rows.passOver(dataSource, consumer, next.event_id);
        continue;
      }
      const parsed = await this.parsedOrParked(next);
      if (!parsed) return;
      let unfinished: number | undefined;
      const handling = async (tx: Tx): Promise<Outcome> => {
        await rows.lockCursor(tx, consumer, aggregateId);
        if (!(await rows.isNext(tx, consumer, next.event_id))) return 'duplicate';
        // On a connection of its own: the count outlives the process, and under the cursor's lock nobody else counts.
        unfinished ??= await rows.countStart(dataSource, consumer, next.event_id);
        return unfinished < KILLED_BEFORE_PARKING
          ? this.handle(tx, parsed)
          : this.parking.parkKnown(tx, next.event_id, KILLER);
      };
      const outcome = await this.attempt(parsed.envelope, handling, () => unfinished !== undefined);
      if (outcome === 'failed' || outcome === 'parked') return;
    }
  }

  /** One that an earlier build took, and this one does not understand, is parked: the build that does takes it up again. */
  private async parsedOrParked({ event_id: eventId, payload }: rows.NextRow): Promise<ParsedEvent | undefined> {
    try {
      return parseEvent(payload);
    } catch (error) {
      if (!(error instanceof InvalidEvent)) throw error;
      await this.parking.parkKnown(this.db.dataSource, eventId, error);
      return undefined;
    }
  }

  private async receive(
    tx: Tx,
    parsed: ParsedEvent,
    { delivery, redrive }: { delivery: Delivery; redrive: boolean },
  ): Promise<Outcome | 'id_conflict'> {
    const { envelope } = parsed;
    const consumer = this.config.service;
    const sha256 = createHash('sha256').update(delivery.raw).digest();
    const known = await rows.insertOrFind(tx, { consumer, envelope, raw: delivery.raw, sha256 });
    if (known && !known.payload_sha256.equals(sha256)) return 'id_conflict';
    const isOpen = known?.status === 'received' || (redrive && known?.status === 'parked');
    if (known && !isOpen) return 'duplicate';
    const lastVersion = await rows.lockCursor(tx, consumer, envelope.aggregateid);
    if (envelope.aggregateversion <= lastVersion) {
      await rows.finish(tx, { consumer, eventId: envelope.id, status: 'done' });
      return 'done';
    }
    if (envelope.aggregateversion > lastVersion + 1) {
      await rows.wait(tx, consumer, envelope.id);
      return 'waiting';
    }
    return this.handle(tx, parsed);
  }

  /** Runs the handlers of the event that is next, and moves the aggregate's cursor; a failed handler leaves no trace but its code. */
  private async handle(tx: Tx, { envelope, event }: ParsedEvent): Promise<Outcome> {
    const consumer = this.config.service;
    if (!this.handlers.has(envelope.type)) {
      await rows.finish(tx, { consumer, eventId: envelope.id, status: 'skipped' });
      await rows.advance(tx, consumer, envelope);
      return 'skipped';
    }
    const stopTimer = this.metrics.handled.startTimer({ type: envelope.type });
    await tx.query('SAVEPOINT handler');
    try {
      await this.handlers.run(event, { tx, envelope });
      await tx.query('RELEASE SAVEPOINT handler');
      await rows.finish(tx, { consumer, eventId: envelope.id, status: 'done' });
      await rows.advance(tx, consumer, envelope);
      stopTimer({ outcome: 'done' });
      return 'done';
    } catch (error) {
      if (isRetryable(error) || (isUnavailable(error) && !isCancelled(error))) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT handler');
      const outcome = await rows.fail(tx, { consumer, eventId: envelope.id, code: codeOf(error) });
      stopTimer({ outcome });
      this.log.warn(`a handler refused an event: ${outcome}`, {
        eventId: envelope.id,
        eventType: envelope.type,
        code: codeOf(error),
      });
      return outcome;
    }
  }

  /** Counts the start of an event that came before; parks one whose starts ended with their process. */
  private async parksKiller(envelope: Envelope, delivery: Delivery): Promise<boolean> {
    const consumer = this.config.service;
    const sha256 = createHash('sha256').update(delivery.raw).digest();
    return this.transaction(envelope, async (tx) => {
      const known = await rows.insertOrFind(tx, { consumer, envelope, raw: delivery.raw, sha256 });
      if (known !== undefined && known.status !== 'received') return false;
      if ((await rows.countStart(tx, consumer, envelope.id)) < KILLED_BEFORE_PARKING) return false;
      await this.parking.parkKnown(tx, envelope.id, KILLER);
      return true;
    });
  }

  /** A transaction whose failure is no death of the process: a start that was counted for it is taken back. */
  private async attempt<T>(envelope: Envelope, work: (tx: Tx) => Promise<T>, wasCounted: () => boolean): Promise<T> {
    try {
      return await this.transaction(envelope, work);
    } catch (error) {
      // With the database away the count stays; the same happening three times to one event parks it, and loses nothing.
      if (wasCounted())
        await rows.takeBackStart(this.db.dataSource, this.config.service, envelope.id).catch(() => undefined);
      throw error;
    }
  }

  /** A transaction in the name of an event: its store, its correlation, its trace. */
  private transaction<T>(envelope: Envelope, work: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = eventScope(envelope, this.config.service, this.stores);
    return inSpan(handlingSpan(envelope), () => runInScope(scope, () => this.db.transaction(work)));
  }
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
  return (code ?? (error instanceof Error ? error.name : 'error')).slice(0, 100);
}

/** The parts of subject, stream and body that contradict each other. */
export function mismatchOf(envelope: Envelope, { subject, stream }: Delivery): string | undefined {
  const type = findEventType(envelope.type);
  if (!type) return 'type';
  if (stream !== streamOf(type.service)) return 'stream and type';
  if (envelope.aggregatetype !== type.aggregate) return 'aggregatetype and type';
  if (envelope.source !== `/pitlane/${type.service}`) return 'source and type';
  return subject === subjectOf(type, envelope.storeid) ? undefined : 'subject and body';
}
