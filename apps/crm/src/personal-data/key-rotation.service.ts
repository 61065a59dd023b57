import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DomainError } from '@pitlane/kernel';
import { Database, Every, Log, Metrics, Stores, SystemScope } from '@pitlane/platform';
import { countStaleKeys, replaceKey, staleKeys } from './customer-keys.queries.js';
import { type KeyOwner, KeyRing, type WrappedKey } from './key-ring.js';

const A_MINUTE_MS = 60_000;
const BATCH = 100;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Brings every customer's key under the current KEK, in small transactions beside the requests; their data stays as it is. An old
 * KEK may leave the file once `pitlane_stale_customer_keys` is 0.
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
    this.metrics.onScrape('pitlane_stale_customer_keys', help, () => this.countStale());
  }

  @Every(A_MINUTE_MS)
  async rotate(): Promise<void> {
    try {
      this.ring.reload();
      await this.inEachGroup(async () => {
        for (let after: string | undefined = FIRST_ID; after !== undefined;) after = await this.rewrapSome(after);
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

  /** @returns the last of them, when there may be more */
  private rewrapSome(after: string): Promise<string | undefined> {
    return this.db.transaction(async (tx) => {
      const stale = await staleKeys(tx, this.ring.currentId, { after, most: BATCH });
      for (const { customerId, key } of stale) {
        const rewrapped = key && this.rewrapped(key, { groupId: tx.scope.groupId, customerId });
        if (rewrapped) await replaceKey(tx, customerId, rewrapped);
      }
      return stale.length < BATCH ? undefined : stale.at(-1)?.customerId;
    });
  }

  /** A key that can't be read stays as it is, counts as stale, and holds up no other. */
  private rewrapped(key: WrappedKey, owner: KeyOwner): WrappedKey | undefined {
    try {
      return this.ring.wrap(this.ring.unwrap(key, owner), owner);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.log.error('the key of a customer cannot be read', error, { code: error.code });
      return undefined;
    }
  }

  private async inEachGroup(work: () => Promise<void>): Promise<void> {
    const oneStoreOfEach = new Map(this.stores.all().map(({ groupId, id }) => [groupId, id]));
    for (const storeId of oneStoreOfEach.values()) await this.system.inStore(storeId, work);
  }
}
