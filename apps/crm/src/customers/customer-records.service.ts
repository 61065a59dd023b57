import { Injectable } from '@nestjs/common';
import type { Page, Tx } from '@pitlane/platform';
import { ArrayContains, type FindOptionsWhere, IsNull } from 'typeorm';
import { CustomerKeys } from '../personal-data/customer-keys.service.js';
import type { DataKey } from '../personal-data/data-key.js';
import { KeyRing } from '../personal-data/key-ring.js';
import { CustomerIsErased } from '../personal-data/personal-data.errors.js';
import type { CustomerSearch } from './customer.dto.js';
import { Customer, type Identity } from './customer.entity.js';
import { nameIndexes, phoneIndex, soughtName } from './identity-index.js';

/** Customers as they are stored: opened when they are read, sealed when they are written. */
@Injectable()
export class CustomerRecords {
  constructor(
    private readonly keys: CustomerKeys,
    private readonly ring: KeyRing,
  ) {}

  /** @throws NotFound | CustomerIsErased | PersonalDataUnreadable */
  async get(tx: Tx, id: string): Promise<Customer> {
    return this.opened(tx, await tx.get(Customer, id));
  }

  /** @throws as `get`, and DomainError `version_conflict` */
  async lock(tx: Tx, id: string): Promise<Customer> {
    return this.opened(tx, await tx.lock(Customer, id));
  }

  /** Among those that the transaction may see; not opened. */
  withPhone(tx: Tx, phone: string): Promise<Customer | null> {
    const { groupId } = tx.scope;
    return tx.find(Customer, { groupId, phoneIndex: this.phoneIndex(groupId, phone) });
  }

  /** By the whole phone or the beginning of the name; nobody who was erased. */
  async page(tx: Tx, query: CustomerSearch): Promise<Page<Customer>> {
    const { groupId } = tx.scope;
    const { phone, name } = query;
    const where: FindOptionsWhere<Customer> = {
      erasedAt: IsNull(),
      ...(phone !== undefined && { phoneIndex: this.phoneIndex(groupId, phone) }),
      ...(name !== undefined && { nameIndexes: ArrayContains([soughtName(this.ring, groupId, name)]) }),
    };
    const page = await tx.page(Customer, where, query);
    const keys = await this.keys.toOpen(tx, page.items.map(({ id }) => id)); // prettier-ignore
    // Who has no key any more was erased since the page was read.
    return { ...page, items: page.items.flatMap((customer) => openedWith(keys.get(customer.id), customer) ?? []) };
  }

  /** Stores a new or locked customer. @throws CustomerIsErased */
  async keep(tx: Tx, customer: Customer): Promise<Customer> {
    const key = await this.keys.toSeal(tx, customer.id);
    if (!key) throw new CustomerIsErased(customer.id);
    customer.sealedIdentity = key.seal(customer.identityPlace, customer.identity);
    customer.phoneIndex = this.phoneIndex(customer.groupId, customer.phone);
    customer.nameIndexes = nameIndexes(this.ring, customer.groupId, customer.name);
    return tx.save(customer);
  }

  /** As a claim names a customer to the second wall. */
  phoneSought({ scope: { groupId } }: Tx, phone: string): string {
    return this.phoneIndex(groupId, phone).toString('hex');
  }

  /** @throws CustomerIsErased | PersonalDataUnreadable */
  async opened(tx: Tx, customer: Customer): Promise<Customer> {
    const opened = openedWith((await this.keys.toOpen(tx, [customer.id])).get(customer.id), customer);
    if (!opened) throw new CustomerIsErased(customer.id);
    return opened;
  }

  private phoneIndex(groupId: string, phone: string): Buffer {
    return phoneIndex(this.ring, groupId, phone);
  }
}

/** @returns nothing for a customer who was erased @throws PersonalDataUnreadable */
function openedWith(key: DataKey | undefined, customer: Customer): Customer | undefined {
  const { identityPlace, sealedIdentity } = customer;
  return key && sealedIdentity ? Object.assign(customer, key.open<Identity>(identityPlace, sealedIdentity)) : undefined;
}
