import { DomainError } from '@pitlane/kernel';
import type { SettlementStatus } from './settlement.entity.js';

/** The quote that the customer signed is not known yet; the event is tried again. */
export class QuoteNotKnown extends DomainError {
  constructor(repairOrderId: string) {
    const message = `No authorised quote of repair order ${repairOrderId} is known.`;
    super('BILLING.QUOTE_NOT_KNOWN', 'conflict', message, { repairOrderId });
  }
}

/** Work or parts that nobody signed for cannot be billed (BIL-3). */
export class LineNotAuthorized extends DomainError {
  constructor(repairOrderId: string, lineIds: string[]) {
    const message = `Repair order ${repairOrderId} has lines that the authorised quote has not.`;
    super('BILLING.LINE_NOT_AUTHORIZED', 'conflict', message, { repairOrderId, lineIds });
  }
}

export class SettlementNotBlocked extends DomainError {
  constructor(id: string, status: SettlementStatus) {
    super('BILLING.SETTLEMENT_NOT_BLOCKED', 'conflict', `Settlement ${id} is ${status}: nothing to approve.`, {
      id,
      status,
    });
  }
}

/** More than the customer signed for needs the customer's word (BIL-3). */
export class ConsentNeeded extends DomainError {
  constructor(id: string, overFen: number) {
    const message = `Settlement ${id} is higher than the quote: the customer has to consent.`;
    super('BILLING.CONSENT_NEEDED', 'conflict', message, { id, overFen });
  }
}

/** Who agreed to another price than the quoted one does not make it final as well. */
export class ApproverMayNotIssue extends DomainError {
  constructor(settlementId: string) {
    const message = `Settlement ${settlementId} is issued by another than who approved its difference.`;
    super('BILLING.SECOND_PERSON_NEEDED', 'forbidden', message, { settlementId });
  }
}

export class SettlementNotReady extends DomainError {
  constructor(id: string, status: SettlementStatus) {
    super('BILLING.SETTLEMENT_NOT_READY', 'conflict', `Settlement ${id} is ${status}.`, { id, status });
  }
}
