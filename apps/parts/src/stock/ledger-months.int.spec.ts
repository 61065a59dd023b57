import { startService, startUpgraded } from '@pitlane/testing';
import pg from 'pg';
import { PartsModule } from '../app.module.js';
import { LedgerInFull1763000007000 } from '../migrations/1763000007000-ledger-in-full.js';
import { migrations } from '../migrations/index.js';
import { LedgerMonths } from './ledger-months.service.js';
import { PartsCounter } from './testing.js';

const WHERE_IT_LIES = 'SELECT DISTINCT tableoid::regclass::text AS "table" FROM movement';

describe('the ledger by month (PRT-4)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  const months = async (): Promise<string[]> => {
    const rows = await parts.sql<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'movements'::regnamespace AND relkind = 'r' ORDER BY relname`,
    );
    return rows.map(({ name }) => name);
  };

  afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

  it('has a table for each month, opened before it comes, by several replicas at once', async () => {
    const { partNumber } = await counter.listPart();
    await counter.receive({ partNumber, quantityThousandths: 1000 });
    expect(await parts.sql(WHERE_IT_LIES)).toEqual([{ table: 'movements.m2026_11' }]);

    expect(await months()).not.toContain('m2035_08');
    parts.clock.moveTo(new Date('2035-05-21T01:00:00Z'));
    await Promise.all([1, 2, 3].map(() => parts.get(LedgerMonths).openMonths()));
    expect(await months()).toEqual(expect.arrayContaining(['m2035_05', 'm2035_06', 'm2035_07', 'm2035_08']));
  });

  it('takes a movement of a month that nobody opened, and leaves that month alone later', async () => {
    const { partNumber } = await counter.listPart();
    parts.clock.moveTo(new Date('2041-03-05T01:00:00Z'));
    await counter.receive({ partNumber, quantityThousandths: 1000 });
    expect(await parts.sql(WHERE_IT_LIES)).toContainEqual({ table: 'movements.at_other_times' });

    await parts.get(LedgerMonths).openMonths();
    expect(await months()).not.toContain('m2041_03');
    expect(await months()).toContain('m2041_04');
  });

  it('is no way past the wall: the service has no rights on a month, and its owner changes none', async () => {
    const client = new pg.Client({ connectionString: parts.database.appUrl });
    await client.connect();
    await expect(client.query('SELECT * FROM movements.m2026_11')).rejects.toThrow('permission denied for schema');
    await client.end();
    await expect(parts.sql('DELETE FROM movements.m2026_11')).rejects.toThrow('only grows');
  });
});

describe('a ledger of the release before', () => {
  const [LOT, LINE, OTHER] = [1, 2, 3].map((n) => `01990000-0000-7000-8000-00000000000${n}`) as [
    string,
    string,
    string,
  ];
  const moved = (kind: string, deltas: string, line = 'NULL'): string =>
    `('SH001', '${LOT}', '${kind}', ${deltas}, ${line}, '${OTHER}', 'wu', '2026-11-21T01:00:00Z')`;
  const MOVEMENTS = [
    moved('received', '5000, 5000, 0, 0'),
    moved('reserved', '0, -3000, 3000, 0', `'${LINE}'`),
    moved('staged', '0, 0, -1000, 1000', `'${LINE}'`),
  ].join(', ');
  const ROWS = `
    INSERT INTO part (id, store_id, version, event_version, part_number, name_zh, name_en, category, unit, brand, origin, fits,
      min_thousandths, max_thousandths) VALUES ('${OTHER}', 'SH001', 1, 0, 'P-1', '滤', 'f', 'f', 'piece', 'B', 'genuine', '{}', 0, 1);
    INSERT INTO delivery VALUES ('${OTHER}', 'SH001', 1, 0, 'DN-1', 'S', 'wu', now());
    INSERT INTO lot (id, store_id, delivery_id, part_id, part_number, unit_cost_fen, result, received_at)
      VALUES ('${LOT}', 'SH001', '${OTHER}', '${OTHER}', 'P-1', 100, 'accepted', now());
    INSERT INTO movement (store_id, lot_id, kind, received_delta, available_delta, reserved_delta, staged_delta, line_id, document_id,
      actor_id, occurred_at) VALUES
      ${MOVEMENTS};`;
  const upgraded = startUpgraded('parts', { migrations, first: LedgerInFull1763000007000, rows: ROWS });

  it('is the same ledger afterwards, and says what the line keeps', async () => {
    const ledger = await upgraded.sql(
      'SELECT seq, kind, unit_cost_fen AS cost, tableoid::regclass::text AS "table" FROM movement ORDER BY seq',
    );
    const table = 'movements.m2026_11';
    expect(ledger).toEqual([
      { seq: '1', kind: 'received', cost: '100', table },
      { seq: '2', kind: 'reserved', cost: null, table },
      { seq: '3', kind: 'staged', cost: null, table },
    ]);
    const kept = await upgraded.sql('SELECT line_id, reserved_thousandths, staged_thousandths FROM kept');
    expect(kept).toEqual([{ line_id: LINE, reserved_thousandths: '2000', staged_thousandths: '1000' }]);
    const lot = await upgraded.sql('SELECT available_thousandths, reserved_thousandths, staged_thousandths FROM lot');
    expect(lot).toEqual([{ available_thousandths: '2000', reserved_thousandths: '2000', staged_thousandths: '1000' }]);
  });
});
