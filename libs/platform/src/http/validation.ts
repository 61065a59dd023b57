import { fits, hydrate, IN_REQUESTS } from '@pitlane/contracts';
import { DomainError } from '@pitlane/kernel';
import {
  type ArgumentMetadata,
  type ValidationError,
  ValidationPipe,
  type ValidationPipeOptions,
} from '@nestjs/common';

/** Where (JSON pointer) and why (stable code) an input is wrong. Never its value. */
export interface InputError {
  readonly pointer: string;
  readonly code: string;
}

export class InvalidInput extends DomainError {
  constructor(readonly errors: readonly InputError[]) {
    const unknownField = errors.length > 0 && errors.every(({ code }) => code === 'unknown_field');
    super(
      unknownField ? 'unknown_field' : 'validation_failed',
      'invalid',
      `The input is wrong in ${errors.length} place(s).`,
    );
  }
}

const CODES: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown_field',
  unknownValue: 'unknown_field',
  isIn: 'not_an_option',
  isNotBlank: 'blank',
  isVin: 'invalid_vin',
  isPlate: 'invalid_plate',
  isPhone: 'invalid_phone',
};

const codeOf = (rule: string): string => CODES[rule] ?? rule.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();

const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 80);

function flatten(errors: readonly ValidationError[], parent = ''): InputError[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${escape(error.property)}`;
    const [firstRule] = Object.keys(error.constraints ?? {});
    const own =
      firstRule === undefined
        ? []
        : [{ pointer, code: error.value === undefined ? missingOr(firstRule) : codeOf(firstRule) }];
    return [...own, ...flatten(error.children ?? [], pointer)];
  });
}

const missingOr = (rule: string): string => (rule === 'whitelistValidation' ? 'unknown_field' : 'missing');

/** Every body and query: unknown fields refused, nothing converted by guess, all mistakes named at once. */
const VALIDATION: ValidationPipeOptions = {
  // The rules for requests, and those for everything.
  groups: [IN_REQUESTS],
  always: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  transform: true,
  validationError: { target: false, value: true },
  exceptionFactory: (errors: ValidationError[]) => new InvalidInput(flatten(errors).slice(0, 50)),
};

/** A body that plainly fits is taken at once; any other, and every query, goes through the rules, which name what is wrong. */
export class RequestPipe extends ValidationPipe {
  constructor() {
    super(VALIDATION);
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    if (type !== 'body' || !metatype || !fits(metatype, value)) return super.transform(value, metadata);
    return hydrate(metatype, value as Record<string, unknown>);
  }
}
