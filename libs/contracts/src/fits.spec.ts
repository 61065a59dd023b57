import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { eventCatalogue, fits, IN_REQUESTS, Integer, ListOf, OneOf, Text, TextList } from './index.js';

const folder = fileURLToPath(new URL('../samples/', import.meta.url));
const samples = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as { type: string; data: Record<string, unknown> },
);
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- a class that declares nothing is the point
class Nothing {}
const shapes = new Map(eventCatalogue().map(({ type, eventClass }) => [type, eventClass]));
const shapeOf = (type: string) => shapes.get(type) ?? Nothing;

/** As a request is checked: the strictest of all. */
const keepsTheRules = (shape: new () => object, value: object): boolean =>
  validateSync(plainToInstance(shape, structuredClone(value)), {
    ...{ groups: [IN_REQUESTS], always: true, whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true },
  }).length === 0;

/** Every place in a value, as a path. */
const pathsOf = (value: unknown, path: string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))]
    : [path];

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const inner = (value as Record<string, unknown>)[key];
  return Object.assign(copy, { [key]: replaced(inner, rest, by) });
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    ...[undefined, null, true, 0, -1, -0, 1.5, NaN, Infinity, 2 ** 53, 2_000_000_000, '', ' ', '\u200b', '1', [], {}, [[]], [null]],
    ...['a\u0000', '\ud83d\ude97', '\ud83d', 'x'.repeat(600), '😀'.repeat(70), 'not-a-uuid', '01990E40-5B98-769C-AEFA-2CF895CA31BF'],
    ...['00000000-0000-0000-0000-000000000000', '2026-02-30', '2026-11-21', '2026-11-21T01:30:00Z', '2026-11-21T01:30:00'],
    ...['0001-01-01T00:00:00Z', 'appointment', 'counter', 'accepted', '25:00', new Date(0), Symbol.iterator.toString()],
  ),
  fc.string({ unit: 'binary', maxLength: 70 }),
  fc.integer(),
  fc.record({ extra: fc.string() }),
); // prettier-ignore

describe('the quick look at a value', () => {
  it.each(samples.map((sample) => [sample.type, sample.data] as const))('knows a sample of %s', (type, data) => {
    expect(fits(shapeOf(type), data)).toBe(true);
  });

  it('takes nothing that the rules refuse, whatever is put in whatever place', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), odd, ({ type, data }, at, instead) => {
        const paths = pathsOf(data);
        const value = replaced(data, paths[at % paths.length] ?? [], instead);
        if (fits(shapeOf(type), value)) expect(keepsTheRules(shapeOf(type), value as object)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  class Line {
    @Integer({ min: 1, max: 9 }) count!: number;
  }
  class Order {
    @Text(5) note!: string;
    @OneOf(['red', 'blue'], { nullable: true }) colour!: string | null;
    @ListOf(() => Line, { min: 1, max: 2 }) lines!: Line[];
    @TextList({ optional: true, max: 2 }) tags?: string[];
  }
  const order = { note: 'soon', colour: null, lines: [{ count: 1 }] };

  it.each([
    ['all that is asked for', order, true],
    ['what may be left out', { ...order, tags: ['a', 'b'] }, true],
    ['an unknown property', { ...order, status: 'done' }, false],
    ['an unknown property further in', { ...order, lines: [{ count: 1, price: 0 }] }, false],
    ['a missing property', { colour: null, lines: [{ count: 1 }] }, false],
    ['null where it may not be', { ...order, tags: null }, false],
    ['a blank text', { ...order, note: ' ' }, false],
    ['a word too many', { ...order, tags: ['a', 'b', 'c'] }, false],
    ['no line', { ...order, lines: [] }, false],
    ['a line too many', { ...order, lines: [{ count: 1 }, { count: 2 }, { count: 3 }] }, false],
    ['a list', [order], false],
  ])('at %s says so', (_name, value, expected) => {
    expect(fits(Order, value)).toBe(expected);
  });

  it('has no eye for a class that declares nothing', () => {
    expect(fits(Nothing, {})).toBe(false);
  });
});
