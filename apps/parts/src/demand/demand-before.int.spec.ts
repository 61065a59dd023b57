import { startUpgraded } from '@pitlane/testing';
import { Demand1763000030000 } from '../migrations/1763000030000-demand.js';
import { migrations } from '../migrations/index.js';

describe('what was issued before demand was kept', () => {
  const [LOT, LINE, BACK, OTHER] = ['1', '2', '3', '4'].map((n) => `01990000-0000-7000-8000-00000000000${n}`);
  const moved = (kind: string, deltas: string, line: string): string =>
    `('SH001', '${LOT}', '${kind}', ${deltas}, ${line}, '${OTHER}', 'wu', '2026-11-20T17:00:00Z')`;
  const MOVEMENTS = [
    moved('received', '9000, 9000, 0, 100', 'NULL'),
    moved('issued', '0, -3000, 3000, NULL', `'${LINE}'`),
    moved('returned', '0, 1000, -1000, NULL', `'${LINE}'`),
    moved('issued', '0, -2000, 2000, NULL', `'${BACK}'`),
    moved('returned', '0, 2000, -2000, NULL', `'${BACK}'`),
  ].join(', ');
  const ROWS = `
    INSERT INTO part (id, store_id, version, event_version, part_number, name_zh, name_en, category, unit, brand, origin, fits,
      min_thousandths, max_thousandths) VALUES ('${OTHER}', 'SH001', 1, 0, 'P-1', '滤', 'f', 'f', 'piece', 'B', 'genuine', '{}', 0, 1);
    INSERT INTO delivery VALUES ('${OTHER}', 'SH001', 1, 0, 'DN-1', 'S', 'wu', now());
    INSERT INTO lot (id, store_id, delivery_id, part_id, part_number, unit_cost_fen, result, received_at)
      VALUES ('${LOT}', 'SH001', '${OTHER}', '${OTHER}', 'P-1', 100, 'accepted', now());
    INSERT INTO movement (store_id, lot_id, kind, received_delta, available_delta, issued_delta, unit_cost_fen, line_id, document_id,
      actor_id, occurred_at) VALUES
      ${MOVEMENTS};`;
  const upgraded = startUpgraded('parts', { migrations, first: Demand1763000030000, rows: ROWS });

  it('is demand, less what came back, on the day of the store', async () => {
    const rows = await upgraded.sql(
      'SELECT request_id, asked_on::text, quantity_thousandths FROM demand_request ORDER BY request_id',
    );
    expect(rows).toEqual([
      { request_id: LINE, asked_on: '2026-11-21', quantity_thousandths: '2000' },
      { request_id: BACK, asked_on: '2026-11-21', quantity_thousandths: '0' },
    ]);
  });
});
