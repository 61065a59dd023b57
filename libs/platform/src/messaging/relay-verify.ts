import { jetstreamManager, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type pg from 'pg';
import { type Ask, eventIdOf, saidIn } from './forgotten.js';

const SAMPLES = 8;
const SLICE = 10_000;
const NANOS_PER_SECOND = 1_000_000_000;

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
    ? (await rewind(client, info, info.state.last_seq + 1)) + (await rewindForeign(client, manager, info))
    : await rewind(client, info, 0);
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
 * What is older than the stream keeps events only loses its place in it: published again it would fill a stream that has no room for it.
 */
async function rewind(client: pg.Client, info: StreamInfo, fromSeq: number): Promise<number> {
  let rewound = 0;
  for (let next: string | null = String(fromSeq); ;) {
    const { rows }: pg.QueryResult<{ count: string; last_seq: string | null }> = await client.query(
      `WITH slice AS (
         SELECT id, stream_seq, published_at < now() - make_interval(secs => $2) IS TRUE AS is_over
         FROM outbox WHERE stream_seq >= $1 ORDER BY stream_seq LIMIT ${SLICE}),
       undone AS (
         UPDATE outbox SET published_at = CASE WHEN is_over THEN published_at END, stream_seq = NULL FROM slice WHERE outbox.id = slice.id)
       SELECT count(*) FILTER (WHERE NOT is_over), max(stream_seq) AS last_seq FROM slice`,
      [next, keptSecondsOf(info)],
    );
    rewound += Number(rows[0]?.count);
    next = rows[0]?.last_seq ?? null;
    if (next === null) return rewound;
  }
}

/** @throws Error when the broker does not answer: that tells nothing of what the stream holds */
async function rewindForeign(client: pg.Client, manager: JetStreamManager, info: StreamInfo): Promise<number> {
  const { rows } = await client.query<{ event_id: string; stream_seq: string }>(
    `SELECT event_id, stream_seq FROM (
       SELECT * FROM outbox WHERE stream_seq IS NOT NULL ORDER BY stream_seq DESC LIMIT $1) AS newest
     WHERE published_at > now() - make_interval(secs => $2) + interval '1 hour' IS NOT FALSE`,
    [SAMPLES, keptSecondsOf(info)], // what has expired in the stream is nobody's loss
  );
  for (const { event_id: eventId, stream_seq: seq } of rows) {
    const message = await manager.streams.getMessage(info.config.name, { seq: Number(seq) });
    // Nothing says how far back the difference goes: with one of the newest wrong, all is published again.
    if (!message || eventIdOf(message) !== eventId) return rewind(client, info, 0);
  }
  return 0;
}

/** How long the stream keeps events; null for ever. */
const keptSecondsOf = ({ config }: StreamInfo): number | null =>
  config.max_age > 0 ? config.max_age / NANOS_PER_SECOND : null;
