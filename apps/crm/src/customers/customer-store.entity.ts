import { CustomerErased, CustomerRegistered } from '@pitlane/contracts';
import { Aggregate, GroupOwned } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { Customer } from './customer.entity.js';

/** How a store came to know a customer: it registered or claimed them, or was given a car of theirs. */
export type CustomerGrantReason = 'registered' | 'claimed' | 'owns-vehicle';

/** Who let a store see a record of the group, why and when. */
export interface Grant<Reason> {
  id: string;
  storeId: string;
  reason: Reason;
  grantedBy: string;
  grantedAt: Date;
}

/**
 * A store knows a customer of the group. It speaks for the customer in that store: each store's events are complete by
 * themselves, and other services of the store learn of the customer from them.
 */
@Entity()
@GroupOwned()
export class CustomerStore extends Aggregate {
  @Column('text') groupId!: string;
  @Column('uuid') customerId!: string;
  @Column('text') reason!: CustomerGrantReason;
  /** Staff id. */
  @Column('text') grantedBy!: string;
  @Column('timestamptz') grantedAt!: Date;

  static open(customer: Customer, grant: Grant<CustomerGrantReason>): CustomerStore {
    const known = new CustomerStore();
    known.begin(grant.id, grant.storeId);
    known.groupId = customer.groupId;
    known.customerId = customer.id;
    known.reason = grant.reason;
    known.grantedBy = grant.grantedBy;
    known.grantedAt = grant.grantedAt;
    return known;
  }

  registered({ kind, preferredChannel }: Customer): CustomerRegistered {
    return CustomerRegistered.of({ customerId: this.customerId, kind, preferredChannel });
  }

  erased(at: Date): CustomerErased {
    return CustomerErased.of({ customerId: this.customerId, erasedAt: at.toISOString() });
  }
}
