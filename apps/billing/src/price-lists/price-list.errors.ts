import { DomainError } from '@pitlane/kernel';

/** A list may give one price only. */
export class PricedTwice extends DomainError {
  constructor(pointer: string, codes: string[]) {
    super('BILLING.PRICED_TWICE', 'invalid', 'The price list prices something twice.', { pointer, codes });
  }
}

export class NoPriceList extends DomainError {
  constructor(storeId: string) {
    super('BILLING.NO_PRICE_LIST', 'not-found', `No price list of store ${storeId} is in force.`, { storeId });
  }
}
