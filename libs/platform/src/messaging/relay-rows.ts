import type pg from 'pg';

/** An event that is to be published. */
export interface OutboxRow {
  id: string;
  event_id: string;
  aggregate_id: string;
  subject: string;
  payload: string;
  traceparent: string | null;
}

/** What the broker does not have yet, oldest first. */
export async function unpublished(client: pg.Client, most: number): Promise<OutboxRow[]> {
  const { rows } = await client.query<OutboxRow>({
    name: 'unpublished',
    text: `SELECT id, event_id, aggregate_id, subject, payload::text, payload->>'traceparent' AS traceparent
           FROM outbox WHERE published_at IS NULL ORDER BY id LIMIT $1`,
    values: [most],
  });
  return rows;
}

/** Rows by aggregate, each lane in outbox order. */
export function lanesOf(rows: readonly OutboxRow[]): OutboxRow[][] {
  const lanes = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const lane = lanes.get(row.aggregate_id);
    if (lane) lane.push(row);
    else lanes.set(row.aggregate_id, [row]);
  }
  return [...lanes.values()];
}

/** A row that the broker has, at this place of the stream. */
export interface Acked {
  id: string;
  seq: number;
}

export async function mark(client: pg.Client, acked: Acked[]): Promise<void> {
  if (acked.length === 0) return;
  await client.query({
    name: 'mark',
    text: `UPDATE outbox SET published_at = clock_timestamp(), stream_seq = acked.seq
           FROM unnest($1::bigint[], $2::bigint[]) AS acked (id, seq) WHERE outbox.id = acked.id`,
    values: [acked.map(({ id }) => id), acked.map(({ seq }) => seq)],
  });
}
