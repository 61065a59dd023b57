import type { Service, World } from '../world/world.js';
import { ID, uuidSql } from './uuid.js';
import { OPERATION, RESOURCES, storesSql } from './workshop.js';

export interface Visits {
  readonly stores: readonly string[];
  /** Visits in every store, each of one hour, one after another on each bay from `from` on. */
  readonly perStore: number;
  /** The opening of the first day. */
  readonly from: Date;
  /** Of ten opening hours of a day, how many each bay is booked for. */
  readonly hoursADay: number;
}

/**
 * Fills the appointments service with visits, as bookings would have: the appointment, what it holds, its slots. Constraints and triggers
 * hold them together; they are satisfied by construction, and `npm run verify` would agree.
 */
export async function seedVisits(
  world: World,
  service: Service,
  { stores, perStore, from, hoursADay }: Visits,
): Promise<void> {
  const url = world.superuserUrl(service);
  const perDay = RESOURCES * hoursADay;
  await world.sql(
    url,
    `SET synchronous_commit = off; SET session_replication_role = replica; SET maintenance_work_mem = '512MB';
     CREATE TEMP TABLE visit AS
       SELECT n * ${stores.length} + index AS number, id AS store, n % ${RESOURCES} + 1 AS resource,
         '${from.toISOString()}'::timestamptz + (n / ${perDay}) * interval '1 day' + (n / ${RESOURCES} % ${hoursADay}) * interval '1 hour' AS at
       FROM generate_series(0, ${perStore - 1}) n, ${storesSql(stores)};
     INSERT INTO appointment (id, store_id, version, event_version, status, customer_id, vehicle_id, channel, complaint, meanwhile, starts_at,
         ends_at, slot_minutes, estimate, advisor_id, earlier_no_shows, booked_at, risk)
       SELECT ${uuidSql(ID.appointment, 'number')}, store, 1, 0, 'booked', ${uuidSql(ID.customer, 'number')}, ${uuidSql(ID.vehicle, 'number')}, 'phone',
         '常规保养', 'leaves', at, at + interval '1 hour', 15, '${ESTIMATE}', 'advisor.one', 0, now(), 'none' FROM visit;
     ${CONSTRAINTS.drop}
     INSERT INTO allocation (id, store_id, appointment_id, resource_kind, resource_id, bay_kind, skills, starts_at, ends_at, active)
       SELECT gen_random_uuid(), store, ${uuidSql(ID.appointment, 'number')}, kind, resource_id, bay_kind, '[]', at, at + interval '1 hour', true
       FROM visit, LATERAL (VALUES
         ('bay', (SELECT bay_id::text FROM known_bay WHERE store_id = store AND name = 'Bay ' || resource), 'lift'),
         ('technician', lower(store) || '.technician.' || resource, NULL),
         ('vehicle', ${uuidSql(ID.vehicle, 'number')}::text, NULL)) AS held (kind, resource_id, bay_kind);
     ${CONSTRAINTS.add}
     INSERT INTO slot (store_id, starts_at, capacity, booked)
       SELECT store, at + quarter * interval '15 minutes', ${RESOURCES}, count(*) FROM visit, generate_series(0, 3) quarter GROUP BY 1, 2`,
  );
  await world.sql(url, 'VACUUM ANALYZE');
}

const ESTIMATE = JSON.stringify({
  operations: [
    { operationCode: OPERATION, nameZh: '小保养', nameEn: 'Service', flatRateHundredths: 100, skill: 'maintenance', bayKind: 'lift' },
  ],
  parts: [], durationMinutes: 60, priceListVersion: 1, lowFen: 18_000, highFen: 20_000, unpriced: [],
}); // prettier-ignore

/** An index is made faster than it is kept up. */
const CONSTRAINTS = {
  drop: 'ALTER TABLE allocation DROP CONSTRAINT allocation_resource_once, DROP CONSTRAINT allocation_vehicle_once;',
  add: `ALTER TABLE allocation
    ADD CONSTRAINT allocation_resource_once EXCLUDE USING gist
      (resource_kind WITH =, resource_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (active AND resource_kind <> 'vehicle'),
    ADD CONSTRAINT allocation_vehicle_once EXCLUDE USING gist
      (resource_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (active AND resource_kind = 'vehicle');`,
};
