import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Database } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { Wakeup } from '../messaging/wakeup.js';
import type { Scope } from '../scope/scope.js';
import { Stores } from '../stores/stores.js';
import { Log } from '../telemetry/log.js';
import { Metrics } from '../telemetry/metrics.js';
import { linkEntries } from './chain.js';

const SEALING_LOCK = 7_400_013;
const EVERY_MS = 1_000;
const BATCH = 500;

/** Entries of transactions that were not all visible when the round before looked. */
const SINCE_HORIZON = linkEntries('entry.xid >= $2::xid8 AND entry.xid < pg_snapshot_xmax(pg_current_snapshot())');
/** After a start nobody knows a horizon. No transaction lasts a day, so nothing older than that before the newest link is open. */
const SINCE_NEWEST_LINK = linkEntries(`entry.at >= $2::timestamptz`);
const NEWEST_LINK = `
  SELECT coalesce(max(linked_at) - interval '1 day', '-infinity')::text AS since
  FROM unnest($1::text[]) store (id), LATERAL (
    SELECT linked_at FROM audit_link WHERE store_id = store.id ORDER BY position DESC LIMIT 1) newest`;

/**
 * Links new audit entries into their stores' chains, behind the commands and never in their way: they only insert entries,
 * and one replica at a time links what is committed. An entry that is committed late is linked late, and once.
 */
@Injectable()
export class AuditSealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly wakeup = new Wakeup();
  private stopped = false;
  private running: Promise<void> = Promise.resolve();
  /** Every entry of an earlier transaction is linked. Unknown after a start. */
  private horizon: string | undefined;

  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Before the database is closed, and with the last entries linked. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.wakeup.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      await this.wakeup.sleep(EVERY_MS);
      try {
        await this.seal();
      } catch (error) {
        this.log.warn('audit entries wait for their links', { code: error instanceof Error ? error.name : 'error' });
      }
    }
  }

  /** Links every entry that is committed by now, unless another replica is at it. Answers how many it linked. */
  async seal(): Promise<number> {
    let count = 0;
    for (let linked = BATCH; linked === BATCH; count += linked) {
      linked = await this.inAllStores((tx) => this.linkBatch(tx));
    }
    this.metrics.auditEntriesLinked.inc(count);
    return count;
  }

  private async linkBatch(tx: Tx): Promise<number> {
    const [lock] = await tx.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [SEALING_LOCK]);
    if (!lock?.taken) return 0;
    const [round] = await tx.query<{ linked: number; horizon: string }>(
      this.horizon === undefined ? SINCE_NEWEST_LINK : SINCE_HORIZON,
      [BATCH, this.horizon ?? (await newestLink(tx))],
    );
    if (!round) return 0;
    if (round.linked < BATCH) this.horizon = round.horizon;
    return round.linked;
  }

  private async inAllStores<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const scope: Scope = {
      stores: this.stores.all().map(({ id }) => id),
      groupId: '',
      actor: { id: 'system', role: 'service' },
      correlationId: uuidv7(),
    };
    const unit = await this.db.begin(scope);
    try {
      const result = await work(unit.tx);
      await unit.commit();
      return result;
    } finally {
      await unit.rollback();
    }
  }
}

async function newestLink(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ since: string }>(NEWEST_LINK, [tx.scope.stores]);
  return row?.since ?? '-infinity';
}
