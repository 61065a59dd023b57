import { createHash } from 'node:crypto';
import {
  type CloudEvent,
  type EventType,
  eventTypeOf,
  type IntegrationEvent,
  schemaUri,
  subjectOf,
} from '@pitlane/contracts';
import { DomainError } from '@pitlane/kernel';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../database/tx.js';
import { currentTraceparent } from '../telemetry/tracing.js';

// The stream refuses 128 KiB: what could never be published is refused here, where somebody notices.
const LARGEST_BYTES = 120 * 1024;

/** What was asked for does not fit into one event: valid lines, but too many or too long. */
class TooMuchAtOnce extends DomainError {
  constructor(type: string, bytes: number) {
    const message = 'This is more than can be told at once: do it in parts.';
    super('too_much_at_once', 'invalid', message, { eventType: type, bytes, mostBytes: LARGEST_BYTES });
  }
}

/** The aggregate that an event speaks of, as the event left it. */
export interface Speaker {
  readonly id: string;
  readonly storeId: string;
  /** Number of the event among the aggregate's: 1, 2, 3 … */
  readonly version: number;
}

/**
 * Writes an event into the outbox of the open transaction; the aggregate's row is locked by now, so order is commit order.
 * @throws Error when the event breaks its own contract: a bug of the publisher | TooMuchAtOnce; nothing is written then
 */
export async function appendToOutbox(tx: Tx, event: IntegrationEvent, speaker: Speaker): Promise<void> {
  const type = eventTypeOf(event.constructor);
  refuseBroken(event, type);

  const { scope } = tx;
  const traceparent = currentTraceparent();
  const envelope: CloudEvent = {
    specversion: '1.0',
    id: uuidv7(),
    type: type.type,
    source: `/pitlane/${type.service}`,
    subject: speaker.id,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    dataschema: schemaUri(type.type),
    storeid: speaker.storeId,
    aggregatetype: type.aggregate,
    aggregateid: speaker.id,
    aggregateversion: speaker.version,
    ...(scope.causationId !== undefined && { causationid: scope.causationId }),
    correlationid: scope.correlationId,
    actorrole: scope.actor.role,
    ...(traceparent !== undefined && { traceparent }),
    data: { ...event },
  };
  const payload = JSON.stringify(envelope);
  const bytes = Buffer.byteLength(payload);
  if (bytes > LARGEST_BYTES) throw new TooMuchAtOnce(type.type, bytes);
  await tx.query(
    `INSERT INTO outbox (event_id, store_id, aggregate_type, aggregate_id, aggregate_version, subject, headers, payload, payload_sha256)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      envelope.id, speaker.storeId, type.aggregate, speaker.id, speaker.version, subjectOf(type, speaker.storeId),
      JSON.stringify({ 'Nats-Msg-Id': envelope.id }), payload, createHash('sha256').update(payload).digest(),
    ],
  ); // prettier-ignore
}

/** Checks an event as a consumer will read it: nested literals become their shapes, else no rule would reach into them. */
function refuseBroken(event: IntegrationEvent, { type, eventClass }: EventType): void {
  const broken = validateSync(plainToInstance(eventClass, { ...event }));
  if (broken.length === 0) return;
  throw new Error(`${type} breaks its contract in ${broken.map(({ property }) => property).join(', ')}.`);
}
