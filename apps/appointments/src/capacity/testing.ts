import type { TestService } from '@pitlane/testing';
import { MISCOUNTED } from '../slot-holds/testing.js';

/** The invariants A1 to A3, of visits and holds, straight from the database: each query must find nothing. */
export async function violations(service: TestService): Promise<unknown[]> {
  return [
    ...(await service.sql(MISCOUNTED)),
    ...(await service.sql(`SELECT a.id FROM allocation a JOIN allocation b ON a.id < b.id AND a.active AND b.active
      AND a.resource_kind = b.resource_kind AND a.resource_id = b.resource_id
      AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at`)),
    ...(await service.sql(`SELECT l.id FROM allocation l JOIN appointment a ON a.id = l.appointment_id
      WHERE l.store_id <> a.store_id OR l.active AND (
        a.status NOT IN ('booked', 'confirmed', 'arrived') OR l.starts_at < a.starts_at OR l.ends_at > a.ends_at)`)),
    ...(await service.sql(`SELECT a.id FROM appointment a WHERE a.status IN ('booked', 'confirmed', 'arrived')
      AND 3 > (SELECT count(DISTINCT resource_kind) FROM allocation l WHERE l.appointment_id = a.id AND l.active)`)),
  ];
}
