/** The five services; each publishes its own stream. */
export const SERVICES = ['appointments', 'workshop', 'parts', 'billing', 'crm'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Whose events a service consumes; streams, durables and rights of the broker are made from it. */
export const TOPOLOGY: Readonly<Record<ServiceName, readonly ServiceName[]>> = {
  appointments: ['workshop', 'parts', 'billing', 'crm'],
  workshop: ['appointments', 'parts', 'billing', 'crm'],
  parts: ['appointments', 'workshop', 'billing', 'crm'],
  billing: ['appointments', 'workshop', 'parts', 'crm'],
  crm: ['appointments', 'workshop', 'parts', 'billing'],
};

/** `parts` → `EVT_PARTS` */
export const streamOf = (service: ServiceName): string => `EVT_${service.toUpperCase()}`;
/** `billing`, `parts` → `billing__parts` */
export const durableOf = (consumer: string, source: ServiceName): string => `${consumer}__${source}`;

/** Whom an access token for a service is for: `parts` → `urn:pitlane:parts` */
export const audienceOf = (service: ServiceName, prefix = 'urn:pitlane:'): string => `${prefix}${service}`;

/** A fact that a service tells the others. Its properties are the `data` of a CloudEvent. */
export abstract class IntegrationEvent {
  /** The event with the given facts. */
  static of<T extends IntegrationEvent>(this: new () => T, facts: Facts<T>): T {
    return Object.assign(new this(), facts);
  }
}

/** The properties of an event, without its methods. */
export type Facts<T> = { [K in keyof T]: T[K] };

export type EventClass<T extends IntegrationEvent = IntegrationEvent> = new () => T;

/** Where an event stands in the catalogue. */
export interface EventType {
  /** `workshop.repair-order.completed.v1`: also the CloudEvents `type`. */
  readonly type: string;
  readonly service: ServiceName;
  /** `repair-order` */
  readonly aggregate: string;
  /** `completed` */
  readonly name: string;
  readonly major: number;
  readonly eventClass: EventClass;
}

const catalogue = new Map<string, EventType>();
const typeByClass = new Map<unknown, EventType>();

/** Declares an event: `@Event('workshop.repair-order.completed', 1)`. */
export function Event(path: string, major: number) {
  return (eventClass: EventClass): void => {
    const [service, aggregate, name] = path.split('.');
    const publisher = SERVICES.find((known) => known === service);
    if (!publisher || !aggregate || !name) throw new Error(`${path} is not service.aggregate.event`);
    const type = `${path}.v${major}`;
    if (catalogue.has(type)) throw new Error(`${type} is declared twice`);
    const entry = { type, service: publisher, aggregate, name, major, eventClass };
    catalogue.set(type, entry);
    typeByClass.set(eventClass, entry);
  };
}

/** All declared events, by type. */
export function eventCatalogue(): readonly EventType[] {
  return [...catalogue.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** The event of that type, when the catalogue has it. */
export function findEventType(type: string): EventType | undefined {
  return catalogue.get(type);
}

/** @throws Error when the class is not declared with `@Event` */
export function eventTypeOf(eventClass: unknown): EventType {
  const entry = typeByClass.get(eventClass);
  if (!entry) throw new Error(`${String(eventClass)} is not declared with @Event`);
  return entry;
}

/** `evt.workshop.SH001.repair-order.completed.v1` */
export function subjectOf({ service, aggregate, name, major }: EventType, storeId: string): string {
  return `evt.${service}.${storeId}.${aggregate}.${name}.v${major}`;
}
