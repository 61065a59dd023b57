import { startUpgraded } from '@pitlane/testing';
import { Trace1763000050000 } from './1763000050000-trace.js';
import { migrations } from './index.js';

const ORDER = '01990000-0000-7000-8000-000000000001';
const CAR = '01990000-0000-7000-8000-000000000002';
const EVENT = { data: { repairOrderId: ORDER, number: 'SH001-2026-000001', vehicleId: CAR } };

/** As the release before wrote it: it passed over what it did not listen to. */
const BEFORE = `
  INSERT INTO inbox (consumer, event_id, store_id, source, type, aggregate_id, aggregate_version, payload, payload_sha256, status)
  VALUES ('parts', '${CAR}', 'SH001', '/pitlane/workshop', 'workshop.repair-order.opened.v1', '${ORDER}', 2, '${JSON.stringify(EVENT)}',
    '', 'skipped');`;

const upgraded = startUpgraded('parts', { migrations, first: Trace1763000050000, rows: BEFORE });

it('an order that was opened before parts listened has its car after the upgrade', async () => {
  const rows = await upgraded.sql('SELECT * FROM known_visit');
  const number = 'SH001-2026-000001';
  expect(rows).toEqual([{ store_id: 'SH001', repair_order_id: ORDER, number, vehicle_id: CAR }]);
});
