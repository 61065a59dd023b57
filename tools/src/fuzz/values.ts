import fc from 'fast-check';
import type { Schema } from './schema.js';

/** Ids that the services have named so far: a request that knows one gets further. */
export class KnownIds {
  private readonly ids: string[] = [];
  private readonly seen = new Set<string>();

  /** Remembers every id in an answer, as many as a run needs. */
  learn(text: string): void {
    for (const [id] of text.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g)) {
      if (this.seen.has(id) || this.ids.length >= 5_000) continue;
      this.seen.add(id);
      this.ids.push(id);
    }
  }

  /** One that is known, in most cases. */
  arbitrary(): fc.Arbitrary<string> {
    const known = fc.nat().map((n) => this.ids[n % Math.max(this.ids.length, 1)]);
    return fc
      .tuple(fc.integer({ min: 1, max: 10 }), known, fc.uuid())
      .map(([n, id, other]) => (id && n > 2 ? id : other));
  }
}

const WORDS = [
  'SH001',
  'BJ001',
  '浦东',
  'oil',
  '=1+1',
  "'; DROP TABLE part; --",
  '<b>',
  'e\u0301',
  '\u202e',
  '\r\nSet-Cookie: a',
  '🚗',
];

/** Values that a schema allows. */
export function allowedBy(
  schema: Schema,
  refs: Readonly<Record<string, Schema>>,
  ids: KnownIds,
): fc.Arbitrary<unknown> {
  const inner = (part: Schema): fc.Arbitrary<unknown> => allowedBy(part, refs, ids);
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return fc.constant(0).chain(() => inner(refs[name] ?? {}));
  }
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(inner));
  const types = [schema.type ?? 'object'].flat();
  const arbitraries = types.map((type) => (type === 'null' ? fc.constant(null) : ofType(type, schema, { inner, ids })));
  return fc.oneof(...arbitraries);
}

interface Inside {
  inner: (part: Schema) => fc.Arbitrary<unknown>;
  ids: KnownIds;
}

function ofType(type: string, schema: Schema, { inner, ids }: Inside): fc.Arbitrary<unknown> {
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return wholeNumber(schema);
    case 'array': {
      const minLength = schema.minItems ?? 0;
      return fc.array(inner(schema.items ?? {}), { minLength, maxLength: Math.max(minLength, 3) });
    }
    case 'string':
      return text(schema, ids);
    default: {
      const fields = Object.entries(schema.properties ?? {}).map(([name, part]) => [name, inner(part)]);
      return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
        requiredKeys: (schema.required ?? []).filter((name) => schema.properties?.[name]),
      });
    }
  }
}

function wholeNumber({ minimum = -1_000_000, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> {
  const near = { min: minimum, max: Math.min(maximum, minimum + 5_000) };
  return fc.oneof({ arbitrary: fc.integer(near), weight: 4 }, fc.constantFrom(minimum, maximum));
}

function text({ format, pattern, minLength = 0, maxLength = 40 }: Schema, ids: KnownIds): fc.Arbitrary<string> {
  if (format === 'uuid') return ids.arbitrary();
  const instants = { min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true };
  if (format === 'date-time') return fc.date(instants).map((date) => date.toISOString());
  if (format === 'date') return fc.date(instants).map((date) => date.toISOString().slice(0, 10));
  const fits = (word: string): boolean =>
    word.length >= minLength && word.length <= maxLength && (pattern === undefined || new RegExp(pattern).test(word));
  const own = pattern === undefined ? plainText(minLength, maxLength) : matching(pattern, { minLength, maxLength });
  const odd = WORDS.filter(fits).map((word) => fc.constant(word));
  return fc.oneof({ arbitrary: own.filter(fits), weight: 3 }, ...odd);
}

const plainText = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ minLength, maxLength: Math.min(maxLength, Math.max(minLength, 60)) });

/** Patterns with bounded length are matched at once; the rest is a plain text that keeps out what the pattern forbids. */
function matching(pattern: string, length: { minLength: number; maxLength: number }): fc.Arbitrary<string> {
  if (pattern.startsWith('^[^')) return plainText(Math.max(length.minLength, 1), length.maxLength);
  return fc.stringMatching(new RegExp(pattern)).map((word) => word.slice(0, length.maxLength));
}

const NASTY: readonly unknown[] = [
  null, '', ' ', 0, -0, -1, 0.5, 1e21, 9_007_199_254_740_993, '1', true, [], {}, [null], 'x'.repeat(100_000), 'a\u0000b', '\ud800', '\ufeff',
  '2026-02-30', '2026-13-01T00:00:00Z', '9999-12-31T23:59:59Z', '../../etc/passwd', '00000000-0000-0000-0000-000000000000', { a: { b: {} } },
]; // prettier-ignore
const FOREIGN = ['storeId', 'status', 'version', 'approvedBy', 'priceFen', '__proto__', 'constructor', 'id', 'groupId'];

type Change = { how: 'replace' | 'drop' | 'add'; at: number; nasty: unknown; name: string };

const change: fc.Arbitrary<Change> = fc.record({
  how: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'add'),
  at: fc.nat(),
  nasty: fc.constantFrom(...NASTY),
  name: fc.constantFrom(...FOREIGN),
});

/** An allowed value with one thing in it that is not: another value, one too few or one too many. */
export function spoiled(allowed: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(allowed, change).map(([value, what]) => spoil(structuredClone(value), what));
}

function spoil(value: unknown, { how, at, nasty, name }: Change): unknown {
  const places = placesIn(value);
  const place = places[at % Math.max(places.length, 1)];
  if (how === 'add' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    Object.defineProperty(value, name, { value: nasty ?? 'x', enumerable: true, configurable: true });
    return value;
  }
  if (!place) return nasty;
  if (how === 'drop') Reflect.deleteProperty(place.owner, place.key);
  else Reflect.set(place.owner, place.key, nasty);
  return value;
}

interface Place {
  owner: object;
  key: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [{ owner: value, key }, ...placesIn(part)]);
}

/** Bytes of a text with a few of them changed, lost, doubled or cut off. */
export function brokenBytes(text: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
  const cut = fc.record({
    how: fc.constantFrom('flip', 'drop', 'double', 'end', 'insert'),
    at: fc.nat(),
    byte: fc.nat({ max: 255 }),
  });
  return fc.tuple(text, fc.array(cut, { minLength: 1, maxLength: 4 })).map(([whole, cuts]) =>
    cuts.reduce<Buffer>((bytes, { how, at, byte }) => {
      const position = at % Math.max(bytes.length, 1);
      const [before, after] = [bytes.subarray(0, position), bytes.subarray(position)];
      if (how === 'end') return before;
      if (how === 'insert') return Buffer.concat([before, Buffer.from([byte]), after]);
      if (how === 'double') return Buffer.concat([before, after.subarray(0, 8), after]);
      const rest = after.subarray(1);
      return how === 'drop' ? Buffer.concat([before, rest]) : Buffer.concat([before, Buffer.from([byte]), rest]);
    }, Buffer.from(whole)),
  );
}
