import type { Book } from '../verify/books.js';

/** Tables that move by themselves, or keep what was refused. */
const MOVING = ['relay_state', 'command', 'migrations', 'audit_link', 'self_check'];
const TABLES = `
  SELECT relname AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname !~ '^(inbox|outbox)' AND relname <> ALL ($1)
  ORDER BY 1`;
const EVENTS = `
  SELECT (SELECT count(*) FROM outbox) || '/' || (SELECT count(*) FROM inbox WHERE status IN ('done', 'skipped')) AS events`;

export interface Fingerprint {
  /** Digests of every table of the trade: one, or one for each group that sees it otherwise. */
  readonly tables: ReadonlySet<string>;
  /** Events written and received: what changes rows without a request. */
  readonly events: string;
}

/** Of the database as it is now. */
export async function fingerprintOf(book: Book): Promise<Fingerprint> {
  await book.refresh();
  const names = await book.rows<{ name: string }>(TABLES, [MOVING]);
  const digests = names.map(
    ({ name }) =>
      `SELECT '${name} ' || count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS digest FROM ${name} t`,
  );
  const rows = await book.rowsOfAllGroups<{ digest: string }>(digests.join(' UNION ALL '));
  const [said] = await book.rows<{ events: string }>(EVENTS);
  return { tables: new Set(rows.map(({ digest }) => digest)), events: said?.events ?? '' };
}

/** Names of the tables that are otherwise now. */
export function changedTables(before: Fingerprint, after: Fingerprint): string[] {
  const [came, went] = [missingIn(before, after), missingIn(after, before)];
  const changed = [...came, ...went];
  return [...new Set(changed.map((digest) => digest.split(' ')[0] ?? ''))];
}

const missingIn = (one: Fingerprint, other: Fingerprint): string[] =>
  [...other.tables].filter((digest) => !one.tables.has(digest));
