import { DomainError } from '@pitlane/kernel';
import type { FindingStatus } from './finding.entity.js';

export class FindingDecidedAlready extends DomainError {
  constructor(findingId: string, current: FindingStatus) {
    super('WORKSHOP.FINDING_DECIDED', 'conflict', `Finding ${findingId} is ${current}.`, { findingId, current });
  }
}

export class ApprovalWithoutQuote extends DomainError {
  constructor(findingId: string) {
    const message = 'An approval names the quote and its hash.';
    super('WORKSHOP.APPROVAL_WITHOUT_QUOTE', 'invalid', message, { findingId, pointer: '/quoteId' });
  }
}

export class QuoteOfOtherFinding extends DomainError {
  constructor(findingId: string, quoteId: string) {
    const message = `Quote ${quoteId} does not price finding ${findingId}.`;
    super('WORKSHOP.QUOTE_OF_OTHER_FINDING', 'conflict', message, { findingId, quoteId });
  }
}

export class NothingToSign extends DomainError {
  constructor(findingId: string, current: FindingStatus) {
    const message = `Finding ${findingId} is ${current}: only safety-critical work that is not done is signed for, once.`;
    super('WORKSHOP.NOTHING_TO_SIGN', 'conflict', message, { findingId, current });
  }
}
