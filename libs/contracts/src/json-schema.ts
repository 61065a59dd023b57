import { type Field, fieldsOf, type JsonSchema, type Shape } from './fields.js';

/** The reference by which a document points to a nested shape: `#/$defs/PartLine`. */
export type RefOf = (shape: Shape) => string;

/** What is said about a shape, or about one of its properties; undefined when nothing is. */
export type Describe = (shape: Shape, key?: string) => string | undefined;

const nothing: Describe = () => undefined;

/** The schema of one property; serves JSON Schema 2020-12 and OpenAPI 3.1 alike, which differ only in `refOf`. */
export function propertySchema(field: Field, refOf: RefOf): JsonSchema {
  const { description, ...constraints } = field.schema;
  const value = field.nested ? nestedSchema(constraints, field.list, refOf(field.nested())) : constraints;
  const schema = field.nullable ? { anyOf: [value, { type: 'null' }] } : value;
  return description === undefined ? schema : { description, ...schema };
}

function nestedSchema(constraints: JsonSchema, list: boolean, $ref: string): JsonSchema {
  return list ? { type: 'array', ...constraints, items: { $ref } } : { ...constraints, $ref };
}

/** The schema of a shape's own properties. Further properties are allowed: a consumer ignores what it does not know. */
export function objectSchema(shape: Shape, refOf: RefOf, describe: Describe = nothing): JsonSchema {
  const fields = fieldsOf(shape);
  const required = fields.filter((field) => field.required).map((field) => field.key);
  const properties = fields.map((field) => {
    return [field.key, { ...descriptionOf(shape, describe, field.key), ...propertySchema(field, refOf) }] as const;
  });
  return {
    ...descriptionOf(shape, describe),
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
  };
}

const descriptionOf = (shape: Shape, describe: Describe, key?: string): JsonSchema => {
  const description = describe(shape, key);
  return description === undefined ? {} : { description };
};

/**
 * The shapes nested in a shape at any depth, by class name in alphabetical order.
 * @throws Error when two of them share a name
 */
export function nestedShapes(shape: Shape): ReadonlyMap<string, Shape> {
  const found = new Map<string, Shape>();
  const visit = (parent: Shape): void => {
    for (const { nested } of fieldsOf(parent)) {
      const child = nested?.();
      if (!child || found.get(child.name) === child) continue;
      if (found.has(child.name)) throw new Error(`two shapes nested in ${shape.name} are called ${child.name}`);
      found.set(child.name, child);
      visit(child);
    }
  };
  visit(shape);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The whole JSON Schema (draft 2020-12) of a shape, nested shapes under `$defs`. */
export function jsonSchemaOf(shape: Shape, describe: Describe = nothing): JsonSchema {
  const refOf: RefOf = ({ name }) => `#/$defs/${name}`;
  const $defs = [...nestedShapes(shape)].map(
    ([name, nested]) => [name, objectSchema(nested, refOf, describe)] as const,
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: shape.name,
    ...objectSchema(shape, refOf, describe),
    ...($defs.length > 0 && { $defs: Object.fromEntries($defs) }),
  };
}
