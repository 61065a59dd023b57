import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type pg from 'pg';

const SAMPLES = 8;

export interface Verification {
  /** False while there is no stream to publish to. */
  readonly ready: boolean;
  /** Published events that the stream no longer holds: marked to be published again. */
  readonly rewound: number;
  /** The stream's last sequence. */
  readonly lastSeq: number;
}

/**
 * Compares what the outbox believes with what the stream holds. A stream made anew lost everything; one whose last
 * sequence lies behind ours lost its tail; one that holds other messages at our sequences was restored from elsewhere.
 */
export async function verifyStream(
  client: pg.Client,
  connection: NatsConnection,
  stream: string,
): Promise<Verification> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const info = await manager.streams.info(stream).catch(() => undefined);
  if (!info) return { ready: false, rewound: 0, lastSeq: 0 };
  const { rows } = await client.query<{ stream_created: string }>(
    'SELECT stream_created FROM relay_state WHERE id = 1',
  );
  const isSame = rows[0]?.stream_created === info.created;
  const rewound = isSame
    ? (await rewind(client, info.state.last_seq + 1)) + (await rewindForeign(client, manager, stream))
    : await rewind(client, 0);
  await client.query(
    `INSERT INTO relay_state (id, stream_created, verified_seq) VALUES (1, $1, $2)
     ON CONFLICT (id) DO UPDATE SET stream_created = excluded.stream_created, verified_seq = excluded.verified_seq`,
    [info.created, info.state.last_seq],
  );
  return { ready: true, rewound, lastSeq: info.state.last_seq };
}

/** Marks everything published at or above a sequence as unpublished. */
async function rewind(client: pg.Client, fromSeq: number): Promise<number> {
  const result = await client.query(
    'UPDATE outbox SET published_at = NULL, stream_seq = NULL WHERE published_at IS NOT NULL AND stream_seq >= $1',
    [fromSeq],
  );
  return result.rowCount ?? 0;
}

async function rewindForeign(client: pg.Client, manager: JetStreamManager, stream: string): Promise<number> {
  const { rows } = await client.query<{ event_id: string; stream_seq: string }>(
    'SELECT event_id, stream_seq FROM outbox WHERE stream_seq IS NOT NULL ORDER BY stream_seq DESC LIMIT $1',
    [SAMPLES],
  );
  let lowestForeign: number | undefined;
  for (const row of rows) {
    const message = await manager.streams.getMessage(stream, { seq: Number(row.stream_seq) }).catch(() => null);
    if (message?.header.get('Nats-Msg-Id') !== row.event_id) lowestForeign = Number(row.stream_seq);
  }
  // Nothing says how far back the difference goes: with one of the newest wrong, all is published again.
  return lowestForeign === undefined ? 0 : rewind(client, 0);
}
