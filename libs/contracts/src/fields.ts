import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsNotEmpty, IsObject, IsString, IsUUID, Matches, Max, MaxLength, Min, MinLength,
  ValidateIf, ValidateNested,
} from 'class-validator'; // prettier-ignore
import {
  DAY,
  EachIsObject,
  EachIsText,
  IsNotBlank,
  IsReal,
  isRealDay,
  isRealInstant,
  IsWellFormed,
  MinItems,
  STORABLE,
} from './field-rules.js';

/** A class whose properties are declared with the fields of this file. */
export type Shape = abstract new () => object;

/** A fragment of JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a declared property holds; from it come the JSON Schema of an event and the OpenAPI of a request or view. */
export interface Field {
  readonly key: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
  readonly nullable: boolean;
  /** The shape of a nested object, or of each item of a list. */
  readonly nested?: () => Shape;
  readonly list: boolean;
}

export interface FieldOptions {
  /** May be left out. Null is refused all the same. */
  optional?: boolean;
  /** May be null: known to be empty. */
  nullable?: boolean;
  description?: string;
}

const fieldsByShape = new Map<unknown, Field[]>();

/** The declared properties of a shape, inherited ones first. */
export function fieldsOf(shape: unknown): readonly Field[] {
  if (typeof shape !== 'function' || shape === Function.prototype) return [];
  return [...fieldsOf(Object.getPrototypeOf(shape)), ...(fieldsByShape.get(shape) ?? [])];
}

/** Every shape with at least one declared property. */
export function declaredShapes(): readonly unknown[] {
  return [...fieldsByShape.keys()];
}

interface Declaration extends FieldOptions {
  schema: JsonSchema;
  nested?: () => Shape;
  list?: boolean;
}

function declare(declaration: Declaration, ...rules: PropertyDecorator[]): PropertyDecorator {
  const { schema, nested, list = false, optional = false, nullable = false, description } = declaration;
  return (prototype, key) => {
    const name = String(key);
    if (optional || nullable) {
      ValidateIf((_object, value) => !(optional && value === undefined) && !(nullable && value === null))(
        prototype,
        name,
      );
    }
    for (const rule of rules) rule(prototype, key);
    const field: Field = {
      key: name,
      schema: description ? { ...schema, description } : schema,
      required: !optional,
      nullable,
      list,
      ...(nested && { nested }),
    };
    const shape = prototype.constructor;
    fieldsByShape.set(shape, [...(fieldsByShape.get(shape) ?? []), field]);
  };
}

const LOWER_CASE = /^[^A-Z]*$/;

const UUID: JsonSchema = { type: 'string', format: 'uuid', pattern: LOWER_CASE.source };

/** UUID in lower case, of any version. */
export const Uuid = (options: FieldOptions = {}): PropertyDecorator =>
  declare({ ...options, schema: UUID }, IsUUID(), Matches(LOWER_CASE, { message: '$property must be in lower case' }));

export interface TextOptions extends FieldOptions {
  min?: number;
  pattern?: RegExp;
}

/** Text of `min` (default 1) to `max` characters; in a request not blank. */
export const Text = (max: number, { min = 1, pattern, ...options }: TextOptions = {}): PropertyDecorator =>
  declare(
    { ...options, schema: { type: 'string', minLength: min, maxLength: max, pattern: pattern?.source ?? STORABLE } },
    IsString(),
    MinLength(min),
    MaxLength(max),
    IsWellFormed(),
    ...(pattern ? [Matches(pattern)] : [IsNotBlank()]),
  );

/** A short identifier of the trade: operation code, part number, staff id. */
export const Code = (options: FieldOptions = {}): PropertyDecorator =>
  Text(64, { ...options, pattern: /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/ });

export interface IntegerOptions extends FieldOptions {
  min?: number;
  max?: number;
}

/** A whole number, by default 0 to 2^53−1. */
export const Integer = ({
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
  ...options
}: IntegerOptions = {}): PropertyDecorator =>
  declare({ ...options, schema: { type: 'integer', minimum: min, maximum: max } }, IsInt(), Min(min), Max(max));

/** ¥1 billion. */
export const MOST_FEN = 100_000_000_000;

