import { storeOwned } from '@pitlane/platform';
import { initialsOf } from '@pitlane/platform/initials';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What parts are found by: every ending of the number, of the Chinese name and of its pinyin initials, the English name from each
 * word on, and the cars that fit. So a search for a piece of them is a range of a b-tree. Under row-level security an index serves
 * only comparisons that leak nothing: neither LIKE nor an array's contents, so trigrams would be scanned.
 */
export class PartSearch1763000011000 implements MigrationInterface {
  readonly name = 'PartSearch1763000011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(KEYS);
    await runner.query(KEPT_BY_TRIGGER);
    await runner.query('ALTER TABLE part NO FORCE ROW LEVEL SECURITY');
    await noteInitials(runner);
    await runner.query(`
      INSERT INTO part_key (store_id, key, part_id) SELECT store_id, key, id FROM part, part_keys(part) key;
      INSERT INTO part_fit (store_id, make, model, part_id, from_year, to_year)
        SELECT store_id, make, model, id, from_year, to_year FROM part, fits_of(part);
      ALTER TABLE part FORCE ROW LEVEL SECURITY;`);
    await storeOwned(runner, 'part_key', 'part_fit');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER part_is_found ON part;
      DROP TABLE part_key, part_fit;
      DROP FUNCTION find_parts, fits_of, part_keys, search_key;
      ALTER TABLE part DROP COLUMN initials`);
  }
}

// Both are written by the trigger alone, from the part's own row, and a part is never deleted: a foreign key would check it 30 times.
const TABLES = `
  ALTER TABLE part ADD COLUMN initials text[] NOT NULL DEFAULT '{}';
  CREATE TABLE part_key (
    store_id text NOT NULL,
    key text COLLATE "C" NOT NULL,
    part_id uuid NOT NULL,
    PRIMARY KEY (store_id, key, part_id));
  CREATE TABLE part_fit (
    store_id text NOT NULL,
    make text NOT NULL,
    model text NOT NULL,
    part_id uuid NOT NULL,
    from_year int NOT NULL,
    to_year int NOT NULL,
    PRIMARY KEY (store_id, make, model, part_id, from_year, to_year));`;

/** A part that names no car fits any: its make and model are `*`. */
const KEYS = `
  CREATE FUNCTION search_key(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN lower(regexp_replace($1, '[\\s!-/:-@\\[-\`{-~（）【】，。、；：／·－—～×]+', '', 'g'));
  CREATE FUNCTION part_keys(part) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT substr(whole, start) COLLATE "C"
    FROM unnest(ARRAY[search_key($1.part_number), search_key($1.name_zh)] || $1.initials) whole, generate_series(1, length(whole)) start
    UNION
    SELECT search_key(array_to_string(words[first:], '')) COLLATE "C"
    FROM regexp_split_to_array($1.name_en, '\\s+') words, generate_subscripts(words, 1) first
    WHERE search_key(array_to_string(words[first:], '')) <> ''
  $$;
  CREATE FUNCTION fits_of(part) RETURNS TABLE (make text, model text, from_year int, to_year int) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT DISTINCT car->>'make', car->>'model', coalesce((car->>'fromYear')::int, 0), coalesce((car->>'toYear')::int, 9999)
    FROM jsonb_array_elements($1.fitted_cars) car
    UNION ALL
    SELECT '*', '*', 0, 9999 WHERE $1.fitted_cars = '[]'
  $$;`;

const KEPT_BY_TRIGGER = `
  CREATE FUNCTION find_parts() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO part_key (store_id, key, part_id) 
      SELECT part.store_id, key, part.id FROM new_parts JOIN part ON part.id = new_parts.id, part_keys(part) key;
    INSERT INTO part_fit (store_id, make, model, part_id, from_year, to_year)
      SELECT part.store_id, make, model, part.id, from_year, to_year FROM new_parts JOIN part ON part.id = new_parts.id, fits_of(part);
    RETURN NULL;
  END $$;
  CREATE TRIGGER part_is_found AFTER INSERT ON part REFERENCING NEW TABLE AS new_parts FOR EACH STATEMENT EXECUTE FUNCTION find_parts();`;

async function noteInitials(runner: QueryRunner): Promise<void> {
  const names = (await runner.query('SELECT DISTINCT name_zh FROM part')) as { name_zh: string }[];
  for (const { name_zh } of names) {
    await runner.query('UPDATE part SET initials = $2 WHERE name_zh = $1', [name_zh, initialsOf(name_zh)]);
  }
}
