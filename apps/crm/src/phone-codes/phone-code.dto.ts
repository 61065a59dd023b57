import { Code, Instant, Integer, Text, Uuid } from '@pitlane/contracts';
import { MAINLAND_MOBILE } from '../customers/customer.entity.js';
import type { PhoneCode } from './phone-code.entity.js';

export class AskPhoneCode {
  /** The store that the customer wants to visit, and is known to. */
  @Code() storeId!: string;
  /** Mainland mobile: `13812345678`. */
  @Text(11, { min: 11, pattern: MAINLAND_MOBILE }) phone!: string;
}

export class CheckPhoneCode {
  @Code() storeId!: string;
  @Uuid() phoneCodeId!: string;
  /** Six digits, as the message says them. */
  @Text(6, { min: 6, pattern: /^\d{6}$/ }) code!: string;
}

export class PhoneCodeView {
  @Uuid() phoneCodeId!: string;
  @Instant() expiresAt!: string;

  static of({ id, expiresAt }: PhoneCode): PhoneCodeView {
    return { phoneCodeId: id, expiresAt: expiresAt.toISOString() };
  }
}

export class CustomerPassView {
  /** Bearer token of the customer in that store, for the routes of appointments under `/v1/own`. */
  @Text(4000) pass!: string;
  @Integer() expiresInSeconds!: number;
}
