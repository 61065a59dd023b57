import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, Log, Metrics, Stores, SystemScope } from '@pitlane/platform';
import { countStaleKeys, replaceKey, staleKeys } from './customer-keys.queries.js';
import { KeyRing } from './key-ring.js';

const A_MINUTE_MS = 60_000;
const BATCH = 100;

/**
 * Brings every customer's key under the current KEK, in small transactions beside the requests; their data stays as it is. An old
 * KEK may leave the file once `pitlane_personal_data_stale_keys` is 0.
 */
@Injectable()
export class KeyRotation implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly ring: KeyRing,
    private readonly system: SystemScope,
    private readonly stores: Stores,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const help = 'Keys of customers that another than the current KEK wraps.';
    this.metrics.onScrape('pitlane_personal_data_stale_keys', help, () => this.countStale());
  }

  @Interval(A_MINUTE_MS)
  async rotate(): Promise<void> {
    try {
      this.ring.reload();
      await this.inEachGroup(async () => {
        while ((await this.rewrapSome()) > 0);
      });
    } catch (error) {
      this.log.error('keys of customers were not rewrapped', error);
    }
  }

  async countStale(): Promise<number> {
    let count = 0;
    await this.inEachGroup(async () => {
      count += await this.db.read((tx) => countStaleKeys(tx, this.ring.currentId));
    });
    return count;
  }

  private rewrapSome(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const { groupId } = tx.scope;
      const stale = await staleKeys(tx, this.ring.currentId, BATCH);
      for (const { customerId, key } of stale) {
        const owner = { groupId, customerId };
        if (key) await replaceKey(tx, customerId, this.ring.wrap(this.ring.unwrap(key, owner), owner));
      }
      return stale.length;
    });
  }

  private async inEachGroup(work: () => Promise<void>): Promise<void> {
    const oneStoreOfEach = new Map(this.stores.all().map(({ groupId, id }) => [groupId, id]));
    for (const storeId of oneStoreOfEach.values()) await this.system.inStore(storeId, work);
  }
}
