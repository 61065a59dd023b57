import { DomainError } from '@pitlane/kernel';
import type { QuoteStatus } from './quote-version.entity.js';

export class NothingToQuote extends DomainError {
  constructor(repairOrderId: string) {
    const message = `Repair order ${repairOrderId} has no proposed job.`;
    super('WORKSHOP.NOTHING_TO_QUOTE', 'conflict', message, { repairOrderId });
  }
}

export class QuoteNotIssued extends DomainError {
  constructor(quoteId: string, current: QuoteStatus) {
    super('WORKSHOP.QUOTE_NOT_ISSUED', 'conflict', `Quote ${quoteId} is ${current}.`, { quoteId, current });
  }
}

export class QuoteOutdated extends DomainError {
  constructor(quoteId: string, repairOrderVersion: number) {
    const message = `The order has changed since version ${repairOrderVersion} was priced: request a new quote.`;
    super('WORKSHOP.QUOTE_OUTDATED', 'conflict', message, { quoteId, repairOrderVersion });
  }
}

export class QuoteExpired extends DomainError {
  constructor(quoteId: string, validUntil: Date) {
    const details = { quoteId, validUntil: validUntil.toISOString() };
    super('WORKSHOP.QUOTE_EXPIRED', 'conflict', `Quote ${quoteId} is no longer valid.`, details);
  }
}

export class SignedOtherDocument extends DomainError {
  constructor(quoteId: string) {
    const message = `The hash is not that of quote ${quoteId}: another document was signed.`;
    super('WORKSHOP.SIGNED_OTHER_DOCUMENT', 'conflict', message, { quoteId });
  }
}

export class QuoteIsOfFinding extends DomainError {
  constructor(quoteId: string, findingId: string) {
    const message = `Quote ${quoteId} prices a finding: it is decided there.`;
    super('WORKSHOP.QUOTE_OF_FINDING', 'conflict', message, { quoteId, findingId });
  }
}
