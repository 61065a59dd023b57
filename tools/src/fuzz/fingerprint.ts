import pg from 'pg';

/** Tables that move by themselves, or keep what was refused. */
const MOVING = ['relay_state', 'command', 'migrations', 'audit_link', 'self_check'];

export interface Fingerprint {
  /** Of every row of the trade. */
  readonly rows: string;
  /** Events written and received: what changes rows without a request. */
  readonly events: string;
}

/** Tells whether anything changed in the database of a service. */
export class Books {
  private tables: string[] = [];

  private constructor(private readonly client: pg.Client) {}

  /** Connects as the owner, who sees only the stores and the group that are named (row-level security). */
  static async open(
    ownerUrl: string,
    { stores, groupId }: { stores: readonly string[]; groupId: string },
  ): Promise<Books> {
    const client = new pg.Client(ownerUrl);
    await client.connect();
    await client.query(`SELECT set_config('app.stores', $1, false), set_config('app.group', $2, false)`, [
      stores.join(),
      groupId,
    ]);
    const books = new Books(client);
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`,
    );
    books.tables = rows
      .map(({ name }) => name)
      .filter((name) => !MOVING.includes(name) && !/^(inbox|outbox)/.test(name));
    return books;
  }

  async fingerprint(): Promise<Fingerprint> {
    const sums = this.tables.map(
      (table, nr) =>
        `SELECT ${nr} AS nr, count(*) AS n, coalesce(sum(hashtextextended(t::text, 0)), 0) AS h FROM ${table} t`,
    );
    const { rows } = await this.client.query<{ n: string; h: string }>(`${sums.join(' UNION ALL ')} ORDER BY nr`);
    const { rows: events } = await this.client.query<{ e: string }>(
      `SELECT (SELECT count(*) FROM outbox) || '/' || (SELECT count(*) FROM inbox WHERE status IN ('done', 'skipped')) AS e`,
    );
    return { rows: rows.map(({ n, h }) => `${n}:${h}`).join(' '), events: events[0]?.e ?? '' };
  }

  /** Names of the tables in which two fingerprints differ. */
  difference(a: Fingerprint, b: Fingerprint): string[] {
    const [before, after] = [a.rows.split(' '), b.rows.split(' ')];
    return this.tables.filter((_, index) => before[index] !== after[index]);
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
