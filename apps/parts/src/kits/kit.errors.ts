import { DomainError } from '@pitlane/kernel';

export class PartTwiceInKit extends DomainError {
  constructor(partNumber: string) {
    super('PARTS.TWICE_IN_KIT', 'invalid', 'A part stands once in a kit, with all that it needs.', {
      partNumber,
      pointer: '/lines',
    });
  }
}

export class KitDefinedMeanwhile extends DomainError {
  constructor(code: string) {
    super('PARTS.KIT_DEFINED_MEANWHILE', 'conflict', 'Somebody else defined this kit at the same time.', { code });
  }
}

export class KitWithdrawnBefore extends DomainError {
  constructor(code: string) {
    super('PARTS.KIT_WITHDRAWN', 'conflict', 'This edition of the kit is withdrawn already.', { code });
  }
}
