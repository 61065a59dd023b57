import { type ValidationError, validateSync } from 'class-validator';
import { Envelope } from './envelope.js';
import { eventCatalogue, findEventType, type EventType, type IntegrationEvent } from './event.js';
import { fieldsOf } from './fields.js';
import { fits } from './fits.js';

/** Why bytes are no event that this program can take. */
export type InvalidEventCode =
  'not_json' | 'invalid_envelope' | 'unsupported_version' | 'unknown_type' | 'invalid_data';

/**
 * Bytes that are no event; `detail` names the properties at fault, never what they held. The envelope is there when it
 * was in order: who follows an aggregate's versions counts an event of an unknown type, too.
 */
export class InvalidEvent extends Error {
  constructor(
    readonly reasonCode: InvalidEventCode,
    readonly detail: string,
    readonly envelope?: Envelope,
  ) {
    super(`${reasonCode}: ${detail}`);
    this.name = 'InvalidEvent';
  }
}

/** An event with the envelope that it came in. */
export interface ParsedEvent<T extends IntegrationEvent = IntegrationEvent> {
  readonly envelope: Envelope;
  /** An instance of the class declared for `envelope.type`, without the properties that the class does not know. */
  readonly event: T;
}

/**
 * Reads an event as it stands in the stream. Types are strict (a number in quotes is refused); properties that this
 * version does not know are ignored.
 * @throws InvalidEvent
 */
export function parseEvent(raw: Uint8Array | string): ParsedEvent {
  const message = parseJson(raw);
  const envelope = instanceOf(Envelope, message, 'invalid_envelope');
  const { eventClass } = knownType(envelope);
  return { envelope, event: instanceOf(eventClass, message['data'], 'invalid_data', envelope) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function parseJson(raw: Uint8Array | string): Record<string, unknown> {
  let message: unknown;
  try {
    message = JSON.parse(typeof raw === 'string' ? raw : utf8.decode(raw));
  } catch {
    throw new InvalidEvent('not_json', 'the message is not JSON in UTF-8');
  }
  if (!isObject(message)) throw new InvalidEvent('invalid_envelope', 'the message is not an object');
  return message;
}

function knownType(envelope: Envelope): EventType {
  const { type } = envelope;
  const known = findEventType(type);
  if (known) return known;
  const path = withoutMajor(type);
  const otherMajor = eventCatalogue().some((event) => withoutMajor(event.type) === path);
  // The envelope's pattern has been checked: a type consists of lower-case words, and is no personal data.
  throw new InvalidEvent(otherMajor ? 'unsupported_version' : 'unknown_type', type, envelope);
}

const withoutMajor = (type: string): string => type.slice(0, type.lastIndexOf('.v'));

function instanceOf<T extends object>(
  shape: new () => T,
  plain: unknown,
  reasonCode: InvalidEventCode,
  envelope?: Envelope,
): T {
  if (!isObject(plain)) throw new InvalidEvent(reasonCode, 'an object is expected', envelope);
  const instance = hydrate(shape, plain);
  if (fits(shape, instance)) return instance;
  const errors = validateSync(instance, { stopAtFirstError: true, strictGroups: true });
  if (errors.length === 0) return instance;
  throw new InvalidEvent(reasonCode, errors.flatMap((error) => faults(error)).join('; '), envelope);
}

/**
 * An instance of the shape with its declared properties only. What is unknown is never walked, so its depth cannot
 * exhaust the stack, and its names (`constructor`, `__proto__`) reach no instance.
 */
export function hydrate<T extends object>(shape: new () => T, plain: Record<string, unknown>): T {
  const properties = fieldsOf(shape)
    .filter(({ key }) => Object.hasOwn(plain, key))
    .map(({ key, nested }): [string, unknown] => {
      return [key, nested ? hydrateNested(nested() as new () => object, plain[key]) : plain[key]];
    });
  return Object.assign<T, object>(new shape(), Object.fromEntries<unknown>(properties));
}

function hydrateNested(shape: new () => object, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => (isObject(item) ? hydrate(shape, item) : item));
  return isObject(value) ? hydrate(shape, value) : value;
}

function faults({ property, constraints, children }: ValidationError, parent = ''): string[] {
  const path = parent + property;
  const own = Object.values(constraints ?? {}).map((message) => `${path}: ${message}`);
  return [...own, ...(children ?? []).flatMap((child) => faults(child, `${path}.`))];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
