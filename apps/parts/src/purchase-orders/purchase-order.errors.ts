import { DomainError } from '@pitlane/kernel';
import type { PurchaseOrderStatus } from './purchase-order-status.js';

/** In this status that cannot be done. */
export class PurchaseOrderIs extends DomainError {
  constructor(id: string, status: PurchaseOrderStatus) {
    super('PARTS.PURCHASE_ORDER_STATUS', 'conflict', `The purchase order is ${status}.`, { id, status });
  }
}

export class ConfirmedInPast extends DomainError {
  constructor(expectedOn: string) {
    super('PARTS.CONFIRMED_IN_PAST', 'invalid', 'The confirmed day is over.', { expectedOn, pointer: '/expectedOn' });
  }
}

export class PartNotOnOrder extends DomainError {
  constructor(id: string, partNumber: string) {
    super('PARTS.NOT_ON_ORDER', 'conflict', 'This purchase order has no such part.', { id, partNumber });
  }
}

/** More came than was ordered, beyond what the supplier may send too much. */
export class MoreThanOrdered extends DomainError {
  constructor(id: string, partNumber: string, mostThousandths: number) {
    const message = 'This is more than was ordered, beyond the tolerance.';
    super('PARTS.MORE_THAN_ORDERED', 'conflict', message, { id, partNumber, mostThousandths });
  }
}

export class DeliveredByAnother extends DomainError {
  constructor(id: string, supplierCode: string) {
    const message = 'This purchase order went to another supplier.';
    super('PARTS.DELIVERED_BY_ANOTHER', 'conflict', message, { id, supplierCode });
  }
}

/** One order goes to one supplier with one urgency. */
export class RequisitionsDiffer extends DomainError {
  constructor(requisitionIds: readonly string[]) {
    const message = 'These requisitions are not of one supplier and one urgency.';
    super('PARTS.REQUISITIONS_DIFFER', 'invalid', message, { requisitionIds });
  }
}
