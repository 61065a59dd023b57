import {
  type Describe, Envelope, eventCatalogue, type EventType, type JsonSchema, nestedShapes, objectSchema, SERVICES, type Shape,
} from '@pitlane/contracts'; // prettier-ignore

/** A golden sample of each event, by type. */
export type Samples = ReadonlyMap<string, unknown>;

/** The AsyncAPI 3.0 document of all that Pitlane publishes. */
export function asyncApi(version: string, samples: Samples, describe: Describe): JsonSchema {
  const events = eventCatalogue();
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Pitlane events',
      version,
      description:
        'Every fact of the after-sales services as a CloudEvent in NATS JetStream, one subject per event and store. ' +
        'How to subscribe, replay and prove completeness: docs/consuming-events.md.',
      tags: SERVICES.map((name) => ({ name })),
    },
    defaultContentType: 'application/cloudevents+json',
    servers: {
      broker: {
        host: '{host}:{port}',
        protocol: 'nats',
        description: 'The dealership group’s NATS with JetStream; one stream per service.',
        variables: {
          host: { default: 'localhost', description: 'As the operator says.' },
          port: { default: '4222' },
        },
        security: [{ type: 'userPassword', description: 'A user of its own for each system.' }],
      },
    },
    channels: byType(events, channel),
    operations: byType(events, operation),
    components: {
      messages: Object.fromEntries(
        events.map((event) => [event.eventClass.name, message(event, samples.get(event.type), describe)]),
      ),
      schemas: schemas(events, describe),
    },
  };
}

const byType = (events: readonly EventType[], make: (event: EventType) => JsonSchema): JsonSchema =>
  Object.fromEntries(events.map((event) => [event.type, make(event)]));

function channel({ service, aggregate, name, major, eventClass }: EventType): JsonSchema {
  return {
    address: `evt.${service}.{storeId}.${aggregate}.${name}.v${major}`,
    parameters: { storeId: { description: 'The store whose event it is.', examples: ['SH001'] } },
    messages: { [eventClass.name]: { $ref: `#/components/messages/${eventClass.name}` } },
    tags: [{ name: service }],
  };
}

const operation = ({ type, service }: EventType): JsonSchema => ({
  action: 'send',
  summary: `Published by ${service}.`,
  channel: { $ref: `#/channels/${type}` },
  tags: [{ name: service }],
});

function message({ type, eventClass }: EventType, sample: unknown, describe: Describe): JsonSchema {
  return {
    name: type,
    title: eventClass.name,
    summary: describe(eventClass),
    contentType: 'application/cloudevents+json',
    headers: {
      type: 'object',
      properties: { 'Nats-Msg-Id': { type: 'string', format: 'uuid', description: 'The event’s id.' } },
      required: ['Nats-Msg-Id'],
    },
    payload: {
      allOf: [
        { $ref: schemaRef(Envelope) },
        {
          type: 'object',
          properties: { type: { const: type }, data: { $ref: schemaRef(eventClass) } },
          required: ['data'],
        },
      ],
    },
    examples: [{ name: 'sample', payload: sample }],
  };
}

function schemas(events: readonly EventType[], describe: Describe): JsonSchema {
  const shapes = new Map<string, Shape>([['Envelope', Envelope]]);
  for (const { eventClass } of events) {
    shapes.set(eventClass.name, eventClass);
    for (const [name, shape] of nestedShapes(eventClass)) shapes.set(name, shape);
  }
  return Object.fromEntries([...shapes].map(([name, shape]) => [name, objectSchema(shape, schemaRef, describe)]));
}

const schemaRef = ({ name }: Shape): string => `#/components/schemas/${name}`;
