import { DomainError } from '@pitlane/kernel';
import type { PurchaseOrderStatus } from './purchase-order.entity.js';

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

/** One order goes to one supplier with one urgency. */
export class RequisitionsDiffer extends DomainError {
  constructor(requisitionIds: readonly string[]) {
    const message = 'These requisitions are not of one supplier and one urgency.';
    super('PARTS.REQUISITIONS_DIFFER', 'invalid', message, { requisitionIds });
  }
}
