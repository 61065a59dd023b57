import { Injectable } from '@nestjs/common';
import { actingStore, currentScope, runInScope, type Store, Stores } from '@pitlane/platform';
import { NotASisterStore } from './sister-store.errors.js';

/** The stores of one's dealer group (PRT-11). */
@Injectable()
export class SisterStores {
  constructor(private readonly stores: Stores) {}

  ofGroup(): Store[] {
    const { groupId } = currentScope();
    return this.stores.all().filter((store) => store.groupId === groupId);
  }

  /** @throws NotASisterStore */
  check(storeId: string): void {
    const isSister = storeId !== actingStore() && this.ofGroup().some(({ id }) => id === storeId);
    if (!isSister) throw new NotASisterStore(storeId);
  }

  /** Reads in all stores of the group: for what the stores of a group may know of each other, and for nothing else. */
  acrossGroup<T>(read: () => Promise<T>): Promise<T> {
    const stores = this.ofGroup().map(({ id }) => id);
    return runInScope({ ...currentScope(), stores }, read);
  }
}
