import { DomainError } from '@pitlane/kernel';

export class CoreNotDue extends DomainError {
  constructor(id: string, status: string) {
    super('PARTS.CORE_NOT_DUE', 'conflict', `The old unit is ${status}.`, { id, status });
  }
}

export class CoreNotHeld extends DomainError {
  constructor(id: string, status: string) {
    super('PARTS.CORE_NOT_HELD', 'conflict', `The old unit is ${status}.`, { id, status });
  }
}

/** Whoever gave the old unit away has fitted the new one. */
export class CoreIsGone extends DomainError {
  constructor(id: string, status: string) {
    const message = 'The old unit went to the supplier: the new one is not unused.';
    super('PARTS.CORE_IS_GONE', 'conflict', message, { id, status });
  }
}

export class CoreNotReturned extends DomainError {
  constructor(id: string, status: string) {
    super('PARTS.CORE_NOT_RETURNED', 'conflict', `The old unit is ${status}.`, { id, status });
  }
}

export class CoreCreditDiffers extends DomainError {
  constructor(expectedCreditFen: number) {
    const message = 'The credit is not what was expected: say why.';
    super('PARTS.CORE_CREDIT_DIFFERS', 'invalid', message, { expectedCreditFen, pointer: '/differenceReason' });
  }
}

/** Each piece has an old unit of its own, with its own state. */
export class TooManyCores extends DomainError {
  constructor(most: number) {
    super('PARTS.TOO_MANY_CORES', 'invalid', `At most ${most} pieces of exchange parts are issued at once.`, {
      most,
      pointer: '/lines',
    });
  }
}
