import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { type Store, Stores } from '../stores/stores.js';
import { runInScope, type Scope } from './scope.js';

/** A row that says which store it is of, as queries answer it. */
export interface OfStore {
  readonly store_id: string;
}

/** Work that no person asked for: scheduled checks, senders. It runs store by store, each in that store's scope. */
@Injectable()
export class SystemScope {
  constructor(private readonly stores: Stores) {}

  /** A store in which it fails holds up no other. @throws AggregateError of the failures */
  async inEachStore(work: (store: Store) => Promise<void>): Promise<void> {
    await this.oneByOne(this.stores.all(), work);
  }

  /**
   * As `inEachStore`, in the stores that a question names. It is asked once in all of them together: of 200 stores most have nothing
   * to do, and two questions to each would take longer than the rest between two rounds.
   */
  async inStoresWith(ask: () => Promise<readonly OfStore[]>, work: (store: Store) => Promise<void>): Promise<void> {
    const rows = await this.inAllStores(ask);
    await this.oneByOne(
      rows.map((row) => this.stores.get(row.store_id)),
      work,
    );
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

  private async oneByOne(stores: readonly Store[], work: (store: Store) => Promise<void>): Promise<void> {
    const failures: unknown[] = [];
    for (const store of stores) {
      await this.inStore(store.id, () => work(store)).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `It failed in ${failures.length} of ${stores.length} stores.`);
  }
}

const systemScope = (stores: readonly string[], groupId: string): Scope => ({
  stores,
  groupId,
  actor: { id: 'system', role: 'service' },
  correlationId: uuidv7(),
});
