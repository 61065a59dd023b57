import type { Envelope } from '@pitlane/contracts';
import type { DataSource } from 'typeorm';
import type { Tx } from '../database/tx.js';
import type { Outcome } from './inbox.js';
import { parkKnown } from './parking.queries.js';

/** Seconds to the next attempt after the first, second … failure (with up to a fifth more); after the last one the event is parked. */
const RETRY_SECONDS = [1, 5, 30, 120, 600, 600, 600];

interface NewRow {
  consumer: string;
  envelope: Envelope;
  raw: Uint8Array;
  sha256: Buffer;
}

/** Inserts the event's row; answers the one that was there before. */
export async function insertOrFind(
  tx: Tx,
  { consumer, envelope, raw, sha256 }: NewRow,
): Promise<{ status: string; payload_sha256: Buffer } | undefined> {
  const inserted = await tx.query(
    `INSERT INTO inbox (consumer, event_id, store_id, source, type, aggregate_id, aggregate_version, payload, payload_sha256, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'received') ON CONFLICT (consumer, event_id) DO NOTHING RETURNING event_id`,
    [
      consumer, envelope.id, envelope.storeid, envelope.source, envelope.type, envelope.aggregateid, envelope.aggregateversion,
      Buffer.from(raw).toString('utf8'), sha256,
    ],
  ); // prettier-ignore
  if (inserted.length > 0) return undefined;
  const [row] = await tx.query<{ status: string; payload_sha256: Buffer }>(
    'SELECT status, payload_sha256 FROM inbox WHERE consumer = $1 AND event_id = $2',
    [consumer, envelope.id],
  );
  return row;
}

/** Takes the lock that orders an aggregate's events; answers the version that was handled last. */
export async function lockCursor(tx: Tx, consumer: string, aggregateId: string): Promise<number> {
  await tx.query(
    'INSERT INTO inbox_cursor (consumer, aggregate_id, last_version) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING',
    [consumer, aggregateId],
  );
  const [row] = await tx.query<{ last_version: number }>(
    'SELECT last_version FROM inbox_cursor WHERE consumer = $1 AND aggregate_id = $2 FOR UPDATE',
    [consumer, aggregateId],
  );
  return row?.last_version ?? 0;
}

export async function advance(tx: Tx, consumer: string, envelope: Envelope): Promise<void> {
  await tx.query('UPDATE inbox_cursor SET last_version = $3 WHERE consumer = $1 AND aggregate_id = $2', [
    consumer,
    envelope.aggregateid,
    envelope.aggregateversion,
  ]);
}

interface RowEnd {
  consumer: string;
  eventId: string;
  status: 'done' | 'skipped';
}

export async function finish(tx: Tx, { consumer, eventId, status }: RowEnd): Promise<void> {
  await tx.query(
    `UPDATE inbox SET status = $3, finished_attempts = finished_attempts + 1, started_attempts = 0, next_attempt_at = NULL,
       last_error_code = NULL, done_at = clock_timestamp(), done_seq = nextval('inbox_done_seq')
     WHERE consumer = $1 AND event_id = $2`,
    [consumer, eventId, status],
  );
}

export async function wait(tx: Tx, consumer: string, eventId: string): Promise<void> {
  await tx.query(`UPDATE inbox SET status = 'waiting' WHERE consumer = $1 AND event_id = $2`, [consumer, eventId]);
}

/** Notes a failed attempt: another one later, or parked after the last. */
export async function fail(
  tx: Tx,
  { consumer, eventId, code }: { consumer: string; eventId: string; code: string },
): Promise<Outcome> {
  const [row] = await tx.query<{ status: 'failed' | 'parked' }>(
    `UPDATE inbox SET finished_attempts = finished_attempts + 1, started_attempts = 0, last_error_code = $3,
       status = CASE WHEN finished_attempts < cardinality($4::int[]) THEN 'failed' ELSE 'parked' END,
       next_attempt_at = clock_timestamp() + make_interval(secs => ($4::int[])[finished_attempts + 1] * (1 + random() / 5))
     WHERE consumer = $1 AND event_id = $2 RETURNING status`,
    [consumer, eventId, code, RETRY_SECONDS],
  );
  if (row?.status !== 'parked') return 'failed';
  await parkKnown(tx, consumer, { eventId, reasonCode: 'handler_failed', detail: code });
  return 'parked';
}

/** Counts a start before the handler runs; answers how many starts before it never came to an end. */
export async function countStart(db: Pick<Tx, 'query'>, consumer: string, eventId: string): Promise<number> {
  const [row] = await db.query<{ unfinished: number }>(
    `WITH started AS (
       UPDATE inbox SET started_attempts = started_attempts + 1 WHERE consumer = $1 AND event_id = $2 RETURNING started_attempts)
     SELECT started_attempts - 1 AS unfinished FROM started`,
    [consumer, eventId],
  );
  return row?.unfinished ?? 0;
}

