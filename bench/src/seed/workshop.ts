import type { Service, World } from '../world/world.js';
import { ID, uuidSql } from './uuid.js';

export const OPERATION = 'SERVICE-1H';
/** Of each kind, in each store: bays that lift a car, and technicians who maintain it. */
export const RESOURCES = 15;
const SHIFTS = JSON.stringify([1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, starts: '08:00', ends: '18:00' })));

export const storesSql = (stores: readonly string[]): string =>
  `(SELECT id, ordinal - 1 AS index FROM unnest('{${stores.join()}}'::text[]) WITH ORDINALITY AS s (id, ordinal)) store`;

/** What the appointments service knows of its stores: 30 resources and a price list in each, and customers with a car. */
export async function seedWorkshop(
  world: World,
  service: Service,
  { stores, vehicles }: { stores: readonly string[]; vehicles: number },
): Promise<void> {
  const url = world.superuserUrl(service);
  const each = storesSql(stores);
  await world.sql(
    url,
    `SET synchronous_commit = off;
     INSERT INTO known_bay (bay_id, store_id, name, kind, active)
       SELECT gen_random_uuid(), id, 'Bay ' || n, 'lift', true FROM ${each}, generate_series(1, ${RESOURCES}) n;
     INSERT INTO known_technician (technician_record_id, store_id, technician_id, skills, shifts, absences, active)
       SELECT gen_random_uuid(), id, lower(id) || '.technician.' || n, '[{"skill":"maintenance"}]', '${SHIFTS}', '[]', true
       FROM ${each}, generate_series(1, ${RESOURCES}) n;
     INSERT INTO known_price_list (store_id, price_list_id, price_list_version, effective_from)
       SELECT id, gen_random_uuid(), 1, now() - interval '30 days' FROM ${each};
     INSERT INTO known_operation (store_id, price_list_id, operation_code, name_zh, name_en, flat_rate_hundredths, skill, bay_kind)
       SELECT store_id, price_list_id, '${OPERATION}', '小保养', 'Service', 100, 'maintenance', 'lift' FROM known_price_list;
     INSERT INTO known_labor_rate (store_id, price_list_id, skill, hourly_rate_fen)
       SELECT store_id, price_list_id, 'maintenance', 18000 FROM known_price_list;
     INSERT INTO known_customer (store_id, customer_id)
       SELECT id, ${uuidSql(ID.customer, 'n')} FROM generate_series(0, ${vehicles - 1}) n JOIN ${each} ON index = n % ${stores.length};
     INSERT INTO known_vehicle (store_id, vehicle_id, owner_customer_id)
       SELECT id, ${uuidSql(ID.vehicle, 'n')}, ${uuidSql(ID.customer, 'n')}
       FROM generate_series(0, ${vehicles - 1}) n JOIN ${each} ON index = n % ${stores.length}`,
  );
  await world.sql(url, 'VACUUM ANALYZE');
}
