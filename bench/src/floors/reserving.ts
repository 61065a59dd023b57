import type { World } from '../world/world.js';
import type { Stock } from '../seed/stock.js';

/**
 * The floor of reserving: all that must be written (stock, lots in FIFO order, ledger, reservation, event), in one call of a
 * function, with nothing around it. The stock's row is locked first, so that who waited sees what others left.
 */
const SCHEMA = `
  CREATE TABLE stock (
    part_id int PRIMARY KEY, on_hand bigint NOT NULL, reserved bigint NOT NULL DEFAULT 0,
    CHECK (reserved BETWEEN 0 AND on_hand)) WITH (fillfactor = 70);
  CREATE TABLE lot (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, part_id int NOT NULL, received_at timestamptz NOT NULL, on_hand bigint NOT NULL,
    reserved bigint NOT NULL DEFAULT 0, open boolean NOT NULL DEFAULT true,
    CHECK (reserved BETWEEN 0 AND on_hand)) WITH (fillfactor = 70);
  CREATE INDEX lot_fifo ON lot (part_id, received_at, id) WHERE open;
  CREATE TABLE reservation (id uuid PRIMARY KEY, part_id int NOT NULL, quantity bigint NOT NULL, at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE movement (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, lot_id bigint NOT NULL, reservation_id uuid NOT NULL, quantity bigint NOT NULL);
  CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id uuid NOT NULL UNIQUE, payload json NOT NULL, published_at timestamptz);
  CREATE INDEX outbox_todo ON outbox (id) WHERE published_at IS NULL;

  CREATE FUNCTION reserve(wanted_part int, wanted bigint) RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    reservation uuid := gen_random_uuid();
    missing bigint := wanted;
    taken bigint;
    oldest record;
  BEGIN
    UPDATE stock SET reserved = reserved + wanted WHERE part_id = wanted_part AND on_hand - reserved >= wanted;
    IF NOT FOUND THEN RETURN false; END IF;
    FOR oldest IN SELECT id, on_hand - reserved AS free FROM lot WHERE part_id = wanted_part AND open ORDER BY received_at, id LOOP
      taken := least(oldest.free, missing);
      UPDATE lot SET reserved = reserved + taken, open = reserved + taken < on_hand WHERE id = oldest.id;
      INSERT INTO movement (lot_id, reservation_id, quantity) VALUES (oldest.id, reservation, taken);
      missing := missing - taken;
      EXIT WHEN missing = 0;
    END LOOP;
    INSERT INTO reservation (id, part_id, quantity) VALUES (reservation, wanted_part, wanted);
    INSERT INTO outbox (event_id, payload)
      VALUES (gen_random_uuid(), json_build_object('reservationId', reservation, 'partId', wanted_part, 'quantity', wanted));
    RETURN true;
  END $$;`;

export const RESERVE = 'SELECT reserve($1, $2)';

/** @returns the URL of a database with that stock; the hot part is number 0, the others follow */
export async function reservingFloor(
  world: World,
  { parts, lotsPerPart, unitsPerLot, hotLots, hotUnitsPerLot }: Stock,
): Promise<string> {
  const url = await world.bareDatabase('floor_reserving');
  await world.sql(url, SCHEMA);
  await world.sql(
    url,
    `INSERT INTO stock (part_id, on_hand)
       SELECT 0, ${hotLots * hotUnitsPerLot} UNION ALL SELECT part, ${lotsPerPart * unitsPerLot} FROM generate_series(1, ${parts}) part;
     INSERT INTO lot (part_id, received_at, on_hand)
       SELECT 0, now() - lot * interval '1 day', ${hotUnitsPerLot} FROM generate_series(1, ${hotLots}) lot
       UNION ALL SELECT part, now() - lot * interval '1 day', ${unitsPerLot}
       FROM generate_series(1, ${parts}) part, generate_series(1, ${lotsPerPart}) lot`,
  );
  await world.sql(url, 'VACUUM ANALYZE');
  return url;
}

/** What was promised equals what was taken from the lots, and nothing more was promised than there was. @throws Error */
export async function checkReservingFloor(world: World, url: string): Promise<void> {
  const wrong = await world.sql(
    url,
    `SELECT part_id FROM stock LEFT JOIN (SELECT part_id, sum(reserved) AS taken FROM lot GROUP BY part_id) lots USING (part_id)
     WHERE reserved <> taken OR reserved > on_hand
     UNION ALL SELECT part_id FROM stock LEFT JOIN (SELECT part_id, sum(quantity) AS promised FROM reservation GROUP BY part_id) r USING (part_id)
     WHERE reserved <> coalesce(promised, 0)`,
  );
  if (wrong.length > 0) throw new Error(`The floor's stock of ${wrong.length} parts does not add up.`);
}
