import { Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { actingStore, Database, type Page, type Tx, violatedConstraint } from '@pitlane/platform';
import { Like } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { ConsentChange } from './consent-change.entity.js';
import { type CustomerGrantReason, CustomerStore } from './customer-store.entity.js';
import type { CustomerSearch } from './customer.dto.js';
import { type Consent, Customer, type CustomerProfile } from './customer.entity.js';
import { CustomerExists } from './customer.errors.js';
import { admitOneByOne, seek } from './customers.queries.js';

/** Customers of the group, as the acting store may see them (CRM-1). */
@Injectable()
export class CustomersService {
  constructor(private readonly db: Database) {}

  /** @throws InvalidPhone | ConsentNamedTwice | CustomerExists */
  register(profile: CustomerProfile, at: Date): Promise<Customer> {
    return refusingDuplicates(
      this.db.transaction(async (tx) => {
        const { groupId } = tx.scope;
        const known = await tx.find(Customer, { groupId, phone: profile.phone });
        if (known) throw new CustomerExists(known.id);
        const place = { id: uuidv7(), storeId: actingStore(tx.scope), groupId };
        const customer = await tx.save(Customer.register(place, profile, at));
        await this.admit(tx, customer, { reason: 'registered', at });
        await logConsents(tx, customer, { changed: customer.consents, at });
        return customer;
      }),
    );
  }

  /**
   * Gives the store a customer of the group, who is there or on the line: whoever asks knows the exact phone.
   * @throws NotFound
   */
  claim(phone: string, at: Date): Promise<Customer> {
    return this.db.transaction(async (tx) => {
      await seek(tx, phone);
      const customer = await tx.find(Customer, { groupId: tx.scope.groupId, phone });
      if (!customer) throw new NotFound('customer', 'with this phone');
      await this.admit(tx, customer, { reason: 'claimed', at });
      return customer;
    });
  }

  /** @throws NotFound | InvalidPhone | ConsentNamedTwice | CustomerExists */
  change(id: string, changes: Partial<CustomerProfile>, at: Date): Promise<Customer> {
    return refusingDuplicates(
      this.db.transaction(async (tx) => {
        const customer = await tx.lock(Customer, id);
        const changed = customer.change(changes);
        await logConsents(tx, customer, { changed, at });
        return tx.save(customer);
      }),
    );
  }

  get(id: string): Promise<Customer> {
    return this.db.read((tx) => tx.get(Customer, id));
  }

  search(query: CustomerSearch): Promise<Page<Customer>> {
    const { phone, name } = query;
    const where = {
      ...(phone !== undefined && { phone }),
      ...(name !== undefined && { name: Like(`${name.replaceAll(/[\\%_]/g, '\\$&')}%`) }),
    };
    return this.db.read((tx) => tx.page(Customer, where, query));
  }

  /** From now on the acting store knows the customer, and its other services hear so; once. */
  async admit(tx: Tx, customer: Customer, how: { reason: CustomerGrantReason; at: Date }): Promise<void> {
    const storeId = actingStore(tx.scope);
    await admitOneByOne(tx, customer.id);
    if (await tx.find(CustomerStore, { customerId: customer.id, storeId })) return;
    const { id: grantedBy } = tx.scope.actor;
    const grant = { id: uuidv7(), storeId, reason: how.reason, grantedBy, grantedAt: how.at };
    const known = CustomerStore.open(customer, grant);
    await tx.save(known, known.registered(customer));
  }
}

async function logConsents(
  tx: Tx,
  customer: Customer,
  { changed, at }: { changed: Consent[]; at: Date },
): Promise<void> {
  const storeId = actingStore(tx.scope);
  const { id: changedBy } = tx.scope.actor;
  for (const { channel, granted } of changed) {
    const change = { id: uuidv7(), storeId, customerId: customer.id, channel, granted, changedAt: at, changedBy };
    await tx.put(Object.assign(new ConsentChange(), change));
  }
}

async function refusingDuplicates<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw violatedConstraint(error) === 'customer_phone' ? new CustomerExists() : error;
  });
}
