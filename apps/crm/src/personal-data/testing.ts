import { Database } from '@pitlane/platform';
import type { TestService } from '@pitlane/testing';
import { CustomerRecords } from '../customers/customer-records.service.js';
import type { Customer } from '../customers/customer.entity.js';

/** Stores a customer as the service would, without events. */
export const givenCustomer = (crm: TestService, customer: Customer): Promise<Customer> =>
  crm.inStore(customer.storeId, () =>
    crm.get(Database).transaction((tx) => crm.get(CustomerRecords).keep(tx, customer)),
  );
