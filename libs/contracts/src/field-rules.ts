import { ValidateBy } from 'class-validator';

// PostgreSQL refuses NUL in text; a lone surrogate has no UTF-8 form and would be stored as something else.
export const STORABLE = '^[^\\u0000]*$';
export const isWellFormed = (text: string): boolean => !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
export const IsWellFormed = (): PropertyDecorator =>
  ValidateBy({
    name: 'isWellFormed',
    validator: {
      validate: (value: unknown) => typeof value !== 'string' || isWellFormed(value),
      defaultMessage: () => '$property must be well-formed text',
    },
  });

/** Of rules that hold for what people send to us: events that were said before a rule came must still be read. */
export const IN_REQUESTS = 'requests';

export const BLANK = /^[\s\p{Cf}]+$/u;

/** Text, or each text of a list, shows something: not only spaces and characters without width. */
export const IsNotBlank = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isNotBlank',
      validator: {
        validate: (value: unknown) => [value].flat().every((text) => typeof text !== 'string' || !BLANK.test(text)),
        defaultMessage: () => '$property must not be blank',
      },
    },
    { groups: [IN_REQUESTS] },
  );

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/;
export const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the calendar has that day: not 30 February; and the year is one a dealership can mean. */
export function isRealDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  const year = parsed.getUTCFullYear();
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day) && year >= 1900 && year <= 2200;
}

/** Whether there is that instant; on a real day also in UTC, in which events tell it. */
export function isRealInstant(instant: string): boolean {
  if (!INSTANT.test(instant) || !isRealDay(instant.slice(0, 10))) return false;
  const parsed = new Date(instant);
  return !Number.isNaN(parsed.getTime()) && isRealDay(parsed.toISOString().slice(0, 10));
}

export const IsReal = (name: string, test: (value: string) => boolean, message: string): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value: unknown) => typeof value === 'string' && test(value),
      defaultMessage: () => message,
    },
  });

export const MinItems = (min: number): PropertyDecorator =>
  ValidateBy({
    name: 'arrayMinSize',
    validator: {
      validate: (value: unknown) => Array.isArray(value) && value.length >= min,
      defaultMessage: () => `$property must have at least ${min} items`,
    },
  });

export const EachIsObject = (): PropertyDecorator =>
  ValidateBy({
    name: 'eachIsObject',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) &&
        value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)),
      defaultMessage: () => 'each item of $property must be an object',
    },
  });

export const EachIsText = (): PropertyDecorator =>
  ValidateBy({
    name: 'eachIsText',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) &&
        value.every(
          (item) =>
            typeof item === 'string' && item.length >= 1 && item.length <= 200 && !/\u0000|\p{Surrogate}/u.test(item),
        ),
      defaultMessage: () => 'each item of $property must be text of 1 to 200 characters',
    },
  });
