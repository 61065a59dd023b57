import { startUpgraded } from '@pitlane/testing';
import { uuid } from '@pitlane/testing/set-up';
import { KnownCarsAndOrders1763000242000 } from './1763000242000-known-cars-and-orders.js';
import { migrations } from './index.js';

const [CAR, ORDER, VISIT, FINDING, APPROVED] = [uuid(1), uuid(2), uuid(3), uuid(4), uuid(5)];
const order = { repairOrderId: ORDER, vehicleId: CAR, number: 'SH001-2026-000001' };
const found = { ...order, findingId: FINDING, description: '前减振器漏油', safetyCritical: true };
const decidedAt = '2026-10-01T03:00:00.000Z';
const lines = ['BRK-012', 'BRK-012', 'MNT-001'].map((operationCode) => ({ operationCode }));

/** What the release before heard: it passed over most of it. */
const TOLD: readonly [type: string, status: 'done' | 'skipped', data: object][] = [
  ['crm.vehicle.changed', 'done', { vehicleId: CAR, make: 'Volkswagen', model: 'Lavida', modelYear: 2021 }],
  ['workshop.repair-order.opened', 'skipped', { ...order, appointmentId: VISIT, mileageKm: 41_000, openedAt: '2026-10-01T01:00:00.000Z' }],
  ['workshop.repair-order.finding-decided', 'skipped', { ...found, decision: 'declined', decidedAt }],
  ['workshop.repair-order.finding-decided', 'skipped', { ...found, findingId: APPROVED, decision: 'approved', decidedAt }],
  ['workshop.repair-order.completed', 'done', { ...order, mileageKm: 41_003, laborLines: lines, completedAt: '2026-10-01T06:00:00.000Z' }],
]; // prettier-ignore
const inboxRow = ([type, status, data]: (typeof TOLD)[number], index: number): string =>
  `('appointments', '${uuid(10 + index)}', 'SH001', '/pitlane', '${type}.v1', '${type.startsWith('crm') ? CAR : ORDER}', ${index + 1},
    '${JSON.stringify({ data })}', '', '${status}')`;
const BEFORE = `
  INSERT INTO known_vehicle (store_id, vehicle_id, owner_customer_id) VALUES ('SH001', '${CAR}', '${CAR}'), ('SH002', '${CAR}', '${CAR}');
  INSERT INTO inbox (consumer, event_id, store_id, source, type, aggregate_id, aggregate_version, payload, payload_sha256, status)
  VALUES ${TOLD.map(inboxRow).join()}`;

describe('what was heard of a car before appointments listened', () => {
  const upgraded = startUpgraded('appointments', { migrations, first: KnownCarsAndOrders1763000242000, rows: BEFORE });

  it('is known after the upgrade: what car it is, and its repair order', async () => {
    expect(await upgraded.sql('SELECT store_id, model, model_year FROM known_vehicle ORDER BY store_id')).toEqual([
      { store_id: 'SH001', model: 'Lavida', model_year: 2021 },
      { store_id: 'SH002', model: null, model_year: null },
    ]);
    expect(await upgraded.sql('SELECT * FROM known_repair_order')).toEqual([
      {
        ...{ store_id: 'SH001', repair_order_id: ORDER, vehicle_id: CAR, appointment_id: VISIT, number: order.number },
        ...{ mileage_km: 41_003, operation_codes: ['BRK-012', 'MNT-001'], delivered_at: null, cancelled_at: null },
        ...{ opened_at: new Date('2026-10-01T01:00:00Z'), completed_at: new Date('2026-10-01T06:00:00Z') },
      },
    ]);
  });

  it('is on record when its customer declined it', async () => {
    const rows = await upgraded.sql(
      'SELECT id, vehicle_id, status, version, safety_critical, declined_at FROM deferred_work',
    );
    const work = { id: FINDING, vehicle_id: CAR, status: 'deferred', version: 1, safety_critical: true };
    expect(rows).toEqual([{ ...work, declined_at: new Date(decidedAt) }]);
  });

  it('has an entry in the audit log that says where it comes from', async () => {
    const entries = await upgraded.sql(
      'SELECT store_id, actor_id, aggregate_type, aggregate_id, aggregate_version FROM audit_entry',
    );
    const entry = { store_id: 'SH001', actor_id: 'migration', aggregate_type: 'deferred-work', aggregate_version: 1 };
    expect(entries).toEqual([{ ...entry, aggregate_id: FINDING }]);
  });

  it('stays behind its wall', async () => {
    const walls = `SELECT FROM pg_class WHERE relname IN ('known_vehicle', 'known_repair_order', 'known_suspicion', 'deferred_work', 'audit_entry')
      AND relrowsecurity AND relforcerowsecurity`;
    expect(await upgraded.sql(walls)).toHaveLength(5);
  });
});
