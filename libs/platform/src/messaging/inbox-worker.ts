import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SERVICES, streamOf } from '@pitlane/contracts';
import { z } from 'zod';
import { ServiceToken } from '../auth/service-token.js';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { Loop } from '../scope/loop.js';
import { Log } from '../telemetry/log.js';
import { Metrics } from '../telemetry/metrics.js';
import { Inbox } from './inbox.js';
import * as rows from './inbox.queries.js';
import { reconsiderUnknown } from './reconsider.js';

const EVERY_MS = 500;
const ASK_FOR_GAPS_EVERY = 40;
const eventPage = z.object({ events: z.array(z.object({ subject: z.string(), payload: z.string() })) });

/** Tries failed events again when they are due, goes on where a process died, and asks the producer for what never came. */
@Injectable()
export class InboxWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private rounds = 0;
  private readonly loop = new Loop(
    () => this.round(),
    (error) => this.complain(error),
  );

  constructor(
    private readonly inbox: Inbox,
    private readonly db: Database,
    private readonly log: Log,
    private readonly metrics: Metrics,
    private readonly token: ServiceToken,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    const count = async (sql: string): Promise<number> => {
      const [row] = await this.db.dataSource.query<{ value: string }[]>(sql, [this.config.service]);
      return Number(row?.value ?? 0);
    };
    this.metrics.onScrape('pitlane_inbox_parked', 'Parked events that nobody has resolved.', () =>
      count('SELECT count(*) AS value FROM inbox_parked WHERE consumer = $1 AND resolved_at IS NULL'),
    );
    this.metrics.onScrape('pitlane_inbox_open', 'Events received but not handled: waiting, failed or parked.', () =>
      count(`SELECT count(*) AS value FROM inbox WHERE consumer = $1 AND status NOT IN ('done', 'skipped')`),
    );
    this.loop.start(EVERY_MS);
  }

  /** Before the database is closed. */
  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  private async round(): Promise<void> {
    this.rounds += 1;
    await this.retryDue();
    if (this.loop.isStopped || this.rounds % ASK_FOR_GAPS_EVERY !== 0) return;
    await this.fillGaps();
    await reconsiderUnknown(this.db.dataSource, this.inbox, this.config.service);
  }

  async retryDue(): Promise<void> {
    for (const aggregateId of await rows.dueAggregates(this.db.dataSource, this.config.service)) {
      if (this.loop.isStopped) return;
      await this.alone(() => this.inbox.drain(aggregateId));
    }
  }

  /** What keeps one aggregate or producer from going on keeps no other. */
  private async alone(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.complain(error));
  }

  private complain(error: unknown): void {
    if (this.loop.isStopped) return;
    this.log.warn('the inbox worker tries again', { code: error instanceof Error ? error.name : 'error' });
  }

  /** Asks the producers for versions that are missing for longer than a minute, and hands them to the inbox like any other. */
  async fillGaps(): Promise<void> {
    for (const gap of await rows.gaps(this.db.dataSource, this.config.service)) await this.alone(() => this.fill(gap));
  }

  private async fill({ source, aggregateId, fromVersion }: rows.Gap): Promise<void> {
    const producer = SERVICES.find((name) => source === `/pitlane/${name}`);
    const base = producer && this.config.PEERS[producer];
    if (!producer || base === undefined) return;
    const url = `${base}/internal/events?aggregateId=${aggregateId}&fromVersion=${fromVersion}`;
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${await this.token.for(producer)}` },
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) return;
    const { events } = eventPage.parse(await response.json());
    for (const { subject, payload } of events) {
      const raw = Buffer.from(payload);
      const delivery = { subject, stream: streamOf(producer), streamSeq: null, headers: {}, raw, deliveryCount: 1 };
      await this.inbox.accept(delivery);
    }
  }
}
