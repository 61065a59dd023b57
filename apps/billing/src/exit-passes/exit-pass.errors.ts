import { DomainError } from '@pitlane/kernel';
import type { SettlementStatus } from '../settlements/settlement.entity.js';

export class SettlementNotPaid extends DomainError {
  constructor(settlementId: string, status: SettlementStatus, openFen: number) {
    const message = `Settlement ${settlementId} is ${status}; ${openFen} fen are open.`;
    super('BILLING.SETTLEMENT_NOT_PAID', 'conflict', message, { settlementId, status, openFen });
  }
}

/** Credit is a manager's to give. */
export class CreditNotYours extends DomainError {
  constructor(settlementId: string) {
    super('BILLING.CREDIT_NOT_YOURS', 'forbidden', 'Only a service manager grants credit.', { settlementId });
  }
}

export class CreditReasonNeeded extends DomainError {
  constructor() {
    super('BILLING.CREDIT_REASON_NEEDED', 'invalid', 'Credit is granted with a reason.', { pointer: '/reason' });
  }
}

export class ExitPassStillLive extends DomainError {
  constructor(exitPassId: string, expiresAt: Date) {
    const details = { exitPassId, expiresAt: expiresAt.toISOString() };
    super('BILLING.EXIT_PASS_STILL_LIVE', 'conflict', `Exit pass ${exitPassId} is still good.`, details);
  }
}

export class ExitPassUsedAlready extends DomainError {
  constructor(exitPassId: string) {
    super('BILLING.EXIT_PASS_USED', 'conflict', `Exit pass ${exitPassId} was used.`, { exitPassId });
  }
}

export class ExitPassExpired extends DomainError {
  constructor(exitPassId: string) {
    super('BILLING.EXIT_PASS_EXPIRED', 'conflict', `Exit pass ${exitPassId} has run out.`, { exitPassId });
  }
}

export class ExitPassForged extends DomainError {
  constructor() {
    super('BILLING.EXIT_PASS_FORGED', 'invalid', 'This is no exit pass of ours.', { pointer: '/token' });
  }
}
