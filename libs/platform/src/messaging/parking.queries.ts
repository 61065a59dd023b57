import type { Envelope } from '@pitlane/contracts';
import type { Tx } from '../database/tx.js';
import type { Delivery } from './inbox.js';

/** Why an event is not handled. */
export interface Reason {
  readonly reasonCode: string;
  readonly detail: string;
}

type Asked = Pick<Tx, 'query'>;

/** Keeps a message with its bytes, once while it is open. */
export async function park(
  db: Asked,
  consumer: string,
  delivery: Delivery,
  { reasonCode, detail, eventId }: Reason & { readonly eventId?: string },
): Promise<void> {
  await db.query(PARK, parkedColumns({ consumer, delivery, reasonCode, detail, eventId }));
}

interface Placed {
  readonly consumer: string;
  readonly delivery: Delivery;
  readonly envelope: Envelope;
  readonly sha256: Buffer;
  /** JSON; not the message's own, where the database does not take that. */
  readonly payload: string;
}

/** As `park`, and notes its place among the events of its aggregate, unless the event is known. */
export async function parkInPlace(
  db: Asked,
  { consumer, delivery, envelope, sha256, payload }: Placed,
  { reasonCode, detail }: Reason,
): Promise<void> {
  await db.query(`WITH placed AS (${PLACE}) ${PARK}`, [
    ...parkedColumns({ consumer, delivery, reasonCode, detail, eventId: envelope.id }),
    ...[envelope.storeid, envelope.source, envelope.type, envelope.aggregateid, envelope.aggregateversion],
    ...[payload, sha256],
  ]);
}

interface Parked extends Reason {
  readonly consumer: string;
  readonly delivery: Delivery;
  readonly eventId: string | undefined;
}

function parkedColumns({ consumer, delivery, reasonCode, detail, eventId }: Parked): unknown[] {
  const { subject, stream, streamSeq, headers, raw } = delivery;
  return [
    ...[consumer, eventId ?? null, subject, stream, streamSeq, headers, Buffer.from(raw)],
    ...[reasonCode, detail.slice(0, 500)],
  ];
}

const PARK = `
  INSERT INTO inbox_parked (consumer, event_id, subject, stream, stream_seq, headers, raw, reason_code, detail)
  SELECT $1, $2::uuid, $3, $4, $5, $6, $7, $8, $9
  WHERE NOT EXISTS (SELECT 1 FROM inbox_parked WHERE consumer = $1 AND resolved_at IS NULL AND raw = $7 AND reason_code = $8)`;

const PLACE = `
  INSERT INTO inbox (consumer, event_id, store_id, source, type, aggregate_id, aggregate_version, payload, payload_sha256, status)
  VALUES ($1, $2, $10, $11, $12, $13, $14, $15, $16, 'parked') ON CONFLICT (consumer, event_id) DO NOTHING`;

/** Parks an event from its row. */
export async function parkKnown(
  db: Asked,
  consumer: string,
  { eventId, reasonCode, detail }: Reason & { readonly eventId: string },
): Promise<void> {
  await db.query(
    `WITH known AS (UPDATE inbox SET status = 'parked' WHERE consumer = $1 AND event_id = $2 RETURNING *)
     INSERT INTO inbox_parked (consumer, event_id, subject, stream, headers, raw, reason_code, detail)
     SELECT consumer, event_id, concat_ws('.', 'evt', split_part(type, '.', 1), store_id, split_part(type, '.', 2), split_part(type, '.', 3),
              split_part(type, '.', 4)),
            'EVT_' || upper(split_part(type, '.', 1)), '{}', convert_to(payload::text, 'UTF8'), $3, $4
     FROM known`,
    [consumer, eventId, reasonCode, detail],
  );
}
