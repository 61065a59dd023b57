import type { World } from '../world/world.js';

/**
 * The floor of settling: a settlement that equals the sum of its six lines becomes final under the next number of its store's gapless
 * series, with its event, in one call of a function.
 */
const SCHEMA = `
  CREATE TABLE series (store int PRIMARY KEY, last_number int NOT NULL) WITH (fillfactor = 70);
  CREATE TABLE settlement (
    id int PRIMARY KEY, store int NOT NULL, status text NOT NULL, total_fen bigint NOT NULL, number int, UNIQUE (store, number));
  CREATE TABLE settlement_line (settlement_id int, position int, amount_fen bigint NOT NULL, PRIMARY KEY (settlement_id, position));
  CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id uuid NOT NULL UNIQUE, payload json NOT NULL, published_at timestamptz);
  CREATE INDEX outbox_todo ON outbox (id) WHERE published_at IS NULL;

  CREATE FUNCTION settle(wanted int) RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    ready settlement;
    next int;
  BEGIN
    SELECT * INTO ready FROM settlement WHERE id = wanted AND status = 'ready' FOR UPDATE;
    IF NOT FOUND OR ready.total_fen <> (SELECT sum(amount_fen) FROM settlement_line WHERE settlement_id = wanted) THEN RETURN false; END IF;
    INSERT INTO outbox (event_id, payload) VALUES (gen_random_uuid(), json_build_object('settlementId', wanted, 'totalFen', ready.total_fen));
    UPDATE series SET last_number = last_number + 1 WHERE store = ready.store RETURNING last_number INTO next;
    UPDATE settlement SET status = 'issued', number = next WHERE id = wanted;
    RETURN true;
  END $$;`;

export const SETTLE = 'SELECT settle($1)';

/** @returns the URL of a database with so many settlements that are ready */
export async function settlingFloor(
  world: World,
  { count, stores, lines }: { count: number; stores: number; lines: number },
): Promise<string> {
  const url = await world.bareDatabase('floor_settling');
  await world.sql(url, SCHEMA);
  await world.sql(
    url,
    `INSERT INTO series (store, last_number) SELECT store, 0 FROM generate_series(0, ${stores - 1}) store;
     INSERT INTO settlement (id, store, status, total_fen) SELECT n, n % ${stores}, 'ready', ${lines * 11_300} FROM generate_series(0, ${count - 1}) n;
     INSERT INTO settlement_line (settlement_id, position, amount_fen)
       SELECT n, line, 11300 FROM generate_series(0, ${count - 1}) n, generate_series(1, ${lines}) line`,
  );
  await world.sql(url, 'VACUUM ANALYZE');
  return url;
}
