import type { World } from '../world/world.js';

/**
 * The floor of booking: the promise of APT-4 and APT-5 (a slot that is not overbooked, a bay and a technician held for one hour by
 * constraint), the booking and its event, in one call of a function.
 */
const SCHEMA = `
  CREATE EXTENSION btree_gist;
  CREATE TABLE slot (
    store int, starts_at timestamptz, capacity int NOT NULL, booked int NOT NULL DEFAULT 0,
    PRIMARY KEY (store, starts_at), CHECK (booked BETWEEN 0 AND capacity)) WITH (fillfactor = 70);
  CREATE TABLE booking (id uuid PRIMARY KEY, store int NOT NULL, starts_at timestamptz NOT NULL, customer bigint NOT NULL);
  CREATE TABLE allocation (
    booking_id uuid NOT NULL, kind text NOT NULL, resource int NOT NULL, store int NOT NULL, starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    EXCLUDE USING gist (kind WITH =, store WITH =, resource WITH =, tstzrange(starts_at, ends_at) WITH &&));
  CREATE INDEX allocation_time ON allocation (store, starts_at);
  CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id uuid NOT NULL UNIQUE, payload json NOT NULL, published_at timestamptz);
  CREATE INDEX outbox_todo ON outbox (id) WHERE published_at IS NULL;

  CREATE FUNCTION book(wanted_store int, wanted_at timestamptz, who bigint) RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    made uuid := gen_random_uuid();
    until timestamptz := wanted_at + interval '1 hour';
  BEGIN
    PERFORM FROM slot WHERE store = wanted_store AND starts_at >= wanted_at AND starts_at < until ORDER BY starts_at FOR UPDATE;
    UPDATE slot SET booked = booked + 1
      WHERE store = wanted_store AND starts_at >= wanted_at AND starts_at < until AND booked < capacity;
    IF NOT FOUND THEN RETURN false; END IF;
    INSERT INTO booking (id, store, starts_at, customer) VALUES (made, wanted_store, wanted_at, who);
    INSERT INTO allocation (booking_id, kind, resource, store, starts_at, ends_at)
      SELECT made, kind, (
          SELECT min(free) FROM generate_series(1, (SELECT capacity FROM slot WHERE store = wanted_store AND starts_at = wanted_at)) free
          WHERE free NOT IN (SELECT resource FROM allocation taken WHERE taken.store = wanted_store AND taken.kind = wanted.kind
            AND taken.starts_at > wanted_at - interval '1 hour' AND taken.starts_at < until)),
        wanted_store, wanted_at, until
      FROM unnest(ARRAY['bay', 'technician']) AS wanted (kind);
    INSERT INTO outbox (event_id, payload) VALUES (gen_random_uuid(), json_build_object('bookingId', made, 'startsAt', wanted_at));
    RETURN true;
  END $$;`;

export const BOOK = 'SELECT book($1, $2, $3)';

/** @returns the URL of a database with empty slots of a quarter of an hour, from `from` on */
export async function bookingFloor(
  world: World,
  { stores, days, capacity, from }: { stores: number; days: number; capacity: number; from: Date },
): Promise<string> {
  const url = await world.bareDatabase('floor_booking');
  await world.sql(url, SCHEMA);
  await world.sql(
    url,
    `INSERT INTO slot (store, starts_at, capacity)
     SELECT store, '${from.toISOString()}'::timestamptz + day * interval '1 day' + quarter * interval '15 minutes', ${capacity}
     FROM generate_series(0, ${stores - 1}) store, generate_series(0, ${days - 1}) day, generate_series(0, 39) quarter`,
  );
  await world.sql(url, 'VACUUM ANALYZE');
  return url;
}
