import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/transport-node';
import { streamOf } from '@pitlane/contracts';
import pg from 'pg';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { Log } from '../telemetry/log.js';
import { Metrics, RELAY_STATE } from '../telemetry/metrics.js';
import { inSpan, SpanKind } from '../telemetry/tracing.js';
import { LeaderBell } from './leader-bell.js';
import { Nats } from './nats.js';
import { type Acked, lanesOf, mark, type OutboxRow, unpublished } from './relay-rows.js';
import { type Verification, verifyStream } from './relay-verify.js';
import { Wakeup } from './wakeup.js';

const LEADER_LOCK = 7_400_002;
const BATCH = 500;
const PARALLEL = 32;
const IDLE_MS = { least: 50, most: 500 };
/** From so many events in one round on, the next waits for company, a millisecond for each: ten together cost half of what they cost alone. */
const LEAST_FOR_COMPANY = 3;
const MOST_WAIT_MS = 5;

/**
 * Publishes the outbox to the service's stream: one leader for all replicas, held by an advisory lock on a connection of
 * its own; strictly in order within an aggregate, in parallel across aggregates. A crash anywhere only makes duplicates,
 * which the consumers' inboxes absorb (docs/decisions/0002).
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly wakeup = new Wakeup();
  private readonly bell: LeaderBell;
  private connection: NatsConnection | undefined;
  private isLeading = false;
  private stopped = false;
  private needsVerify = true;
  /** Highest sequence seen: a stream that answers a lower one is not the stream that we filled. */
  private highestSeq = 0;
  private running: Promise<void> = Promise.resolve();
  private isSetBack = false;

  constructor(
    private readonly db: Database,
    private readonly nats: Nats,
    private readonly log: Log,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.bell = new LeaderBell(db);
  }

  onApplicationBootstrap(): void {
    this.registerFigures();
    if (!this.nats.isConfigured) return;
    this.db.onEventsCommitted(() => (this.isLeading ? this.wakeup.wake() : void this.bell.ring()));
    void this.connect();
    this.nats.presence.onReturn(() => {
      this.needsVerify = true;
      this.wakeup.wake();
    });
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.wakeup.wake();
    await this.running;
  }

  /** Of a server that refuses us the consumers complain. */
  private async connect(): Promise<void> {
    while (!this.connection && !this.stopped) {
      this.connection = await this.nats.connected().catch(() => sleep(1_000, undefined, { ref: false }));
    }
    this.wakeup.wake();
  }

  /** For ever: become the leader, lead until the connection is lost, begin again. */
  private async run(): Promise<void> {
    while (!this.stopped) {
      const client = new pg.Client({
        connectionString: this.config.DATABASE_URL,
        connectionTimeoutMillis: 2_000,
        query_timeout: 10_000,
      });
      client.on('error', () => undefined); // the next query fails, and with it leadership
      try {
        await client.connect();
        if (await this.isLeader(client)) await this.lead(client);
      } catch (error) {
        if (!this.stopped)
          this.log.warn('relay lost its connection', { code: error instanceof Error ? error.name : 'error' });
      } finally {
        this.isLeading = false;
        this.metrics.relayLeader.set(0);
        this.metrics.relayState.set(RELAY_STATE.standby);
        await client.end().catch(() => undefined);
      }
      if (!this.stopped) await this.wakeup.sleep(1_000);
    }
  }

  private async isLeader(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ leader: boolean }>('SELECT pg_try_advisory_lock($1) AS leader', [
      LEADER_LOCK,
    ]);
    return rows[0]?.leader === true;
  }

  private async lead(client: pg.Client): Promise<void> {
    this.isLeading = true;
    this.metrics.relayLeader.set(1);
    await this.bell.listen(client, () => this.wakeup.wake());
    // A mark that is lost with a crash of the database makes a duplicate, no more than a crash before it does. The few statements are
    // planned once, and go by the keys even if the outbox was empty then.
    await client.query(
      'SET synchronous_commit = off; SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off',
    );
    this.needsVerify = true;
    let idleMs = IDLE_MS.least;
    while (!this.stopped) {
      const published = await this.round(client);
      idleMs = published === 0 ? Math.min(idleMs * 2, IDLE_MS.most) : IDLE_MS.least;
      if (published === BATCH) continue;
      if (published >= LEAST_FOR_COMPANY) await sleep(Math.min(published, MOST_WAIT_MS));
      else await this.wakeup.sleep(published < 0 ? 1_000 : idleMs);
    }
  }

  /** Publishes one batch; answers how many, or -1 when the broker did not take them. Database errors end leadership. */
  private async round(client: pg.Client): Promise<number> {
    const { connection } = this;
    if (!connection || !this.nats.presence.isHere) {
      await client.query('SELECT 1');
      return -1;
    }
    if (this.needsVerify) {
      this.needsVerify = false;
      if (!(await this.verified(client, connection))) {
        this.needsVerify = true;
        return -1;
      }
    }
    const rows = await unpublished(client, BATCH);
    if (rows.length === 0) return 0;
    const acked = await this.publish(connection, rows);
    await mark(client, acked);
    this.metrics.published.inc(acked.length);
    if (acked.some(({ seq }) => seq <= this.highestSeq)) this.needsVerify = true;
    this.highestSeq = Math.max(this.highestSeq, ...acked.map(({ seq }) => seq));
    if (acked.length < rows.length) {
      this.needsVerify = true;
      return acked.length > 0 ? acked.length : -1;
    }
    return acked.length;
  }

  private async verified(client: pg.Client, connection: NatsConnection): Promise<boolean> {
    const outcome = await verifyStream(client, connection, streamOf(this.config.service));
    this.metrics.relayState.set(stateOf(outcome));
    if (outcome.ready) this.highestSeq = outcome.lastSeq;
    if (outcome.isSetBack && !this.isSetBack)
      this.log.error('the relay publishes nothing: its stream holds events that this database has forgotten');
    this.isSetBack = outcome.isSetBack;
    if (outcome.rewound > 0)
      this.log.warn('the stream lost events: they are published again', { count: outcome.rewound });
    return outcome.ready;
  }

  private async publish(connection: NatsConnection, rows: OutboxRow[]): Promise<Acked[]> {
    const stream = jetstream(connection);
    const lanes = lanesOf(rows);
    const acked: Acked[] = [];
    const worker = async (): Promise<void> => {
      for (let lane = lanes.shift(); lane && this.nats.presence.isHere; lane = lanes.shift()) {
        for (const row of lane) {
          const seq = await this.publishOne(stream, row);
          if (seq === undefined) break;
          acked.push({ id: row.id, seq });
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(PARALLEL, lanes.length) }, worker));
    return acked;
  }

  private async publishOne(stream: JetStreamClient, row: OutboxRow): Promise<number | undefined> {
    const span = {
      name: `publish ${row.subject.split('.').slice(3).join('.')}`,
      kind: SpanKind.PRODUCER,
      traceparent: row.traceparent ?? undefined,
    };
    try {
      return await inSpan(span, async () => {
        const head = headers();
        const traceparent = row.traceparent;
        if (traceparent) head.set('traceparent', traceparent);
        const options = {
          msgID: row.event_id,
          headers: head,
          expect: { streamName: streamOf(this.config.service) },
          timeout: 5_000,
        };
        const ack = await this.nats.presence.ask(() => stream.publish(row.subject, row.payload, options));
        return ack.seq;
      });
    } catch (error) {
      this.log.warn('an event was not taken by the broker', {
        eventId: row.event_id,
        code: error instanceof Error ? error.name : 'error',
      });
      return undefined;
    }
  }

  private registerFigures(): void {
    const figure = async (sql: string): Promise<number> => {
      const [row] = await this.db.dataSource.query<{ value: string | null }[]>(sql);
      return Number(row?.value ?? 0);
    };
    this.metrics.onScrape('pitlane_outbox_oldest_seconds', 'Age of the oldest unpublished event.', () =>
      figure(
        `SELECT extract(epoch FROM clock_timestamp() - min(created_at)) AS value FROM outbox WHERE published_at IS NULL`,
      ),
    );
    this.metrics.onScrape('pitlane_outbox_unpublished', 'Unpublished events.', () =>
      figure(`SELECT count(*) AS value FROM outbox WHERE published_at IS NULL`),
    );
  }
}

function stateOf({ ready, isSetBack }: Verification): number {
  if (isSetBack) return RELAY_STATE.setBack;
  return ready ? RELAY_STATE.publishing : RELAY_STATE.standby;
}
