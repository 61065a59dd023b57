import { startUpgraded } from '@pitlane/testing';
import { AllCounters1763001010000 } from './1763001010000-all-counters.js';
import { migrations } from './index.js';

const SHEET = '01990000-0000-7000-8000-000000000001';

/** An open sheet as the release before wrote it: one line that two people counted, one that was counted once. */
const BEFORE = `
  SET session_replication_role = replica; -- a sheet without its parts
  INSERT INTO stocktake_line (id, store_id, stocktake_id, position, part_id, part_number, abc_class, open, counted_thousandths, counted_by,
    first_counted_thousandths, first_counted_by, recount_asked)
  VALUES
    (gen_random_uuid(), 'SH001', '${SHEET}', 0, gen_random_uuid(), 'PADS', 'A', true, 5000, 'xu.parts', 6000, 'zhu.parts', false),
    (gen_random_uuid(), 'SH001', '${SHEET}', 1, gen_random_uuid(), 'OIL', 'A', true, 5000, 'xu.parts', NULL, NULL, false);`;

const upgraded = startUpgraded('parts', { migrations, first: AllCounters1763001010000, rows: BEFORE });

describe('lines that were counted before all who count were kept', () => {
  it('know who counted first', async () => {
    const rows = await upgraded.sql('SELECT counted_by, earlier_counters FROM stocktake_line ORDER BY position');
    expect(rows).toEqual([
      { counted_by: 'xu.parts', earlier_counters: ['zhu.parts'] },
      { counted_by: 'xu.parts', earlier_counters: [] },
    ]);
  });

  it('may be counted by the first one again, after the other', async () => {
    const rows = await upgraded.sql(
      `UPDATE stocktake_line SET counted_by = 'zhu.parts', earlier_counters = earlier_counters || counted_by
       WHERE part_number = 'PADS' RETURNING earlier_counters`,
    );
    expect(rows).toEqual([{ earlier_counters: ['zhu.parts', 'xu.parts'] }]);
  });
});
