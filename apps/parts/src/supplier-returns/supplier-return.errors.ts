import { DomainError } from '@pitlane/kernel';

export class MoreThanReturnable extends DomainError {
  constructor(lotId: string, returnableThousandths: number) {
    const message = 'No more of a lot goes back to the supplier than lies in quarantine or is free.';
    super('PARTS.MORE_THAN_RETURNABLE', 'conflict', message, { lotId, returnableThousandths });
  }
}

export class ReturnIsCredited extends DomainError {
  constructor(id: string) {
    super('PARTS.RETURN_CREDITED', 'conflict', 'The credit for this return came already.', { id });
  }
}

export class CreditDiffers extends DomainError {
  constructor(expectedCreditFen: number) {
    const message = 'The credit is not what was expected: say why.';
    super('PARTS.CREDIT_DIFFERS', 'invalid', message, { expectedCreditFen, pointer: '/differenceReason' });
  }
}