/** A start that came to an end without a result. */
export async function takeBackStart(db: DataSource, consumer: string, eventId: string): Promise<void> {
  await db.query(
    'UPDATE inbox SET started_attempts = started_attempts - 1 WHERE consumer = $1 AND event_id = $2 AND started_attempts > 0',
    [consumer, eventId],
  );
}

/** Of an event that people gave up: it waits until those before it are handled, and is passed over then. */
const GIVEN_UP = 'given_up';

/** Gives a parked event up, if it is one of an aggregate's. */
export async function giveUp(tx: Tx, consumer: string, eventId: string | null): Promise<void> {
  const [row] = await tx.query<{ aggregate_id: string }>(
    `UPDATE inbox SET status = 'waiting', last_error_code = '${GIVEN_UP}'
     WHERE consumer = $1 AND event_id = $2 AND status = 'parked' RETURNING aggregate_id`,
    [consumer, eventId],
  );
  if (row) await lockCursor(tx, consumer, row.aggregate_id);
}

/** Passes over an event that was given up, once it is its turn. */
export async function passOver(db: DataSource, consumer: string, eventId: string): Promise<void> {
  await db.query(
    `WITH passed AS (
       UPDATE inbox SET status = 'skipped', done_at = clock_timestamp(), done_seq = nextval('inbox_done_seq')
       WHERE consumer = $1 AND event_id = $2 AND status = 'waiting' RETURNING aggregate_id, aggregate_version)
     UPDATE inbox_cursor cursor SET last_version = passed.aggregate_version FROM passed
     WHERE cursor.consumer = $1 AND cursor.aggregate_id = passed.aggregate_id AND cursor.last_version = passed.aggregate_version - 1`,
    [consumer, eventId],
  );
}

const READY = `(i.status IN ('received', 'waiting') OR (i.status = 'failed' AND i.next_attempt_at <= clock_timestamp()))`;

/** An event whose turn it is. */
export interface NextRow {
  event_id: string;
  payload: string;
  is_given_up: boolean;
}

/** The event that may be handled next for an aggregate. */
export async function nextOf(db: DataSource, consumer: string, aggregateId: string): Promise<NextRow | undefined> {
  const [row] = await db.query<NextRow[]>(
    `SELECT i.event_id, i.payload::text, i.last_error_code IS NOT DISTINCT FROM '${GIVEN_UP}' AS is_given_up FROM inbox i JOIN inbox_cursor c USING (consumer, aggregate_id)
     WHERE i.consumer = $1 AND i.aggregate_id = $2 AND i.aggregate_version = c.last_version + 1 AND ${READY} LIMIT 1`,
    [consumer, aggregateId],
  );
  return row;
}

/** The same, asked again under the cursor's lock. */
export async function isNext(tx: Tx, consumer: string, eventId: string): Promise<boolean> {
  const found = await tx.query(
    `SELECT 1 FROM inbox i JOIN inbox_cursor c USING (consumer, aggregate_id)
     WHERE i.consumer = $1 AND i.event_id = $2 AND i.aggregate_version = c.last_version + 1 AND ${READY}`,
    [consumer, eventId],
  );
  return found.length > 0;
}

/** Aggregates with an event that may be handled now: due again, or left behind by a process that died. */
export async function dueAggregates(db: DataSource, consumer: string): Promise<string[]> {
  const found = await db.query<{ aggregate_id: string }[]>(
    `SELECT DISTINCT i.aggregate_id FROM inbox i JOIN inbox_cursor c USING (consumer, aggregate_id)
     WHERE i.consumer = $1 AND i.status NOT IN ('done', 'skipped') AND i.aggregate_version = c.last_version + 1 AND ${READY} LIMIT 100`,
    [consumer],
  );
  return found.map((row) => row.aggregate_id);
}

/** Versions of an aggregate that never came. */
export interface Gap {
  readonly source: string;
  readonly aggregateId: string;
  readonly fromVersion: number;
}

/** Where versions are missing for longer than a minute; others each time, for some may never be filled. */
export async function gaps(db: DataSource, consumer: string): Promise<Gap[]> {
  const found = await db.query<{ source: string; aggregate_id: string; last_version: number }[]>(
    `SELECT i.source, i.aggregate_id, c.last_version FROM inbox i JOIN inbox_cursor c USING (consumer, aggregate_id)
     WHERE i.consumer = $1 AND i.status = 'waiting' AND i.received_at < clock_timestamp() - interval '60 seconds'
       AND NOT EXISTS (SELECT 1 FROM inbox n WHERE n.consumer = i.consumer AND n.aggregate_id = i.aggregate_id
                         AND n.aggregate_version = c.last_version + 1)
     GROUP BY 1, 2, 3 ORDER BY random() LIMIT 50`,
    [consumer],
  );
  return found.map((row) => ({ source: row.source, aggregateId: row.aggregate_id, fromVersion: row.last_version + 1 }));
}
