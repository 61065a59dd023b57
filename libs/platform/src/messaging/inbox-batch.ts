import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InvalidEvent, parseEvent, type ParsedEvent } from '@pitlane/contracts';
import { CONFIG, type Config } from '../config/config.js';
import { Database, type UnitOfWork } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { runInScope } from '../scope/scope.js';
import { Stores } from '../stores/stores.js';
import { Metrics } from '../telemetry/metrics.js';
import { inSpan } from '../telemetry/tracing.js';
import { eventScope, handlingSpan } from './event-scope.js';
import { Handlers } from './handlers.js';
import { type Delivery, mismatchOf } from './inbox.js';
import * as rows from './inbox-batch.queries.js';

type Arrival = ParsedEvent & { readonly row: rows.NewRow };

/** Something about one of the events is out of the ordinary: the inbox takes them one by one. */
class OneByOne extends Error {}

/**
 * Takes the events that came at one time, one or many, in one transaction that needs no savepoints: it is for events that are new,
 * next for their aggregates and not refused. Anything else undoes the whole, and nothing of it was kept. Statements that are not
 * waited for travel together: a simple event takes two trips to the database.
 */
@Injectable()
export class InboxBatch {
  constructor(
    private readonly db: Database,
    private readonly handlers: Handlers,
    private readonly stores: Stores,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** True when every one of the deliveries, in their order, has had its effect; false when they are to be taken one by one. */
  async accept(deliveries: readonly Delivery[]): Promise<boolean> {
    try {
      const arrivals = deliveries.map((delivery) => this.arrivalOf(delivery));
      const unit = await this.db.begin(this.scopeOf(arrivals[0]));
      try {
        await this.handleAll(unit, arrivals);
      } finally {
        await unit.rollback();
      }
      return true;
    } catch {
      // Whatever it was, the inbox meets it again with the one event that it belongs to, and says so.
      return false;
    }
  }

  /** To the commit: what is still being written when all handlers are through travels with it. */
  private async handleAll(unit: UnitOfWork, arrivals: readonly Arrival[]): Promise<void> {
    const { tx } = unit;
    const consumer = this.config.service;
    const events = arrivals.map(({ row }) => row);
    const aggregateIds = [...new Set(events.map(({ aggregateId }) => aggregateId))].sort();
    const [versions, inserted] = await Promise.all([
      rows.lockCursors(tx, consumer, aggregateIds),
      rows.insertHandled(tx, consumer, events),
    ]);
    await this.expectHandled(
      tx,
      events.filter(({ eventId }) => !inserted.has(eventId)),
    );
    const fresh = arrivals.filter(({ row }) => inserted.has(row.eventId));
    const moved = new Map<string, number>();
    for (const { row } of fresh) {
      const last = moved.get(row.aggregateId) ?? versions.get(row.aggregateId) ?? 0;
      if (row.version !== last + 1) throw new OneByOne();
      moved.set(row.aggregateId, row.version);
    }
    for (const arrival of fresh) if (arrival.row.status === 'done') await this.handle(tx, arrival);
    await Promise.all([rows.advanceAll(tx, consumer, moved), unit.commit()]);
  }

  /** Events that are here already need nothing now: they have had their effect, or wait for their turn. */
  private async expectHandled(tx: Tx, known: readonly rows.NewRow[]): Promise<void> {
    if (known.length === 0) return;
    const ids = known.map(({ eventId }) => eventId);
    const found = await rows.findKnown(tx, this.config.service, ids);
    const stored = new Map(found.map((row) => [row.event_id, row]));
    for (const { eventId, sha256 } of known) {
      const before = stored.get(eventId);
      if (!before || before.status === 'received' || !before.payload_sha256.equals(sha256)) throw new OneByOne();
    }
  }

  private async handle(batch: Tx, { envelope, event }: Arrival): Promise<void> {
    const scope = eventScope(envelope, this.config.service, this.stores);
    const stopTimer = this.metrics.handled.startTimer({ type: envelope.type });
    await inSpan(handlingSpan(envelope), () =>
      runInScope(scope, () => this.handlers.run(event, { tx: batch.within(scope, { waits: false }), envelope })),
    );
    stopTimer({ outcome: 'done' });
  }

  private scopeOf(first: Arrival | undefined): ReturnType<typeof eventScope> {
    if (!first) throw new OneByOne();
    return eventScope(first.envelope, this.config.service, this.stores);
  }

  /** @throws OneByOne when it came before, or is nothing that a publisher of ours would have written */
  private arrivalOf(delivery: Delivery): Arrival {
    if (delivery.deliveryCount > 1) throw new OneByOne();
    try {
      const { envelope, event } = parseEvent(delivery.raw);
      if (mismatchOf(envelope, delivery)) throw new OneByOne();
      const row = {
        eventId: envelope.id,
        storeId: envelope.storeid,
        source: envelope.source,
        type: envelope.type,
        aggregateId: envelope.aggregateid,
        version: envelope.aggregateversion,
        payload: Buffer.from(delivery.raw).toString('utf8'),
        sha256: createHash('sha256').update(delivery.raw).digest(),
        status: this.handlers.has(envelope.type) ? ('done' as const) : ('skipped' as const),
      };
      return { envelope, event, row };
    } catch (error) {
      throw error instanceof InvalidEvent ? new OneByOne() : error;
    }
  }
}
