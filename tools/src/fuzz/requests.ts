import fc from 'fast-check';
import { type OpenApi, type Operation, operationsOf, type Schema } from './schema.js';
import { allowedBy, brokenBytes, type KnownIds, spoiled } from './values.js';

/** One request, ready to be sent. */
export interface Shot {
  readonly operation: Operation;
  /** Staff id; empty without a token. */
  readonly user: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
  readonly kind: Kind;
}

export type Kind = 'allowed' | 'spoiled' | 'any JSON' | 'broken bytes' | 'odd headers';

const SPOILING: readonly Kind[] = ['spoiled', 'spoiled', 'any JSON', 'broken bytes', 'odd headers'];
const KINDS: readonly Kind[] = ['allowed', 'allowed', 'allowed', ...SPOILING];

const ODD_HEADERS: readonly Record<string, string>[] = [
  { 'idempotency-key': '' }, { 'idempotency-key': 'k'.repeat(300) }, { 'idempotency-key': 'with blank' }, { 'if-match': '"x"' },
  { 'if-match': '"999999999"' }, { 'content-type': 'text/plain' }, { 'content-type': 'application/json; charset=latin1' },
  { 'pitlane-store': 'BJ001' }, { 'pitlane-store': '*' }, { 'content-encoding': 'gzip' }, { traceparent: 'x'.repeat(4_000) },
  { authorization: 'Bearer x.y.z' }, { 'x-forwarded-for': '1.2.3.4' },
]; // prettier-ignore
const ODD_SEGMENTS = [
  '..',
  '%2e%2e%2f',
  'x'.repeat(5_000),
  '0',
  '-1',
  '1e9',
  'null',
  '%00',
  'SH001',
  "'",
  'A'.repeat(36),
];

export interface Aim {
  readonly document: OpenApi;
  readonly ids: KnownIds;
  /** Staff who may knock, by role. */
  readonly staff: Readonly<Record<string, string>>;
}

/** Arbitrary requests to the routes of one service. */
export class Requests {
  readonly operations: readonly Operation[];
  private readonly arbitraries = new Map<string, fc.Arbitrary<Shot>>();

  constructor(private readonly aim: Aim) {
    this.operations = operationsOf(aim.document);
  }

  /** As many requests as asked for; the same ones for the same seed as long as the services name the same ids. */
  sample(numRuns: number, { seed, spoiling }: { seed: number; spoiling: boolean }): Shot[] {
    const usable = spoiling
      ? this.operations.filter(({ method, roles }) => method !== 'GET' && roles.length > 0)
      : this.operations;
    const shot = fc.constantFrom(...usable).chain((operation) => this.shotAt(operation, spoiling));
    return fc.sample(shot, { numRuns, seed });
  }

  private shotAt(operation: Operation, spoiling: boolean): fc.Arbitrary<Shot> {
    const key = `${operation.method} ${operation.path} ${spoiling}`;
    const known = this.arbitraries.get(key) ?? this.build(operation, spoiling);
    this.arbitraries.set(key, known);
    return known;
  }

  private build(operation: Operation, spoiling: boolean): fc.Arbitrary<Shot> {
    const kinds = spoiling ? SPOILING : KINDS;
    const chances = fc.record({
      kind: fc.constantFrom(...kinds),
      user: this.user(operation),
      target: this.target(operation),
      odd: fc.constantFrom(...ODD_HEADERS),
      key: fc.uuid(),
    });
    return chances.chain(({ kind, user, target, odd, key }) =>
      this.body(operation, kind).map((body) => {
        const headers = {
          ...(operation.method !== 'GET' && { 'idempotency-key': key, 'content-type': 'application/json' }),
          'pitlane-store': 'SH001',
          ...(kind === 'odd headers' && odd),
        };
        return { operation, user, target, headers, body, kind };
      }),
    );
  }

  /** Somebody whom the route lets in, in most cases. */
  private user({ roles }: Operation): fc.Arbitrary<string> {
    const welcome = roles.flatMap((role) => this.aim.staff[role] ?? []);
    const anybody = [...Object.values(this.aim.staff), ''];
    return fc.tuple(fc.nat({ max: 9 }), fc.nat()).map(([n, who]) => {
      const among = welcome.length > 0 && n > 0 ? welcome : anybody;
      return among[who % among.length] ?? '';
    });
  }

  private target({ path, parameters }: Operation): fc.Arbitrary<string> {
    const segment = fc.oneof({ arbitrary: this.aim.ids.arbitrary(), weight: 9 }, fc.constantFrom(...ODD_SEGMENTS));
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const inPath = fc.tuple(
      ...names.map((name) => (name === 'storeId' ? fc.constantFrom('SH001', 'BJ001', 'x') : segment)),
    );
    const query = parameters.filter((parameter) => parameter.in === 'query');
    const values = query.map(({ name, schema, required }) =>
      this.queryValue(schema ?? {}).map((value) => ({ name, value, wanted: required === true })),
    );
    const inQuery = fc.tuple(fc.nat(), ...values);
    return fc.tuple(inPath, inQuery).map(([words, [mask, ...chosen]]) => {
      let next = 0;
      const filled = path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(words[next++] ?? ''));
      const kept = chosen.filter(({ wanted }, index) => wanted || ((mask >> (index % 8)) & 1) === 1);
      const search = new URLSearchParams(kept.map(({ name, value }): [string, string] => [name, value])).toString();
      return search ? `${filled}?${search}` : filled;
    });
  }

  private queryValue(schema: Schema): fc.Arbitrary<string> {
    const allowed = this.allowed(schema).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
    const odd = fc.constantFrom('', '0', '-1', '1e9', 'x'.repeat(3_000), "'", '\u0000', '2026-02-30', '[]');
    return fc.oneof({ arbitrary: allowed, weight: 6 }, odd);
  }

  private body({ method, body }: Operation, kind: Kind): fc.Arbitrary<string | Buffer | undefined> {
    if (method === 'GET') return fc.constant(undefined);
    const allowed = this.allowed(body ?? {});
    const asText = (value: unknown): string => JSON.stringify(value);
    if (kind === 'spoiled') return spoiled(allowed).map(asText);
    if (kind === 'any JSON') return fc.jsonValue({ maxDepth: 4 }).map(asText);
    if (kind === 'broken bytes') return brokenBytes(allowed.map(asText));
    return allowed.map(asText);
  }

  private allowed(schema: Schema): fc.Arbitrary<unknown> {
    return allowedBy(schema, this.aim.document.components.schemas, this.aim.ids);
  }
}
