import { jetstreamManager, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type pg from 'pg';
import { type Ask, eventIdOf, saidIn } from './forgotten.js';

const SAMPLES = 8;
const SLICE = 10_000;

export interface Verification {
  /** False while there is no stream to publish to, or the stream holds what the database forgot. */
  readonly ready: boolean;
  /** The stream holds events that the database knows nothing of: it was set back to an earlier moment. */
  readonly isSetBack: boolean;
  /** Published events that the stream no longer holds: marked to be published again. */
  readonly rewound: number;
  /** The stream's last sequence. */
  readonly lastSeq: number;
}

/**
 * Compares what the outbox believes with what the stream holds. A stream made anew lost everything; one whose last
 * sequence lies behind ours lost its tail; one that holds other messages at our sequences was restored from elsewhere. One
 * that is ahead of the outbox was filled by a later life of this database: publishing would give numbers out a second time.
 */
export async function verifyStream(
  client: pg.Client,
  connection: NatsConnection,
  stream: string,
): Promise<Verification> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const info = await manager.streams.info(stream).catch(() => undefined);
  if (!info) return { ready: false, isSetBack: false, rewound: 0, lastSeq: 0 };
  const ask: Ask = async <Row>(sql: string, parameters: unknown[]) =>
    (await client.query(sql, parameters)).rows as Row[];
  const { isSame, fromSeq } = await knownPartOf(info, ask);
  for await (const page of saidIn(manager, { stream, fromSeq, toSeq: info.state.last_seq }, ask)) {
    // What no relay of ours published tells nothing of this database.
    if (page.some(({ message, isKnown }) => !isKnown && eventIdOf(message) !== undefined))
      return { ready: false, isSetBack: true, rewound: 0, lastSeq: 0 };
  }
  const rewound = isSame
    ? (await rewind(client, info.state.last_seq + 1)) + (await rewindForeign(client, manager, stream))
    : await rewind(client, 0);
  await client.query(
    `INSERT INTO relay_state (id, stream_created, verified_seq) VALUES (1, $1, $2)
     ON CONFLICT (id) DO UPDATE SET stream_created = excluded.stream_created, verified_seq = excluded.verified_seq`,
    [info.created, info.state.last_seq],
  );
  return { ready: true, isSetBack: false, rewound, lastSeq: info.state.last_seq };
}

/** Whether it is the stream that the database filled, and the first sequence that it may not know of. */
export async function knownPartOf(
  { created, state }: StreamInfo,
  ask: Ask,
): Promise<{ isSame: boolean; fromSeq: number }> {
  const [known] = await ask<{ stream_created: string; last_seq: string }>(
    `SELECT stream_created, greatest(verified_seq, (SELECT max(stream_seq) FROM outbox)) AS last_seq
     FROM relay_state WHERE id = 1`,
    [],
  );
  const isSame = known?.stream_created === created;
  return { isSame, fromSeq: Math.max(state.first_seq, isSame ? Number(known.last_seq) + 1 : 1) };
}

/**
 * Marks everything published at or above a sequence as unpublished, in slices: a month of events takes longer than one statement may. The
 * oldest first, so that who comes after a death half-way still finds the newest wrong, and goes on. Nothing is published meanwhile.
 */
async function rewind(client: pg.Client, fromSeq: number): Promise<number> {
  let rewound = 0;
  for (let next: string | null = String(fromSeq); ;) {
    const { rows }: pg.QueryResult<{ count: string; last_seq: string | null }> = await client.query(
      `WITH slice AS (SELECT id, stream_seq FROM outbox WHERE stream_seq >= $1 ORDER BY stream_seq LIMIT ${SLICE}),
       undone AS (UPDATE outbox SET published_at = NULL, stream_seq = NULL FROM slice WHERE outbox.id = slice.id)
       SELECT count(*), max(stream_seq) AS last_seq FROM slice`,
      [next],
    );
    rewound += Number(rows[0]?.count);
    next = rows[0]?.last_seq ?? null;
    if (next === null) return rewound;
  }
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
