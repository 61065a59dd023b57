import { startUpgraded } from '@pitlane/testing';
import { PartFacts1763000010000 } from './1763000010000-part-facts.js';
import { migrations } from './index.js';

/** Parts of two stores as the release before wrote them. */
const BEFORE = `
  INSERT INTO part (id, store_id, version, event_version, part_number, name_zh, name_en, category, unit, brand, origin, fits, min_thousandths,
    max_thousandths)
  SELECT gen_random_uuid(), store, 1, 0, '5Q0-698', '刹车片', 'Brake pads', 'brake', 'set', 'VW', 'genuine', fits, 0, 0
  FROM (VALUES ('SH001', ARRAY['SAIC-VW Tiguan L', 'Tesla']), ('BJ001', ARRAY[]::text[])) AS listed (store, fits)`;

const upgraded = startUpgraded('parts', { migrations, first: PartFacts1763000010000, rows: BEFORE });

describe('parts that were listed before they were found by keys', () => {
  it('are found by number, name and initials, each in its store', async () => {
    const rows = await upgraded.sql(
      `SELECT key, array_agg(store_id ORDER BY store_id) AS stores FROM part_key
       WHERE key IN ('5q0698', '698', '车片', 'scp', 'pads') GROUP BY key ORDER BY key`,
    );
    const stores = ['BJ001', 'SH001'];
    expect(rows).toEqual(['5q0698', '698', 'pads', 'scp', '车片'].map((key) => ({ key, stores })));
  });

  it('fit the cars that they named, or any', async () => {
    const rows = await upgraded.sql('SELECT store_id, make, model FROM part_fit ORDER BY store_id, make');
    expect(rows).toEqual([
      { store_id: 'BJ001', make: '*', model: '*' },
      { store_id: 'SH001', make: 'SAIC-VW', model: 'Tiguan L' },
      { store_id: 'SH001', make: 'Tesla', model: 'Tesla' },
    ]);
  });
});
