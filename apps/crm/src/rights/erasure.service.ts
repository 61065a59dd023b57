import { Injectable } from '@nestjs/common';
import { Database, Stores, type Tx } from '@pitlane/platform';
import { CustomerStore } from '../customers/customer-store.entity.js';
import { Customer, type ErasureReason } from '../customers/customer.entity.js';
import { admitOneByOne, logConsents, inGroup } from '../customers/customers.queries.js';
import { FollowUpsService } from '../follow-ups/follow-ups.service.js';
import { CustomerKeys } from '../personal-data/customer-keys.service.js';

/**
 * Erases who a customer is, for the whole group (CRM-12): their key is destroyed, and with it all that was sealed under it, wherever
 * it lies. What the books need of them is an id, and stays.
 */
@Injectable()
export class ErasureService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly keys: CustomerKeys,
    private readonly followUps: FollowUpsService,
  ) {}

  /** Once; a second time it answers what was done. @throws NotFound */
  erase(id: string, reason: ErasureReason, at: Date): Promise<Customer> {
    return this.db.transaction(async (tx) => {
      await admitOneByOne(tx, id);
      const customer = await tx.lock(Customer, id);
      if (customer.erasedAt) return customer;
      await this.keys.destroy(tx, id, at);
      const changed = customer.erase({ reason, erasedBy: tx.scope.actor.id }, at);
      await logConsents(tx, customer, { changed, at });
      await tx.save(customer);
      await tellEveryStore(tx, id, at);
      await this.followUps.giveUpAll(inGroup(tx, this.stores), id, at);
      return customer;
    });
  }
}

/** Every store that knows the customer says so: its other services learn of customers from it. */
async function tellEveryStore(tx: Tx, customerId: string, at: Date): Promise<void> {
  const stores = await tx.list(CustomerStore, { customerId });
  for (const id of stores.map((known) => known.id).sort()) {
    const known = await tx.lock(CustomerStore, id);
    await tx.save(known, known.erased(at));
  }
}
