import { createHash } from 'node:crypto';
import {
  type CloudEvent,
  type EventType,
  eventTypeOf,
  fits,
  type IntegrationEvent,
  schemaUri,
  subjectOf,
} from '@pitlane/contracts';
import { DomainError } from '@pitlane/kernel';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { uuidv7 } from 'uuidv7';
import type { Aggregate } from '../aggregate.js';
import type { Tx } from '../database/tx.js';
import type { Scope } from '../scope/scope.js';
import { currentTraceparent } from '../telemetry/tracing.js';

/** How long published events are kept, at least: twice as long as in the stream. An older aggregate may lack its first ones. */
export const OUTBOX_KEPT = '30 days';

// The stream refuses 128 KiB: what could never be published is refused here, where somebody notices.
const LARGEST_BYTES = 120 * 1024;

/** What was asked for does not fit into one event: valid lines, but too many or too long. */
class TooMuchAtOnce extends DomainError {
  constructor(type: string, bytes: number) {
    const message = 'This is more than can be told at once: do it in parts.';
    super('too_much_at_once', 'invalid', message, { eventType: type, bytes, mostBytes: LARGEST_BYTES });
  }
}

/** What an aggregate, changed and counted, says to the others: its last events, in order. */
export interface Saying {
  readonly aggregate: Aggregate;
  readonly events: readonly IntegrationEvent[];
  /** In whose name. */
  readonly scope: Scope;
  /** Span that caused it; default: the active one. */
  readonly traceparent?: string | undefined;
}

/** One save more, and its events. */
export function advance({ aggregate, events }: Saying): void {
  aggregate.version += 1;
  aggregate.eventVersion += events.length;
}

/** An event as it is published. */
export interface Entry {
  readonly envelope: CloudEvent;
  readonly subject: string;
  readonly payload: string;
}

/** Writes events into the outbox of the open transaction; the aggregates' rows are locked by now, so order is commit order. */
export async function appendToOutbox(tx: Tx, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const envelopes = entries.map(({ envelope }) => envelope);
  await tx.query(
    `INSERT INTO outbox (event_id, store_id, aggregate_type, aggregate_id, aggregate_version, subject, headers, payload, payload_sha256)
     SELECT event_id, store_id, aggregate_type, aggregate_id, aggregate_version, subject,
            json_build_object('Nats-Msg-Id', event_id), payload, payload_sha256
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::int[], $6::text[], $7::json[], $8::bytea[]) WITH ORDINALITY
       AS said (event_id, store_id, aggregate_type, aggregate_id, aggregate_version, subject, payload, payload_sha256, place)
     ORDER BY place`,
    [
      envelopes.map(({ id }) => id),
      envelopes.map(({ storeid }) => storeid),
      envelopes.map(({ aggregatetype }) => aggregatetype),
      envelopes.map(({ aggregateid }) => aggregateid),
      envelopes.map(({ aggregateversion }) => aggregateversion),
      entries.map(({ subject }) => subject),
      entries.map(({ payload }) => payload),
      entries.map(({ payload }) => createHash('sha256').update(payload).digest()),
    ],
  );
}

/**
 * What aggregates say, as it is published.
 * @throws Error when an event breaks its own contract: a bug of the publisher | TooMuchAtOnce
 */
export const entriesOf = (sayings: readonly Saying[]): Entry[] => sayings.flatMap(entriesOfOne);

function entriesOfOne({ aggregate, events, scope, traceparent = currentTraceparent() }: Saying): Entry[] {
  const { id, storeId, eventVersion } = aggregate;
  return events.map((event, index) => {
    const type = eventTypeOf(event.constructor);
    refuseBroken(event, type);
    const envelope: CloudEvent = {
      specversion: '1.0',
      id: uuidv7(),
      type: type.type,
      source: `/pitlane/${type.service}`,
      subject: id,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      dataschema: schemaUri(type.type),
      storeid: storeId,
      aggregatetype: type.aggregate,
      aggregateid: id,
      aggregateversion: eventVersion - events.length + index + 1,
      ...(scope.causationId !== undefined && { causationid: scope.causationId }),
      correlationid: scope.correlationId,
      actorrole: scope.actor.role,
      ...(traceparent !== undefined && { traceparent }),
      data: { ...event },
    };
    const payload = JSON.stringify(envelope);
    const bytes = Buffer.byteLength(payload);
    if (bytes > LARGEST_BYTES) throw new TooMuchAtOnce(type.type, bytes);
    return { envelope, subject: subjectOf(type, storeId), payload };
  });
}

/** Checks an event as a consumer will read it: nested literals become their shapes, else no rule would reach into them. */
function refuseBroken(event: IntegrationEvent, { type, eventClass }: EventType): void {
  if (fits(eventClass, event)) return;
  const broken = validateSync(plainToInstance(eventClass, { ...event }), { strictGroups: true });
  if (broken.length === 0) return;
  throw new Error(`${type} breaks its contract in ${broken.map(({ property }) => property).join(', ')}.`);
}
