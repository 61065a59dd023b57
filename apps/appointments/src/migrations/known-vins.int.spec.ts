import { startUpgraded } from '@pitlane/testing';
import { KnownVins1763000110000 } from './1763000110000-known-vins.js';
import { migrations } from './index.js';

const CAR = '01990000-0000-7000-8000-000000000001';
const [FIRST, SECOND] = ['01990000-0000-7000-8000-000000000002', '01990000-0000-7000-8000-000000000003'];
const told = (vin: string): string => JSON.stringify({ data: { vehicleId: CAR, vin } });

/** A car of two stores; crm told SH001 twice, SH002 never. */
const BEFORE = `
  INSERT INTO known_vehicle (store_id, vehicle_id, owner_customer_id) VALUES ('SH001', '${CAR}', '${CAR}'), ('SH002', '${CAR}', '${CAR}');
  INSERT INTO inbox (consumer, event_id, store_id, source, type, aggregate_id, aggregate_version, payload, payload_sha256, status)
  VALUES
    ('appointments', '${FIRST}', 'SH001', '/pitlane/crm', 'crm.vehicle.changed.v1', '${CAR}', 1, '${told('LSVAU033952215399')}', '', 'done'),
    ('appointments', '${SECOND}', 'SH001', '/pitlane/crm', 'crm.vehicle.changed.v1', '${CAR}', 2, '${told('LSVAU033952215377')}', '', 'done');`;

const upgraded = startUpgraded('appointments', { migrations, first: KnownVins1763000110000, rows: BEFORE });

it('a car of which the store heard before has the VIN of the latest word after the upgrade', async () => {
  expect(await upgraded.sql('SELECT store_id, vin FROM known_vehicle ORDER BY store_id')).toEqual([
    { store_id: 'SH001', vin: 'LSVAU033952215377' },
    { store_id: 'SH002', vin: null },
  ]);
  const walls = `SELECT FROM pg_class WHERE relname = 'known_vehicle' AND relrowsecurity AND relforcerowsecurity`;
  expect(await upgraded.sql(walls)).toHaveLength(1);
});
