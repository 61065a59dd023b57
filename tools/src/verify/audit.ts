import { BROKEN_CHAIN, CHAIN_LENGTH } from '@pitlane/platform/audit-chain';
import type { Book } from './books.js';
import { type Invariant, inEveryBook, overServices } from './invariant.js';

/** SQL of all aggregates of a database: id, version. */
async function aggregatesOf(book: Book): Promise<string> {
  const tables = await book.rows<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'event_version'`,
  );
  return tables.map(({ name }) => `SELECT id, version FROM ${name}`).join(' UNION ALL ');
}

/** What was there before the log began has an entry of that moment instead of those before. */
const UNAUDITED = `
  SELECT aggregate.id AS aggregate, aggregate.version, entries.count AS entries
  FROM (AGGREGATES) aggregate LEFT JOIN (
    SELECT aggregate_id AS id, min(aggregate_version) AS first, max(aggregate_version) AS last, count(*),
           bool_or(actor_id = 'migration') AS has_baseline
    FROM audit_entry GROUP BY aggregate_id) entries USING (id)
  WHERE (entries.last, entries.count) IS DISTINCT FROM (aggregate.version, aggregate.version - entries.first + 1)
     OR (entries.first > 1 AND NOT has_baseline)`;

const ONE_ENTRY_EACH: Invariant = {
  id: 'X11',
  says: 'each state change of an aggregate has one entry in the audit log',
  check: (books) =>
    overServices(async (service) => {
      const aggregates = await aggregatesOf(books[service]);
      const all = await books[service].rowsOfAllGroups(`SELECT id FROM (${aggregates}) aggregate`);
      const violations = await books[service].rowsOfAllGroups(UNAUDITED.replace('AGGREGATES', aggregates));
      return { checked: all.length, violations };
    }),
};

export const AUDIT: readonly Invariant[] = [
  ONE_ENTRY_EACH,
  ...inEveryBook([
    {
      id: 'X11',
      says: 'no entry of the audit log was changed, dropped or put in between',
      counts: CHAIN_LENGTH,
      violations: BROKEN_CHAIN,
    },
  ]),
];
