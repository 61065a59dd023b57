import { DomainError } from '@pitlane/kernel';

export class MoreThanQuarantined extends DomainError {
  constructor(lotId: string, quarantinedThousandths: number) {
    const message = 'No more goes back to the supplier than lies in quarantine.';
    super('PARTS.MORE_THAN_QUARANTINED', 'conflict', message, { lotId, quarantinedThousandths });
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
