import { DomainError } from '@pitlane/kernel';

export class SupplierCodeTaken extends DomainError {
  constructor(code: string) {
    super('PARTS.SUPPLIER_CODE_TAKEN', 'conflict', 'The store has a supplier with this code already.', { code });
  }
}

/** Nobody orders from it (PRT-8). */
export class SupplierIsBlocked extends DomainError {
  constructor(code: string, reason: string) {
    super('PARTS.SUPPLIER_BLOCKED', 'conflict', 'The supplier is blocked.', { code, reason });
  }
}

export class SupplierNotBlocked extends DomainError {
  constructor(code: string) {
    super('PARTS.SUPPLIER_NOT_BLOCKED', 'conflict', 'The supplier is not blocked.', { code });
  }
}

export class PriceNamedTwice extends DomainError {
  constructor(partNumber: string, validFrom: string) {
    super('PARTS.PRICE_NAMED_TWICE', 'invalid', 'A part has one price from one day on.', { partNumber, validFrom });
  }
}
