import { Integer, Instant, Text, Uuid } from './fields.js';

/**
 * The CloudEvents 1.0 attributes of every event (structured JSON), with our extensions; `data` holds the event's facts.
 * An aggregate's events carry `aggregateversion` 1, 2, 3 … without gaps, so a consumer can prove that it missed nothing.
 */
export class Envelope {
  @Text(3, { pattern: /^1\.0$/ }) specversion!: string;
  /** UUIDv7, made in the business transaction; also the broker's `Nats-Msg-Id`. */
  @Uuid() id!: string;
  /** `workshop.repair-order.completed.v1` */
  @Text(120, { pattern: /^[a-z-]+\.[a-z-]+\.[a-z-]+\.v[1-9][0-9]*$/ }) type!: string;
  /** `/pitlane/workshop` */
  @Text(60, { pattern: /^\/pitlane\/[a-z-]+$/ }) source!: string;
  /** The aggregate's id. */
  @Uuid() subject!: string;
  @Instant() time!: string;
  @Text(40, { pattern: /^application\/json$/ }) datacontenttype!: string;
  @Text(200) dataschema!: string;
  @Text(32, { pattern: /^[A-Za-z0-9_-]+$/ }) storeid!: string;
  @Text(60, { pattern: /^[a-z-]+$/ }) aggregatetype!: string;
  @Uuid() aggregateid!: string;
  @Integer({ min: 1, max: 2_147_483_647 }) aggregateversion!: number;
  /** The event that caused this one; absent when a person or a clock did. */
  @Uuid({ optional: true }) causationid?: string;
  /** One for all that one request set in motion. */
  @Uuid() correlationid!: string;
  /** Role of the acting person; `service` when a handler or a clock acted. */
  @Text(40) actorrole!: string;
  @Text(60, { optional: true }) traceparent?: string;
}

/** An event as it stands in the stream. */
export interface CloudEvent extends Envelope {
  data: Record<string, unknown>;
}

/** Where the schema of an event's data is found: `dataschema`. */
export const schemaUri = (type: string): string => `https://pitlane.dev/schemas/${type}.json`;
