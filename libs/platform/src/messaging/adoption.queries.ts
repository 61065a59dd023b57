import { createHash } from 'node:crypto';
import type { StoredMsg } from '@nats-io/jetstream';
import type { CloudEvent, Envelope } from '@pitlane/contracts';
import type { DataSource } from 'typeorm';
import { Aggregate } from '../aggregate.js';
import type { Tx } from '../database/tx.js';

type AggregateClass = new () => Aggregate;

/** The class of the aggregate of that id, whose row is locked; undefined when the database has none. */
export async function lockRoot(tx: Tx, db: DataSource, id: string): Promise<AggregateClass | undefined> {
  for (const { target } of db.entityMetadatas) {
    if (isAggregate(target) && (await tx.lockOne(target, { id }))) return target;
  }
  return undefined;
}

/** Continues the numbers of an aggregate's events after the last one. */
export async function setLastEvent(tx: Tx, table: string, { id, last }: { id: string; last: number }): Promise<void> {
  // eslint-disable-next-line pitlane/static-sql -- the table of one of our own entities
  await tx.query(`UPDATE ${table} SET event_version = $2 WHERE id = $1`, [id, last]);
}

const isAggregate = (target: unknown): target is AggregateClass =>
  typeof target === 'function' && target.prototype instanceof Aggregate;

/** Notes what the stream took before the database could: these events keep their numbers. */
export async function markPublished(db: DataSource, messages: readonly { id: string; seq: number }[]): Promise<void> {
  await db.query(
    `UPDATE outbox SET published_at = clock_timestamp(), stream_seq = said.seq
     FROM unnest($1::uuid[], $2::bigint[]) AS said (id, seq) WHERE event_id = said.id AND published_at IS NULL`,
    [messages.map(({ id }) => id), messages.map(({ seq }) => seq)],
  );
}

/** The highest number that the stream has of an aggregate, as far as the outbox knows. */
export async function lastPublished(tx: Tx, aggregateId: string): Promise<number> {
  const [row] = await tx.query<{ last: number | null }>(
    'SELECT max(aggregate_version) AS last FROM outbox WHERE aggregate_id = $1 AND published_at IS NOT NULL',
    [aggregateId],
  );
  return row?.last ?? 0;
}

/** Gives an aggregate's unpublished events the numbers after `last`, in their order; answers the last number then. */
export async function renumberUnpublished(tx: Tx, aggregateId: string, last: number): Promise<number> {
  const rows = await tx.query<{ id: string; payload: string }>(
    `SELECT id, payload::text FROM outbox WHERE aggregate_id = $1 AND published_at IS NULL ORDER BY aggregate_version`,
    [aggregateId],
  );
  for (const [index, { id, payload }] of [...rows.entries()].reverse()) {
    const aggregateversion = last + 1 + index;
    const renumbered = JSON.stringify({ ...(JSON.parse(payload) as CloudEvent), aggregateversion });
    await tx.query('UPDATE outbox SET aggregate_version = $2, payload = $3, payload_sha256 = $4 WHERE id = $1', [
      id,
      aggregateversion,
      renumbered,
      createHash('sha256').update(renumbered).digest(),
    ]);
  }
  return last + rows.length;
}

/** Writes an event into the outbox as the stream has it, unless the stream has its number twice: the first one stays. */
export async function insertPublished(tx: Tx, envelope: Envelope, message: StoredMsg): Promise<void> {
  await tx.query(
    `INSERT INTO outbox (event_id, store_id, aggregate_type, aggregate_id, aggregate_version, subject, headers, payload,
       payload_sha256, created_at, published_at, stream_seq)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT DO NOTHING`,
    [
      envelope.id, envelope.storeid, envelope.aggregatetype, envelope.aggregateid, envelope.aggregateversion, message.subject,
      JSON.stringify({ 'Nats-Msg-Id': envelope.id }), message.string(), createHash('sha256').update(message.data).digest(),
      envelope.time, message.time, message.seq,
    ],
  ); // prettier-ignore
}

/** The relay may go on from here: all that the stream holds up to there is known. */
export async function noteStream(
  db: DataSource,
  { created, lastSeq }: { created: string; lastSeq: number },
): Promise<void> {
  await db.query(
    `INSERT INTO relay_state (id, stream_created, verified_seq) VALUES (1, $1, $2)
     ON CONFLICT (id) DO UPDATE SET stream_created = excluded.stream_created, verified_seq = excluded.verified_seq`,
    [created, lastSeq],
  );
}

/** Every event is published again: the stream is another than the one that the database filled. */
export async function publishAllAgain(db: DataSource): Promise<void> {
  await db.query('UPDATE outbox SET published_at = NULL, stream_seq = NULL WHERE published_at IS NOT NULL');
}
