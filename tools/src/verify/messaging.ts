import { EVENTS_WITHOUT_GAP, saidAllLately } from '@pitlane/platform';
import type { Book } from './books.js';
import { type Invariant, inEveryBook, overServices } from './invariant.js';
import { wholePass } from './self-checks.js';

/** SQL of all aggregates of a database: id, store, version of the last event. */
async function aggregatesOf(book: Book): Promise<string> {
  const tables = await book.rows<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'event_version'`,
  );
  return tables.map(({ name }) => `SELECT id, store_id, event_version FROM ${name}`).join(' UNION ALL ');
}

/** Asks for rows of aggregates, of every group's. */
const ofAggregates = (says: Pick<Invariant, 'id' | 'says'>, condition: string): Invariant => ({
  ...says,
  check: (books) =>
    overServices(async (service) => {
      const aggregates = await aggregatesOf(books[service]);
      const all = await books[service].rowsOfAllGroups(`SELECT id FROM (${aggregates}) aggregate`);
      const violations = await books[service].rowsOfAllGroups(
        `SELECT id AS aggregate FROM (${aggregates}) aggregate WHERE ${condition}`,
      );
      return { checked: all.length, violations };
    }),
});

/** An event without its fact was written by a transaction that never was. */
const EVENTS_OF_FACTS: Invariant = {
  id: 'X1',
  says: 'what an event tells of is there',
  check: (books) =>
    overServices(async (service) => {
      const aggregates = await aggregatesOf(books[service]);
      const there = await books[service].rowsOfAllGroups<{ id: string }>(`SELECT id FROM (${aggregates}) aggregate`);
      const said = await books[service].rows<{ id: string; event: string }>(
        'SELECT aggregate_id AS id, min(event_id::text) AS event FROM outbox GROUP BY aggregate_id',
      );
      const ids = new Set(there.map(({ id }) => id));
      const violations = said.filter(({ id }) => !ids.has(id)).map(({ event }) => ({ event }));
      return { checked: said.length, violations };
    }),
};

/** Of an aggregate that is older than what the outbox keeps there may be no event left. */
const LAST_EVENT_ASTRAY = `
  event_version <> (
    SELECT coalesce(max(aggregate_version), CASE WHEN ${saidAllLately('aggregate.id')} THEN 0 ELSE aggregate.event_version END)
    FROM outbox WHERE aggregate_id = aggregate.id)`;

interface Link {
  child: string;
  parent: string;
  column: string;
  key: string;
}

/** Foreign keys by id between two tables of stores, with or without the store in them; people and cars are their group's. */
const LINKS = `
  SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent,
         quote_ident(child.attname) AS column, quote_ident(parent.attname) AS key
  FROM pg_constraint CROSS JOIN unnest(conkey, confkey) AS pair (child, parent)
  JOIN pg_attribute child ON child.attrelid = conrelid AND child.attnum = pair.child
  JOIN pg_attribute parent ON parent.attrelid = confrelid AND parent.attnum = pair.parent
  WHERE contype = 'f' AND child.atttypid = 'uuid'::regtype
    AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = conrelid AND attname = 'store_id')
    AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = confrelid AND attname = 'store_id')
    AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = confrelid AND attname = 'group_id')`;

const SAME_STORE: Invariant = {
  id: 'X10',
  says: 'what belongs to a thing belongs to its store',
  check: (books) =>
    overServices(async (service) => {
      const links = await books[service].rows<Link>(LINKS);
      let checked = 0;
      const violations = [];
      for (const { child, parent, column, key } of links) {
        const joined = `${child} child JOIN ${parent} parent ON child.${column} = parent.${key}`;
        checked += await books[service].count(`SELECT count(*) FROM ${joined}`);
        const crossing = `SELECT child.${column} AS id FROM ${joined} WHERE child.store_id <> parent.store_id`;
        for (const { id } of await books[service].rows(crossing)) violations.push({ child, parent, id });
      }
      return { checked, violations };
    }),
};

export const MESSAGING: readonly Invariant[] = [
  {
    id: EVENTS_WITHOUT_GAP.id,
    says: EVENTS_WITHOUT_GAP.says,
    check: (books) => overServices((service) => wholePass(books[service], EVENTS_WITHOUT_GAP)),
  },
  ofAggregates(
    { id: 'X1', says: 'the last event that an aggregate counts is the last one in the outbox' },
    LAST_EVENT_ASTRAY,
  ),
  EVENTS_OF_FACTS,
  ...inEveryBook([
    {
      id: 'X2',
      says: 'every event is published',
      counts: 'SELECT count(*) FROM outbox',
      violations: 'SELECT event_id AS event FROM outbox WHERE published_at IS NULL',
    },
    {
      id: 'X3',
      says: 'no event is parked, waits or failed',
      counts: 'SELECT count(*) FROM inbox',
      violations: `
        SELECT event_id AS event, status FROM inbox WHERE status NOT IN ('done', 'skipped')
        UNION SELECT event_id, reason_code FROM inbox_parked WHERE resolved_at IS NULL`,
    },
    {
      id: 'X5',
      says: 'the events of an aggregate are handled in the order of their versions',
      counts: `SELECT count(*) FROM inbox WHERE done_seq IS NOT NULL`,
      violations: `
        SELECT event_id AS event, aggregate_id AS aggregate FROM (
          SELECT *, lag(aggregate_version, 1, 0) OVER (PARTITION BY consumer, aggregate_id ORDER BY done_seq) AS before
          FROM inbox WHERE done_seq IS NOT NULL) event
        WHERE aggregate_version <> before + 1`,
    },
    {
      id: 'X10',
      says: 'an event belongs to one store: in its row, its subject and its envelope',
      counts: 'SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM inbox)',
      violations: `
        SELECT event_id AS event FROM outbox
        WHERE store_id <> payload ->> 'storeid' OR store_id <> split_part(subject, '.', 3)
        UNION ALL SELECT event_id FROM inbox WHERE store_id <> payload ->> 'storeid'`,
    },
  ]),
  ofAggregates(
    { id: 'X10', says: 'an aggregate speaks for its own store' },
    'EXISTS (SELECT FROM outbox WHERE aggregate_id = aggregate.id AND outbox.store_id <> aggregate.store_id)',
  ),
  SAME_STORE,
];
