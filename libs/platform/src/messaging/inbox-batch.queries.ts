import type { Tx } from '../database/tx.js';

/** An event of a batch, as its row is written. */
export interface NewRow {
  readonly eventId: string;
  readonly storeId: string;
  readonly source: string;
  readonly type: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly payload: string;
  readonly sha256: Buffer;
  readonly status: 'done' | 'skipped';
}

/**
 * Takes the locks that order the events of these aggregates, always in the same order; answers the versions that were handled last.
 * An upsert, where most are there, goes by the key at any size of the table, whatever was planned when it was small.
 */
export async function lockCursors(tx: Tx, consumer: string, aggregateIds: string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ aggregate_id: string; last_version: number }>(
    `INSERT INTO inbox_cursor (consumer, aggregate_id, last_version)
     SELECT $1, id, 0 FROM unnest($2::uuid[]) AS id ORDER BY id
     ON CONFLICT (consumer, aggregate_id) DO UPDATE SET last_version = inbox_cursor.last_version
     RETURNING aggregate_id, last_version`,
    [consumer, aggregateIds],
  );
  return new Map(rows.map((row) => [row.aggregate_id, row.last_version]));
}

/** Writes the rows of events in the order in which they are handled; answers which of them were not here yet. */
export async function insertHandled(tx: Tx, consumer: string, rows: readonly NewRow[]): Promise<Set<string>> {
  const inserted = await tx.query<{ event_id: string }>(
    `INSERT INTO inbox (consumer, event_id, store_id, source, type, aggregate_id, aggregate_version, payload, payload_sha256, status,
                        finished_attempts, done_at, done_seq)
     SELECT $1, event_id, store_id, source, type, aggregate_id, version, payload::json, sha256, status,
            1, clock_timestamp(), nextval('inbox_done_seq')
     FROM (SELECT * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::int[], $8::text[], $9::bytea[], $10::text[])
             WITH ORDINALITY AS row (event_id, store_id, source, type, aggregate_id, version, payload, sha256, status, nr)
           ORDER BY nr) AS rows
     ON CONFLICT (consumer, event_id) DO NOTHING
     RETURNING event_id`,
    [
      consumer, rows.map((row) => row.eventId), rows.map((row) => row.storeId), rows.map((row) => row.source),
      rows.map((row) => row.type), rows.map((row) => row.aggregateId), rows.map((row) => row.version),
      rows.map((row) => row.payload), rows.map((row) => row.sha256), rows.map((row) => row.status),
    ],
  ); // prettier-ignore
  return new Set(inserted.map((row) => row.event_id));
}

/** How events are stored that are here already, with the digests of their bytes. */
export async function findKnown(
  tx: Tx,
  consumer: string,
  eventIds: string[],
): Promise<{ event_id: string; status: string; payload_sha256: Buffer }[]> {
  return tx.query('SELECT event_id, status, payload_sha256 FROM inbox WHERE consumer = $1 AND event_id = ANY($2)', [
    consumer,
    eventIds,
  ]);
}

/** Of aggregates whose cursors are locked; an upsert for the same reason. */
export async function advanceAll(tx: Tx, consumer: string, versions: ReadonlyMap<string, number>): Promise<void> {
  await tx.query(
    `INSERT INTO inbox_cursor (consumer, aggregate_id, last_version)
     SELECT $1, id, version FROM unnest($2::uuid[], $3::int[]) AS moved (id, version)
     ON CONFLICT (consumer, aggregate_id) DO UPDATE SET last_version = excluded.last_version`,
    [consumer, [...versions.keys()], [...versions.values()]],
  );
}
