import { startUpgraded } from '@pitlane/testing';
import { migrations } from './index.js';
import { VisitPromises1763000211000 } from './1763000211000-visit-promises.js';

/** Visits of two stores, as the release before left them: each with one item on its checklist, due on the day before. */
const BEFORE = `
  CREATE TEMP TABLE told (n int, store text, status text, ticked boolean);
  INSERT INTO told VALUES (1, 'SH001', 'arrived', true), (2, 'BJ001', 'arrived', false), (3, 'SH001', 'cancelled', false),
    (4, 'SH001', 'no-show', false), (5, 'SH001', 'booked', false);
  INSERT INTO appointment (id, store_id, version, event_version, status, customer_id, vehicle_id, channel, complaint, meanwhile, starts_at,
    ends_at, slot_minutes, estimate, advisor_id, earlier_no_shows, booked_at, arrived_at, risk)
  SELECT format('01990000-0000-7000-8000-00000000000%s', n)::uuid, store, 1, 1, status, gen_random_uuid(), gen_random_uuid(), 'phone', '保养', 'waits',
    '2026-11-23T02:00:00Z', '2026-11-23T03:00:00Z', 15, '{}', 'chen.advisor', 0, '2026-11-20T02:00:00Z',
    CASE status WHEN 'arrived' THEN '2026-11-23T02:00:00Z'::timestamptz END, 'none' FROM told;
  INSERT INTO checklist_item (id, store_id, appointment_id, item, owner_role, deadline_at, ticked_at, ticked_by)
  SELECT gen_random_uuid(), store, format('01990000-0000-7000-8000-00000000000%s', n)::uuid, 'documents', 'service-advisor', '2026-11-22T02:00:00Z',
    CASE WHEN ticked THEN '2026-11-22T01:00:00Z'::timestamptz END, CASE WHEN ticked THEN 'chen.advisor' END FROM told;`;

const upgraded = startUpgraded('appointments', { migrations, first: VisitPromises1763000211000, rows: BEFORE });

it('visits of before are kept, broken or released by what their rows tell, and the wall between the stores stands', async () => {
  expect(await upgraded.sql('SELECT status, promise FROM appointment ORDER BY id')).toEqual([
    { status: 'arrived', promise: 'kept' },
    { status: 'arrived', promise: 'broken' },
    { status: 'cancelled', promise: 'released' },
    { status: 'no-show', promise: 'released' },
    { status: 'booked', promise: 'open' },
  ]);
  const walls = `SELECT FROM pg_class WHERE relname IN ('appointment', 'checklist_item') AND relrowsecurity AND relforcerowsecurity`;
  expect(await upgraded.sql(walls)).toHaveLength(2);
});
