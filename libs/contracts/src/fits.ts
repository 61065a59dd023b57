import { BLANK, DAY, isRealDay, isRealInstant } from './field-rules.js';
import { type Field, fieldsOf, type JsonSchema, type Shape } from './fields.js';

type Test = (value: unknown) => boolean;

const testsByShape = new Map<Shape, ReadonlyMap<string, Test>>();

/**
 * Whether it is plain to see that a value is of the shape: every declared property holds what it must, and there is no other.
 * It never says yes where a rule of the fields says no, not even one that is for requests alone; where it says no, the rules have
 * the word, and the names of what is wrong. It costs a twentieth of them.
 */
export function fits(shape: Shape, value: unknown): boolean {
  if (!isObject(value)) return false;
  const tests = testsOf(shape);
  if (tests.size === 0 || Object.keys(value).some((key) => !tests.has(key))) return false;
  for (const [key, test] of tests) if (!test(value[key])) return false;
  return true;
}

function testsOf(shape: Shape): ReadonlyMap<string, Test> {
  const known = testsByShape.get(shape);
  if (known) return known;
  const tests = new Map(fieldsOf(shape).map((field) => [field.key, testOf(field)]));
  testsByShape.set(shape, tests);
  return tests;
}

function testOf({ schema, required, nullable, nested, list }: Field): Test {
  const holds = nested ? nestedTest(nested, list, schema) : valueTest(schema);
  return (value) => (value === undefined ? !required : value === null ? nullable : holds(value));
}

const nestedTest = (nested: () => Shape, list: boolean, schema: JsonSchema): Test =>
  list ? listTest((item) => fits(nested(), item), schema) : (value) => fits(nested(), value);

const listTest =
  (ofItem: Test, { minItems = 0, maxItems = 0 }: JsonSchema): Test =>
  (value) =>
    Array.isArray(value) && value.length >= Number(minItems) && value.length <= Number(maxItems) && value.every(ofItem);

function valueTest(schema: JsonSchema): Test {
  switch (schema['type']) {
    case 'string':
      return textTest(schema);
    case 'integer':
      return integerTest(schema);
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'array':
      return listTest(valueTest(schema['items'] as JsonSchema), schema);
    default:
      return () => false;
  }
}

const integerTest =
  ({ minimum, maximum }: JsonSchema): Test =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= Number(minimum) && Number(value) <= Number(maximum);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  uuid: (text) => UUID.test(text),
  'date-time': isRealInstant,
  date: (text) => DAY.test(text) && isRealDay(text),
};
// Characters outside of the basic plane count once and are two units: the rules know how.
const UNPLAIN = /[\u0000\ud800-\udfff]/;

function textTest({ enum: words, format, minLength = 0, maxLength = 0, pattern }: JsonSchema): Test {
  if (Array.isArray(words)) return (value) => words.includes(value);
  if (typeof format === 'string') {
    const isOfFormat = FORMATS[format] ?? (() => false);
    return (value) => typeof value === 'string' && isOfFormat(value);
  }
  const matching = new RegExp(String(pattern));
  return (value) =>
    typeof value === 'string' &&
    value.length >= Number(minLength) &&
    value.length <= Number(maxLength) &&
    matching.test(value) &&
    !UNPLAIN.test(value) &&
    !BLANK.test(value);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