/** An amount of money in fen, at most ¥1 billion. */
export const Fen = (options: IntegerOptions = {}): PropertyDecorator => Integer({ max: MOST_FEN, ...options });

/** Flat-rate labor in hundredths of an hour: 150 is 1.50 h. */
export const Hundredths = (options: IntegerOptions = {}): PropertyDecorator => Integer({ max: 100_000, ...options });

/** A quantity in thousandths of the stocking unit: 4500 is 4.5 l. */
export const Thousandths = (options: IntegerOptions = {}): PropertyDecorator =>
  Integer({ max: 1_000_000_000, ...options });

/** A distance in whole kilometres. */
export const Kilometres = (options: IntegerOptions = {}): PropertyDecorator => Integer({ max: 3_000_000, ...options });

export const Flag = (options: FieldOptions = {}): PropertyDecorator =>
  declare({ ...options, schema: { type: 'boolean' } }, IsBoolean());

/** One of a closed set of words. */
export const OneOf = (values: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  declare({ ...options, schema: { type: 'string', enum: values } }, IsIn(values));

/** An instant with its offset, ISO 8601: `2026-11-21T01:30:00Z`. */
export const Instant = (options: FieldOptions = {}): PropertyDecorator =>
  declare(
    { ...options, schema: { type: 'string', format: 'date-time' } },
    IsReal('isInstant', isRealInstant, '$property must be an instant with its offset, such as 2026-11-21T01:30:00Z'),
  );

/** A calendar day: `2026-11-21`. */
export const Day = (options: FieldOptions = {}): PropertyDecorator =>
  declare(
    { ...options, schema: { type: 'string', format: 'date' } },
    IsReal(
      'isDay',
      (value) => DAY.test(value) && isRealDay(value),
      '$property must be a calendar day, such as 2026-11-21',
    ),
  );

/** A wall-clock time in the store's zone: `09:30`. */
export const TimeOfDay = (options: FieldOptions = {}): PropertyDecorator =>
  Text(5, { ...options, pattern: /^(?:[01]\d|2[0-3]):[0-5]\d$/ });

/** A nested object. */
export const Nested = (shape: () => Shape, options: FieldOptions = {}): PropertyDecorator =>
  declare({ ...options, schema: {}, nested: shape }, IsObject(), ValidateNested(), Type(shape));

export interface ListOptions extends FieldOptions {
  /** Most items; default 200. */
  max?: number;
  /** Fewest items; default 0. */
  min?: number;
}

/** A list of nested objects. */
export const ListOf = (shape: () => Shape, { max = 200, min = 0, ...options }: ListOptions = {}): PropertyDecorator =>
  declare(
    { ...options, schema: { minItems: min, maxItems: max }, nested: shape, list: true },
    IsArray(),
    ArrayMaxSize(max),
    ...(min > 0 ? [IsNotEmpty(), MinItems(min)] : []),
    ValidateNested({ each: true }),
    EachIsObject(),
    Type(shape),
  );

/** A list of short texts; with `values`, each one of a closed set. */
export const TextList = ({
  max = 200,
  min = 0,
  values,
  ...options
}: ListOptions & { values?: readonly string[] } = {}): PropertyDecorator =>
  declare(
    {
      ...options,
      schema: {
        type: 'array',
        minItems: min,
        maxItems: max,
        items: values
          ? { type: 'string', enum: values }
          : { type: 'string', minLength: 1, maxLength: 200, pattern: STORABLE },
      },
    },
    IsArray(),
    ArrayMaxSize(max),
    ...(min > 0 ? [MinItems(min)] : []),
    ...(values ? [IsIn(values, { each: true })] : [EachIsText(), IsNotBlank()]),
  );

/** A list of UUIDs in lower case. */
export const UuidList = ({ max = 200, min = 0, ...options }: ListOptions = {}): PropertyDecorator =>
  declare(
    { ...options, schema: { type: 'array', minItems: min, maxItems: max, items: UUID } },
    IsArray(),
    ArrayMaxSize(max),
    ...(min > 0 ? [MinItems(min)] : []),
    IsUUID(undefined, { each: true }),
    Matches(LOWER_CASE, { each: true, message: 'each item of $property must be in lower case' }),
  );
