import { migrate } from '@pitlane/platform';
import { createDatabase } from '@pitlane/testing';
import pg from 'pg';
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

it('an order that was opened before parts listened has its car after the upgrade', async () => {
  const before = migrations.slice(0, migrations.indexOf(Trace1763000050000));
  const database = await createDatabase('parts', before);
  const client = new pg.Client({ connectionString: database.superuserUrl });
  try {
    await client.connect();
    await client.query(BEFORE);
    await migrate(database.appUrl.replace('parts_app', 'parts_owner'), migrations);

    const { rows } = await client.query('SELECT * FROM known_visit');
    const number = 'SH001-2026-000001';
    expect(rows).toEqual([{ store_id: 'SH001', repair_order_id: ORDER, number, vehicle_id: CAR }]);
  } finally {
    await client.end();
    await database.drop();
  }
}, 60_000);
