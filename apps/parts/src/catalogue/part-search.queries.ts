import type { Tx } from '@pitlane/platform';

/** What parts are looked for by: a text, a car, or both. */
export interface PartSearch {
  readonly search?: string;
  readonly make?: string;
  readonly model?: string;
  readonly year?: number;
}

interface PageOfIds {
  /** The last one of the page before. */
  readonly lastId: string | undefined;
  readonly take: number;
}

// Store by store, so that each is read in the order of its index and no further than the page goes. OFFSET 0 keeps the planner,
// which cannot guess how many keys a range has, from sorting them all.
const PAGE = `$1::text[] AS stores, $2::uuid AS last_id, $3::int AS take`;
const CAR = `$4::text AS make, $5::text AS model, $6::int AS year`;

/**
 * Keys that begin with what is looked for, in their order: the nearest first. A part that is found by several of its keys counts at
 * the first of them, which tells, too, where a page went on from.
 */
const BY_TEXT = `
  WITH asked AS (
    SELECT ${PAGE}, ${CAR}, search_key($7) AS low, search_key($7) || chr(1114111) AS high),
  place AS (
    SELECT (SELECT min(key) FROM part, part_keys(part) key WHERE id = last_id AND key >= low AND key < high) AS last_key FROM asked),
  fitting AS MATERIALIZED (
    SELECT part_id
    FROM asked, unnest(stores) AS own (store), (VALUES ($4, $5), ('*', '*')) AS car (make, model), part_fit fit
    WHERE asked.make IS NOT NULL AND fit.store_id = store AND fit.make = car.make AND fit.model = car.model
      AND (year IS NULL OR year BETWEEN from_year AND to_year))
  SELECT found.part_id AS id
  FROM asked, place, unnest(stores) AS own (store), LATERAL (
    SELECT key, part_id
    FROM (
      SELECT key, part_id FROM part_key
      WHERE store_id = store AND key >= low AND key < high AND low <> ''
        AND (last_id IS NULL OR (key, part_id) > (last_key, last_id))
        AND (asked.make IS NULL OR part_id IN (SELECT part_id FROM fitting))
      ORDER BY key, part_id OFFSET 0) ranked
    WHERE key = (SELECT min(other) FROM part, part_keys(part) other WHERE id = part_id AND other >= low AND other < high)
    ORDER BY key, part_id LIMIT take) found
  ORDER BY found.key, found.part_id LIMIT $3`;

/** Newest first, with those that fit any car. */
const BY_CAR = `
  WITH asked AS (SELECT ${PAGE}, ${CAR})
  SELECT DISTINCT found.part_id AS id
  FROM asked, unnest(stores) AS own (store), (VALUES ($4, $5), ('*', '*')) AS car (make, model), LATERAL (
    SELECT DISTINCT part_id FROM part_fit fit
    WHERE fit.store_id = store AND fit.make = car.make AND fit.model = car.model
      AND (year IS NULL OR year BETWEEN from_year AND to_year) AND (last_id IS NULL OR part_id < last_id)
    ORDER BY part_id DESC LIMIT take) found
  ORDER BY found.part_id DESC LIMIT $3`;

/** Ids of the parts of the scope's stores that are found, in the order in which they are shown. */
export async function findParts(tx: Tx, { search, make, model, year }: PartSearch, page: PageOfIds): Promise<string[]> {
  const asked = [tx.scope.stores, page.lastId, page.take, make, model, year];
  const rows = await (search === undefined
    ? tx.query<{ id: string }>(BY_CAR, asked)
    : tx.query<{ id: string }>(BY_TEXT, [...asked, search]));
  return rows.map(({ id }) => id);
}
