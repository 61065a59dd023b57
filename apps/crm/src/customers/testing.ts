import { Customer, type CustomerProfile } from './customer.entity.js';
import { CustomerStore } from './customer-store.entity.js';
import { uuidv7 } from 'uuidv7';

let phones = 13_800_000_000;

/** A new phone each time. */
export const aPhone = (): string => String((phones += 1));

export const aProfile = (facts: Partial<CustomerProfile> = {}): CustomerProfile => ({
  kind: 'person',
  name: '王小明',
  phone: aPhone(),
  email: null,
  wechatId: 'wxid_wang',
  preferredChannel: 'wechat',
  language: 'zh',
  birthday: null,
  tags: [],
  consents: [{ channel: 'wechat', granted: true }],
  address: null,
  ...facts,
});

const AT = new Date('2026-11-01T02:00:00Z');

export function aCustomer(facts: Partial<CustomerProfile> = {}): Customer {
  return Customer.register({ id: uuidv7(), storeId: 'SH001', groupId: 'huadong' }, aProfile(facts), AT);
}

/** That a store knows a customer. */
export function knownIn(storeId: string, customer: Customer): CustomerStore {
  const grant = { id: uuidv7(), storeId, reason: 'registered', grantedBy: 'he.booking', grantedAt: AT } as const;
  return CustomerStore.open(customer, grant);
}
