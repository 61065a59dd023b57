import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { type Store, Stores } from '../stores/stores.js';
import { runInScope, type Scope } from './scope.js';

/** Work that no person asked for: scheduled checks, senders. It runs store by store, each in that store's scope. */
@Injectable()
export class SystemScope {
  constructor(private readonly stores: Stores) {}

  async inEachStore(work: (store: Store) => Promise<void>): Promise<void> {
    for (const store of this.stores.all()) await this.inStore(store.id, () => work(store));
  }

  /** @throws NotFound */
  async inStore<T>(storeId: string, work: () => Promise<T>): Promise<T> {
    const { id, groupId } = this.stores.get(storeId);
    return runInScope(systemScope([id], groupId), work);
  }

  /** In all stores at once, and of no group: for what looks after a whole database. */
  inAllStores<T>(work: () => Promise<T>): Promise<T> {
    const stores = this.stores.all().map(({ id }) => id);
    return runInScope(systemScope(stores, ''), work);
  }
}

const systemScope = (stores: readonly string[], groupId: string): Scope => ({
  stores,
  groupId,
  actor: { id: 'system', role: 'service' },
  correlationId: uuidv7(),
});
