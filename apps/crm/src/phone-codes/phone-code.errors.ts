import { DomainError } from '@pitlane/kernel';

/** Wrong, too old, tried too often, used before, or never sent because nobody here has the phone: all read the same. */
export class PhoneCodeNotValid extends DomainError {
  constructor() {
    super('CRM.PHONE_CODE_NOT_VALID', 'invalid', 'The code is wrong or not good any more.', { pointer: '/code' });
  }
}

export class TooManyPhoneCodes extends DomainError {
  constructor() {
    super('CRM.TOO_MANY_PHONE_CODES', 'rate-limited', 'Too many codes were asked for with this phone; wait an hour.');
  }
}
