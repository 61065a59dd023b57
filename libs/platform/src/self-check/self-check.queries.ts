import type { DataSource } from 'typeorm';

/** How far one check has come. */
export interface Progress {
  /** Last change that was looked at. */
  readonly changedAfter: string | null;
  /** Last thing of the pass through all of them; null when a pass is complete. */
  readonly lookedAfter: string | null;
  /** Keys of what is broken: looked at again each time, until it is mended. */
  readonly broken: readonly string[];
  /** How many things were looked at, ever. */
  readonly checked: number;
}

export type ProgressByCheck = Partial<Record<string, Progress>>;

/**
 * Takes the turn of one replica by the clock of the database; a turn that its replica did not survive passes like any other.
 * @returns null when the last turn began less than so many seconds ago
 */
export async function takeTurn(dataSource: DataSource, seconds: number): Promise<ProgressByCheck | null> {
  const [row] = await dataSource.query<{ progress: ProgressByCheck }[]>(
    `INSERT INTO self_check (id, begun_at) VALUES (1, now())
     ON CONFLICT (id) DO UPDATE SET begun_at = now() WHERE self_check.begun_at <= now() - make_interval(secs => $1)
     RETURNING progress`,
    [seconds],
  );
  return row?.progress ?? null;
}

/** @param tookMs null when a check could not be made: the last complete look stays the last one */
export async function endTurn(dataSource: DataSource, progress: ProgressByCheck, tookMs: number | null): Promise<void> {
  await dataSource.query(
    `UPDATE self_check SET progress = $1, took_ms = coalesce($2::int, took_ms),
       ended_at = CASE WHEN $2::int IS NULL THEN ended_at ELSE now() END`,
    [JSON.stringify(progress), tookMs],
  );
}

export interface SelfCheckFigures {
  readonly progress: ProgressByCheck;
  /** Unix time of the last complete look. */
  readonly endedAtSeconds: number | null;
  readonly tookMs: number | null;
}

export async function figuresOf(dataSource: DataSource): Promise<SelfCheckFigures> {
  const [row] = await dataSource.query<SelfCheckFigures[]>(
    `SELECT progress, extract(epoch FROM ended_at)::float8 AS "endedAtSeconds", took_ms AS "tookMs" FROM self_check`,
  );
  return row ?? { progress: {}, endedAtSeconds: null, tookMs: null };
}
