import { Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { actingStore, Database, type Page, type Tx, violatedConstraint } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { AccessLog } from '../personal-data/access-log.service.js';
import { seesPersonalData } from '../personal-data/masking.js';
import type { AccessPurpose } from '../personal-data/personal-data-access.entity.js';
import { CustomerChange } from './customer-change.entity.js';
import { CustomerRecords } from './customer-records.service.js';
import { type CustomerGrantReason, CustomerStore } from './customer-store.entity.js';
import type { CustomerSearch } from './customer.dto.js';
import { Customer, type CustomerProfile } from './customer.entity.js';
import { CustomerExists } from './customer.errors.js';
import { admitOneByOne, logConsents, seek } from './customers.queries.js';

/** Customers of the group, as the acting store may see them (CRM-1). */
@Injectable()
export class CustomersService {
  constructor(
    private readonly db: Database,
    private readonly records: CustomerRecords,
    private readonly access: AccessLog,
  ) {}

  /** @throws InvalidPhone | ConsentNamedTwice | CustomerExists */
  register(profile: CustomerProfile, at: Date): Promise<Customer> {
    return refusingDuplicates(
      this.db.transaction(async (tx) => {
        const { groupId } = tx.scope;
        const place = { id: uuidv7(), storeId: actingStore(tx.scope), groupId };
        const customer = Customer.register(place, profile, at);
        const known = await this.records.withPhone(tx, profile.phone);
        if (known) throw new CustomerExists(known.id);
        await this.records.keep(tx, customer);
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
      await seek(tx, this.records.phoneSought(tx, phone));
      const customer = await this.records.withPhone(tx, phone);
      if (!customer) throw new NotFound('customer', 'with this phone');
      await this.admit(tx, customer, { reason: 'claimed', at });
      await this.noteAccess(tx, [customer.id], 'claim');
      return this.records.opened(tx, customer);
    });
  }

  /** @throws NotFound | CustomerIsErased | InvalidPhone | ConsentNamedTwice | CustomerExists */
  change(id: string, changes: Partial<CustomerProfile>, at: Date): Promise<Customer> {
    return refusingDuplicates(
      this.db.transaction(async (tx) => {
        const customer = await this.records.lock(tx, id);
        const changed = customer.change(changes);
        await logConsents(tx, customer, { changed, at });
        await logChanges(tx, customer, { fields: Object.keys(changes), at });
        await this.noteAccess(tx, [id], 'change');
        return this.records.keep(tx, customer);
      }),
    );
  }

  /** @throws NotFound | CustomerIsErased */
  get(id: string): Promise<Customer> {
    return this.db.transaction(async (tx) => {
      const customer = await this.records.get(tx, id);
      await this.noteAccess(tx, [id], 'look-up');
      return customer;
    });
  }

  search(query: CustomerSearch): Promise<Page<Customer>> {
    return this.db.transaction(async (tx) => {
      const page = await this.records.page(tx, query);
      const ids = page.items.map(({ id }) => id);
      await this.noteAccess(tx, ids, 'search');
      return page;
    });
  }

  /** From now on the acting store knows the customer, and its other services hear so; once. @throws NotFound once they were erased */
  async admit(tx: Tx, customer: Customer, how: { reason: CustomerGrantReason; at: Date }): Promise<void> {
    const storeId = actingStore(tx.scope);
    await admitOneByOne(tx, customer.id);
    const { erasedAt } = await tx.get(Customer, customer.id);
    if (erasedAt || (await tx.find(CustomerStore, { customerId: customer.id, storeId }))) return;
    const { id: grantedBy } = tx.scope.actor;
    const grant = { id: uuidv7(), storeId, reason: how.reason, grantedBy, grantedAt: how.at };
    const known = CustomerStore.open(customer, grant);
    await tx.save(known, known.registered(customer));
  }

  /** Who sees them masked leaves no entry. */
  private async noteAccess(tx: Tx, ids: string[], purpose: AccessPurpose): Promise<void> {
    if (seesPersonalData(tx.scope.actor.role)) await this.access.enter(tx, ids, purpose);
  }
}

async function logChanges(tx: Tx, customer: Customer, { fields, at }: { fields: string[]; at: Date }): Promise<void> {
  const storeId = actingStore(tx.scope);
  const { id: changedBy } = tx.scope.actor;
  const changes = fields.map((field) =>
    Object.assign(new CustomerChange(), {
      id: uuidv7(), storeId, customerId: customer.id, field, changedAt: at, changedBy,
    }),
  ); // prettier-ignore
  await tx.add(...changes);
}

async function refusingDuplicates<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw violatedConstraint(error) === 'customer_phone' ? new CustomerExists() : error;
  });
}
