import { DomainError } from '@pitlane/kernel';

export class InvalidPhone extends DomainError {
  constructor() {
    super('invalid_phone', 'invalid', 'A phone is a mainland mobile number of 11 digits.', { pointer: '/phone' });
  }
}

/** The phone is taken in the group. The customer's id is told only where the store knows the customer; else it may claim them. */
export class CustomerExists extends DomainError {
  constructor(customerId?: string) {
    const details = customerId === undefined ? {} : { customerId };
    super('CRM.CUSTOMER_EXISTS', 'conflict', 'A customer with this phone is registered already.', details);
  }
}

export class CustomerNotKnown extends DomainError {
  constructor(pointer: string) {
    super('CRM.CUSTOMER_NOT_KNOWN', 'invalid', 'This store knows no such customer.', { pointer });
  }
}

/** A channel has one consent: given or withheld. */
export class ConsentNamedTwice extends DomainError {
  constructor() {
    super('CRM.CONSENT_NAMED_TWICE', 'invalid', 'A channel is named once.', { pointer: '/consents' });
  }
}
