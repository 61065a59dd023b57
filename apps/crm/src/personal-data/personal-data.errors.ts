import { DomainError } from '@pitlane/kernel';

/** What is stored is not what was sealed there: changed, exchanged, or of another key. */
export class PersonalDataUnreadable extends DomainError {
  constructor() {
    super('CRM.PERSONAL_DATA_UNREADABLE', 'conflict', 'The stored personal data was tampered with or is damaged.');
  }
}

/** The key that wraps a customer's key is not in the file of keys. */
export class PersonalDataKeyMissing extends DomainError {
  constructor(keyId: string) {
    super('CRM.PERSONAL_DATA_KEY_MISSING', 'unavailable', 'A key of the personal data is not here.', { keyId });
  }
}

/** The customer's personal data was erased for good (CRM-12). */
export class CustomerIsErased extends DomainError {
  constructor(customerId: string) {
    super('CRM.CUSTOMER_ERASED', 'not-found', 'The personal data of this customer was erased.', { customerId });
  }
}
