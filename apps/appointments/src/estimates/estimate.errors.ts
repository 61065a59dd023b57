import { DomainError } from '@pitlane/kernel';

export class OperationsNotKnown extends DomainError {
  constructor(operationCodes: readonly string[]) {
    const message = 'The price list of that day does not have these operations.';
    super('APPOINTMENTS.OPERATIONS_NOT_KNOWN', 'invalid', message, { pointer: '/operations', operationCodes });
  }
}

export class NoPriceList extends DomainError {
  constructor(storeId: string) {
    super('APPOINTMENTS.NO_PRICE_LIST', 'conflict', `Store ${storeId} has no price list in force on that day.`, {
      storeId,
    });
  }
}
