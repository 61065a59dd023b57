import { startUpgraded } from '@pitlane/testing';
import { ErasedCustomers1763000001000 } from './1763000001000-erased-customers.js';
import { migrations } from './index.js';

const ERASED = '01990000-0000-7000-8000-000000000001';
const OTHER = '01990000-0000-7000-8000-000000000002';
const EVENT = { data: { customerId: ERASED, erasedAt: '2026-11-20T09:00:00.000Z' } };

/** Rows as the release before wrote them: it passed over what it did not listen to. */
const BEFORE = `
  INSERT INTO known_customer (store_id, customer_id)
  VALUES ('SH001', '${ERASED}'), ('SH002', '${ERASED}'), ('SH001', '${OTHER}');
  INSERT INTO inbox (consumer, event_id, store_id, source, type, aggregate_id, aggregate_version, payload, payload_sha256, status)
  VALUES ('appointments', '${OTHER}', 'SH001', '/pitlane/crm', 'crm.customer.erased.v1', '${OTHER}', 2, '${JSON.stringify(EVENT)}', '',
    'skipped');`;

const upgraded = startUpgraded('appointments', { migrations, first: ErasedCustomers1763000001000, rows: BEFORE });

it('a customer who was erased before appointments listened is erased after the upgrade, in the store that said so', async () => {
  const rows = await upgraded.sql('SELECT store_id, customer_id FROM known_customer WHERE erased_at IS NOT NULL');
  expect(rows).toEqual([{ store_id: 'SH001', customer_id: ERASED }]);
  const walls = `SELECT FROM pg_class WHERE relname = 'known_customer' AND relrowsecurity AND relforcerowsecurity`;
  expect(await upgraded.sql(walls)).toHaveLength(1);
});
