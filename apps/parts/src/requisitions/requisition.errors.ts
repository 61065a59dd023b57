import { DomainError } from '@pitlane/kernel';
import type { RequisitionStatus } from './requisition.entity.js';

export class RequisitionNotOpen extends DomainError {
  constructor(id: string, status: RequisitionStatus) {
    super('PARTS.REQUISITION_NOT_OPEN', 'conflict', `The requisition is ${status}.`, { id, status });
  }
}

export class RequisitionNotApproved extends DomainError {
  constructor(id: string, status: RequisitionStatus) {
    super('PARTS.REQUISITION_NOT_APPROVED', 'conflict', `The requisition is ${status}.`, { id, status });
  }
}

/** Who asks does not agree (PRT-7). */
export class RequesterMayNotApprove extends DomainError {
  constructor(id: string) {
    super('PARTS.REQUESTER_MAY_NOT_APPROVE', 'forbidden', 'Who asked for it may not approve it.', { id });
  }
}

export class ManagerMustApprove extends DomainError {
  constructor(id: string, valueFen: number) {
    const message = 'A requisition of this value takes the service manager’s approval.';
    super('PARTS.MANAGER_MUST_APPROVE', 'forbidden', message, { id, valueFen });
  }
}

export class SecondApproverNeeded extends DomainError {
  constructor(id: string) {
    const message = 'A requisition of this value takes the approval of two people.';
    super('PARTS.SECOND_APPROVER_NEEDED', 'forbidden', message, { id });
  }
}

/** Events and orders count money up to ¥1 billion. */
export class RequisitionTooDear extends DomainError {
  constructor() {
    super('PARTS.REQUISITION_TOO_DEAR', 'invalid', 'A requisition is worth at most ¥1 billion.', { pointer: '/lines' });
  }
}

export class PartNotOffered extends DomainError {
  constructor(supplierCode: string, partNumbers: readonly string[]) {
    const message = 'The supplier has no price for this part that holds today.';
    super('PARTS.NOT_OFFERED', 'invalid', message, { supplierCode, partNumbers });
  }
}

/** A part is bought for a line of a reservation that misses some of it. */
export class NothingToOrderFor extends DomainError {
  constructor(reservationLineId: string) {
    const message = 'No line of a reservation with this id misses this part.';
    super('PARTS.NOTHING_TO_ORDER_FOR', 'conflict', message, { reservationLineId });
  }
}

export class AlreadyOnOrder extends DomainError {
  constructor(reservationLineId: string) {
    const message = 'Parts for this line of a reservation are asked for already.';
    super('PARTS.ALREADY_ON_ORDER', 'conflict', message, { reservationLineId });
  }
}
