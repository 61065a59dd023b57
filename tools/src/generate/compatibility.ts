import type { JsonSchema } from '@pitlane/contracts';

/** The committed schemas of a revision, by file name. */
export type Schemas = ReadonlyMap<string, JsonSchema>;

/**
 * What in the new contracts breaks somebody who keeps to the old ones; empty when nothing does.
 *
 * A consumer must be able to read both what is in the stream and what will come. So of a published property nothing
 * may change: narrowed, stored events no longer hold; widened, consumers that have not been updated refuse new events.
 * What may come is a new event, a new optional property, another description.
 */
export function breakingChanges(before: Schemas, after: Schemas): string[] {
  return [...before].flatMap(([file, old]) => {
    const name = file.replace(/\.json$/, '');
    const now = after.get(file);
    return now ? compareValues(resolved(old, old), resolved(now, now), name) : [`${name}: removed`];
  });
}

/** Golden samples that were changed or removed: they are what an older program wrote, and stay for ever. */
export function lostSamples(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before]
    .filter(([file, text]) => after.get(file) !== text)
    .map(([file]) => `sample ${file}: ${after.has(file) ? 'changed' : 'removed'}`);
}

/** A schema with its references followed, nullable said by a keyword of its own, and annotations left out. */
interface Resolved {
  readonly constraints: ReadonlyMap<string, unknown>;
  readonly properties: ReadonlyMap<string, Resolved>;
  readonly required: ReadonlySet<string>;
  readonly items: Resolved | undefined;
}

const ANNOTATIONS = new Set(['$schema', '$id', '$defs', 'title', 'description', 'examples', 'default']);
const STRUCTURE = new Set(['properties', 'required', 'items']);

function resolved(schema: JsonSchema, root: JsonSchema): Resolved {
  const flat = flattened(schema, root);
  const {
    properties = {},
    required = [],
    items,
  } = flat as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
    items?: JsonSchema;
  };
  const constraints = Object.entries(flat).filter(([keyword]) => !ANNOTATIONS.has(keyword) && !STRUCTURE.has(keyword));
  return {
    constraints: new Map(constraints),
    properties: new Map(Object.entries(properties).map(([key, value]) => [key, resolved(value, root)])),
    required: new Set(required),
    items: items && resolved(items, root),
  };
}

function flattened(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const { $ref, anyOf, ...rest } = schema as { $ref?: string; anyOf?: JsonSchema[] };
  if ($ref !== undefined) return { ...flattened(definition(root, $ref), root), ...rest };
  const [value, ...others] = anyOf ?? [];
  if (!value) return schema;
  return { ...flattened(value, root), ...rest, nullable: others.some(({ type }) => type === 'null') };
}

function definition(root: JsonSchema, ref: string): JsonSchema {
  const name = ref.replace('#/$defs/', '');
  const found = (root['$defs'] as Record<string, JsonSchema> | undefined)?.[name];
  if (!found) throw new Error(`${ref} is not defined`);
  return found;
}

function compareValues(old: Resolved, now: Resolved, path: string): string[] {
  const [was, is] = [old.constraints.get('type'), now.constraints.get('type')];
  if (was !== is) return [`${path}: retyped from ${String(was)} to ${String(is)}`];
  const keywords = new Set([...old.constraints.keys(), ...now.constraints.keys()]);
  const changes = [...keywords].flatMap((keyword) =>
    compareKeyword(keyword, old.constraints.get(keyword), now.constraints.get(keyword)),
  );
  return [
    ...changes.map((change) => `${path}: ${change}`),
    ...compareProperties(old, now, path),
    ...(old.items && now.items ? compareValues(old.items, now.items, `${path}[]`) : []),
  ];
}

function compareProperties(old: Resolved, now: Resolved, path: string): string[] {
  const known = [...old.properties].flatMap(([key, was]) => {
    const is = now.properties.get(key);
    if (!is) return [`${path}.${key}: removed`];
    return [
      ...compareRequired(old.required.has(key), now.required.has(key), `${path}.${key}`),
      ...compareValues(was, is, `${path}.${key}`),
    ];
  });
  const added = [...now.required].filter((key) => !old.properties.has(key));
  return [...known, ...added.map((key) => `${path}.${key}: new, and required`)];
}

function compareRequired(was: boolean, is: boolean, path: string): string[] {
  if (was === is) return [];
  return [is ? `${path}: narrowed, now required` : `${path}: widened, no longer required`];
}

function compareKeyword(keyword: string, was: unknown, is: unknown): string[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  if (keyword === 'enum') return compareWords(asWords(was), asWords(is));
  const change = `${keyword} ${shown(was)} became ${shown(is)}`;
  const direction = directionOf(keyword, was, is);
  return [direction ? `${direction}, ${change}` : change];
}

function compareWords(was: readonly string[], is: readonly string[]): string[] {
  const removed = was.filter((word) => !is.includes(word));
  const added = is.filter((word) => !was.includes(word));
  return [
    ...(removed.length > 0 ? [`narrowed, no longer ${removed.join(', ')}`] : []),
    ...(added.length > 0 ? [`widened, now also ${added.join(', ')}`] : []),
  ];
}

function directionOf(keyword: string, was: unknown, is: unknown): 'narrowed' | 'widened' | undefined {
  if (keyword === 'nullable') return is === true ? 'widened' : 'narrowed';
  if (was === undefined) return 'narrowed';
  if (is === undefined) return 'widened';
  const grew = Number(is) > Number(was);
  if (keyword.startsWith('min')) return grew ? 'narrowed' : 'widened';
  if (keyword.startsWith('max')) return grew ? 'widened' : 'narrowed';
  return undefined;
}

const asWords = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const shown = (value: unknown): string => (value === undefined ? '(none)' : JSON.stringify(value));
