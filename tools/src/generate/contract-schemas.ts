import {
  type Describe,
  Envelope,
  eventCatalogue,
  type JsonSchema,
  jsonSchemaOf,
  schemaUri,
  type Shape,
} from '@pitlane/contracts';

/** The committed schemas by file name: the envelope's, and that of each event's data. */
export function contractSchemas(describe: Describe): ReadonlyMap<string, JsonSchema> {
  const shapes: [string, Shape][] = [
    ['envelope', Envelope],
    ...eventCatalogue().map(({ type, eventClass }): [string, Shape] => [type, eventClass]),
  ];
  return new Map(shapes.map(([name, shape]) => [`${name}.json`, publishedSchema(name, shape, describe)]));
}

function publishedSchema(name: string, shape: Shape, describe: Describe): JsonSchema {
  if (!describe(shape)) throw new Error(`${shape.name} has no doc comment: say what it tells`);
  const { $schema, ...schema } = jsonSchemaOf(shape, describe);
  return { $schema, $id: schemaUri(name), ...schema };
}
