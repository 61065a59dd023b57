import { Injectable } from '@nestjs/common';
import type { Tx } from '@pitlane/platform';
import { destroyKey, insertKey, keyHeld, keysOf } from './customer-keys.queries.js';
import { DataKey } from './data-key.js';
import { KeyRing, type WrappedKey } from './key-ring.js';

/**
 * One data key (DEK) per customer: whatever crm stores of a person is sealed with it, and erasing the person destroys it.
 * Nothing is kept in memory: what was destroyed is gone from all replicas at once.
 */
@Injectable()
export class CustomerKeys {
  constructor(private readonly ring: KeyRing) {}

  /**
   * The key to seal with, made where the customer has none yet; null once they were erased. Held until the transaction ends: an
   * erasure comes before or after it.
   */
  async toSeal(tx: Tx, customerId: string): Promise<DataKey | null> {
    let stored = await keyHeld(tx, customerId);
    if (!stored) {
      await insertKey(tx, customerId, this.ring.wrap(DataKey.random(), { groupId: tx.scope.groupId, customerId }));
      stored = await keyHeld(tx, customerId);
    }
    return stored?.key ? this.unwrapped(tx, customerId, stored.key) : null;
  }

  /** The keys to open with, by customer; those who were erased have none. */
  async toOpen(tx: Tx, customerIds: readonly string[]): Promise<ReadonlyMap<string, DataKey>> {
    const keys = new Map<string, DataKey>();
    if (customerIds.length === 0) return keys;
    for (const { customerId, key } of await keysOf(tx, [...new Set(customerIds)])) {
      if (key) keys.set(customerId, this.unwrapped(tx, customerId, key));
    }
    return keys;
  }

  /** For good. */
  destroy(tx: Tx, customerId: string, at: Date): Promise<void> {
    return destroyKey(tx, customerId, at);
  }

  private unwrapped({ scope: { groupId } }: Tx, customerId: string, key: WrappedKey): DataKey {
    return new DataKey(this.ring.unwrap(key, { groupId, customerId }));
  }
}
