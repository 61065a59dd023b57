import { startUpgraded } from '@pitlane/testing';
import { UsedExitPasses1795301001001 } from './1795301001001-used-exit-passes.js';
import { migrations } from './index.js';

const USED = '01990000-0000-7000-8000-000000000001';
const OTHER = '01990000-0000-7000-8000-000000000002';
const EVENT = { data: { exitPassId: USED, usedAt: '2026-11-20T09:00:00.000Z' } };

/** Rows as the release before wrote them: it passed over what it did not listen to. */
const BEFORE = `
  INSERT INTO known_exit_pass (store_id, exit_pass_id, repair_order_id, expires_at)
  SELECT store_id, id::uuid, '${OTHER}', '2026-11-20T10:00:00Z'
  FROM (VALUES ('SH001', '${USED}'), ('SH002', '${USED}'), ('SH001', '${OTHER}')) pass (store_id, id);
  INSERT INTO inbox (consumer, event_id, store_id, source, type, aggregate_id, aggregate_version, payload, payload_sha256, status)
  VALUES ('workshop', '${OTHER}', 'SH001', '/pitlane/billing', 'billing.exit-pass.used.v1', '${USED}', 2, '${JSON.stringify(EVENT)}', '',
    'skipped');`;

const upgraded = startUpgraded('workshop', { migrations, first: UsedExitPasses1795301001001, rows: BEFORE });

it('a pass that the gate took before the workshop listened is used after the upgrade, in the store that said so', async () => {
  const rows = await upgraded.sql(
    'SELECT store_id, exit_pass_id, used_at FROM known_exit_pass WHERE used_at IS NOT NULL',
  );
  expect(rows).toEqual([{ store_id: 'SH001', exit_pass_id: USED, used_at: new Date('2026-11-20T09:00:00.000Z') }]);
  const walls = `SELECT FROM pg_class WHERE relname = 'known_exit_pass' AND relrowsecurity AND relforcerowsecurity`;
  expect(await upgraded.sql(walls)).toHaveLength(1);
});
