import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { Loop } from '../scope/loop.js';
import { SystemScope } from '../scope/system.js';
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
  private readonly loop = new Loop(
    () => this.seal(),
    (error) => this.warn(error),
  );
  /** Every entry of an earlier transaction is linked. Unknown after a start. */
  private horizon: string | undefined;

  constructor(
    private readonly db: Database,
    private readonly system: SystemScope,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start(EVERY_MS);
  }

  /** Before the database is closed, and with the last entries linked. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
    await this.seal().catch((error: unknown) => this.warn(error));
  }

  /** Links every entry that is committed by now, unless another replica is at it. Answers how many it linked. */
  async seal(): Promise<number> {
    let count = 0;
    for (let linked = BATCH; linked === BATCH; count += linked) {
      linked = await this.system.inAllStores(() => this.db.transaction((tx) => this.linkBatch(tx)));
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

  private warn(error: unknown): void {
    this.log.warn('audit entries wait for their links', { code: error instanceof Error ? error.name : 'error' });
  }
}

async function newestLink(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ since: string }>(NEWEST_LINK, [tx.scope.stores]);
  return row?.since ?? '-infinity';
}
