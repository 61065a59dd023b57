import { randomUUID } from 'node:crypto';
import { SelfChecks } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { StockAuditView } from './stock-audit.dto.js';

describe('the stock audit', () => {
  const parts = startService(PartsModule, 'parts', migrations, { environment: { SELF_CHECK_SECONDS: '86400' } });
  const counter = new PartsCounter(parts);
  const at = { old: '', young: '', line: '', keeping: '', partNumber: '' };

  const look = async (who = 'service-manager'): Promise<StockAuditView> =>
    (await parts.as(who).get<StockAuditView>(`/v1/stock-audit?partNumber=${at.partNumber}`)).body;
  const named = async (): Promise<string[]> =>
    (await look()).differences
      .map(({ what, lotId, lineId }) => `${what} ${[lotId, lineId].flatMap((id) => nameOf(id) ?? []).join(' ')}`)
      .sort();
  const nameOf = (id: string | null): string | undefined => Object.entries(at).find(([, value]) => value === id)?.[0];
  const seenByService = async (): Promise<string[]> => {
    await parts.get(SelfChecks).look(0);
    const rows = await parts.sql<{ name: string }>(
      `SELECT key AS name FROM self_check, jsonb_each(progress) WHERE value -> 'broken' <> '[]' ORDER BY key`,
    );
    return rows.map(({ name }) => name);
  };

  /** Writes past triggers and rules, as only somebody with the database in his hands can; answers what takes it back. */
  const corrupt = async (...statements: string[]): Promise<() => Promise<void>> => {
    const filled = statements.map((text) => text.replace(/:(\w+)/g, (_, name: keyof typeof at) => `'${at[name]}'`));
    const tables = ['lot', 'movement', 'kept', 'issue_lot', 'reservation_line', 'delivery'];
    const kept = tables.map((table) => `CREATE TABLE audit_${table} AS TABLE ${table};`).join('\n');
    const walls = `ALTER TABLE lot DROP CONSTRAINT IF EXISTS lot_is_whole, DROP CONSTRAINT IF EXISTS lot_is_never_negative;`;
    await parts.sql(
      `${kept} ${walls} BEGIN; SET LOCAL session_replication_role = replica; ${filled.join('; ')}; COMMIT;`,
    );
    return () => restore(tables);
  };
  const restore = async (tables: readonly string[]): Promise<void> => {
    for (const table of tables) {
      const [row] = await parts.sql<{ names: string }>(
        `SELECT string_agg(column_name, ', ') AS names FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
        [table],
      );
      const names = row?.names ?? '';
      await parts.sql(
        `BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM ${table};
         INSERT INTO ${table} (${names}) OVERRIDING SYSTEM VALUE SELECT ${names} FROM audit_${table}; COMMIT; DROP TABLE audit_${table};`,
      );
    }
  };

  beforeAll(async () => {
    const { partNumber } = await counter.listPart();
    const { lots: first } = await counter.receive({ partNumber, quantityThousandths: 3_000, unitCostFen: 1_000 });
    const { lots: second } = await counter.receive({ partNumber, quantityThousandths: 5_000, unitCostFen: 1_200 });
    Object.assign(at, { partNumber, old: first[0]?.lotId, young: second[0]?.lotId, line: randomUUID() });
    const repairOrderId = await counter.authorize([{ lineId: at.line, partNumber, quantityThousandths: 4_000 }]);
    const { body: issue } = await counter.issue(repairOrderId, at.line, 4_000);
    const lines = [{ lineId: at.line, quantityThousandths: 500 }];
    await parts.as('parts-clerk').post(`/v1/issues/${issue.id}/returns`, { lines, reason: 'not needed' });
    const appointmentId = await counter.book([{ partNumber, quantityThousandths: 2_000 }]);
    at.keeping = (await counter.reservationOf(appointmentId)).lines[0]?.lineId ?? '';
  });

  it('looks at each lot and line of the part, and names nothing in clean books', async () => {
    expect(await look()).toEqual({ checkedLots: 2, checkedLines: 2, differences: [], nextCursor: null });
    expect(await seenByService()).toEqual([]);
  });

  it.each([
    {
      what: 'a wrong remaining quantity',
      by: ['UPDATE lot SET available_thousandths = available_thousandths - 1 WHERE id = :young'],
      names: ['lot-available young', 'lot-sum young'],
      asks: ['P1 lot', 'P2 lot'],
    },
    {
      what: 'a quantity below zero',
      by: ['UPDATE lot SET available_thousandths = -1, issued_thousandths = issued_thousandths + 1 WHERE id = :old'],
      names: ['lot-available old', 'lot-below-zero old', 'lot-issued old'],
      asks: ['P1 lot', 'P2 lot'],
    },
    {
      what: 'a lot whose cost was changed',
      by: ['UPDATE lot SET unit_cost_fen = 999 WHERE id = :old'],
      names: ['issued-at-cost old line', 'lot-unit-cost old'],
      asks: ['P2 lot', 'P5 lot'],
    },
    {
      what: 'an issue whose cost was changed',
      by: ['UPDATE issue_lot SET unit_cost_fen = 999 WHERE lot_id = :young'],
      names: ['issued-at-cost young line'],
      asks: ['P5 lot'],
    },
    {
      what: 'a cost that was changed wherever it stands, save in the ledger',
      by: [
        'UPDATE lot SET unit_cost_fen = 999 WHERE id = :old',
        'UPDATE issue_lot SET unit_cost_fen = 999 WHERE lot_id = :old',
      ],
      names: ['lot-unit-cost old'],
      asks: ['P2 lot'],
    },
    {
      what: 'a movement that was deleted',
      by: [`DELETE FROM movement WHERE lot_id = :young AND kind = 'reserved' AND line_id = :keeping`],
      names: ['kept-in-bin young keeping', 'lot-available young', 'lot-reserved young'],
      asks: ['P2 lot', 'P4 line'],
    },
    {
      what: 'a movement that was deleted with the quantities that followed from it',
      by: [
        `DELETE FROM movement WHERE lot_id = :old AND kind IN ('issued', 'reserved')`,
        'UPDATE lot SET issued_thousandths = 0, available_thousandths = 3000 WHERE id = :old',
      ],
      names: ['issued-from-lot old line'],
      asks: ['P5 lot'],
    },
    {
      what: 'a movement that was changed',
      by: [`UPDATE movement SET issued_delta = issued_delta + 1 WHERE lot_id = :old AND kind = 'issued'`],
      names: ['issued-from-lot old line', 'lot-issued old'],
      asks: ['P2 lot', 'P5 lot'],
    },
    {
      what: 'an issue whose lot was swapped',
      by: ['UPDATE issue_lot SET lot_id = :young, unit_cost_fen = 1200 WHERE lot_id = :old'],
      names: ['issued-from-lot old line', 'issued-from-lot young line', 'issued-of-delivery young line'],
      asks: ['P5 lot'],
    },
    {
      what: 'a part that was issued twice',
      by: [
        `INSERT INTO issue_lot SELECT gen_random_uuid(), store_id, issue_line_id, 7, lot_id, delivery_id, delivery_note, supplier,
           quantity_thousandths, 0, unit_cost_fen FROM issue_lot WHERE lot_id = :old`,
      ],
      names: ['issued-from-lot old line', 'line-issued line'],
      asks: ['P5 line', 'P5 lot'],
    },
    {
      what: 'an issue that the ledger has twice',
      by: [
        `INSERT INTO movement (store_id, lot_id, line_id, kind, staged_delta, reserved_delta, issued_delta, document_id, actor_id, occurred_at)
         SELECT store_id, lot_id, line_id, kind, staged_delta, reserved_delta, issued_delta, document_id, actor_id, occurred_at
         FROM movement WHERE lot_id = :old AND kind = 'issued'`,
      ],
      names: ['issued-from-lot old line', 'kept-in-bin old line', 'lot-issued old', 'lot-reserved old'],
      asks: ['P2 lot', 'P4 line', 'P5 lot'],
    },
    {
      what: 'another quantity kept of a lot',
      by: [
        'UPDATE kept SET reserved_thousandths = reserved_thousandths - 1 WHERE line_id = :keeping AND lot_id = :young',
      ],
      names: ['kept-in-bin young keeping', 'line-reserved keeping'],
      asks: ['P4 line'],
    },
    {
      what: 'a line with another reserved quantity',
      by: ['UPDATE reservation_line SET reserved_thousandths = reserved_thousandths - 1 WHERE id = :keeping'],
      names: ['line-reserved keeping'],
      asks: ['P4 line'],
    },
    {
      what: 'a line with another issued quantity',
      by: ['UPDATE reservation_line SET issued_thousandths = issued_thousandths - 1 WHERE id = :line'],
      names: ['line-issued line'],
      asks: ['P5 line'],
    },
    {
      what: 'a return that was booked into another lot',
      by: [
        `UPDATE movement SET lot_id = :old WHERE lot_id = :young AND kind = 'returned'`,
        'UPDATE lot SET available_thousandths = available_thousandths - 500, issued_thousandths = issued_thousandths + 500 WHERE id = :young',
        'UPDATE lot SET available_thousandths = available_thousandths + 500, issued_thousandths = issued_thousandths - 500 WHERE id = :old',
      ],
      names: ['returned-to-lot old line', 'returned-to-lot young line'],
      asks: ['P5 lot'],
    },
    {
      what: 'a lot that was made younger',
      by: [`UPDATE lot SET received_at = received_at + interval '1 year' WHERE id = :old`],
      names: ['lot-age old'],
      asks: ['P2 lot'],
    },
  ])('names $what', async ({ by, names, asks }) => {
    const mend = await corrupt(...by);
    expect(await named()).toEqual(names);
    expect(await seenByService()).toEqual(asks);
    await mend();
    expect(await named()).toEqual([]);
    expect(await seenByService()).toEqual([]);
  });

  it('goes on where the call before ended', async () => {
    const lines = Array.from({ length: 100 }, () => ({ partNumber: at.partNumber, quantityThousandths: 1 }));
    for (let count = 0; count < 6; count += 1) await counter.receive(...lines);
    const first = await look();
    expect(first).toMatchObject({ differences: [], nextCursor: expect.any(String) });
    const { body: rest } = await parts
      .as('service-manager')
      .get<StockAuditView>(`/v1/stock-audit?cursor=${first.nextCursor}`);
    expect(first.checkedLots + rest.checkedLots).toBe(602);
    expect(first.checkedLines + rest.checkedLines).toBe(2);
    expect(rest.nextCursor).toBeNull();
  });

  it('says what the ledger says and what it found', async () => {
    const mend = await corrupt('UPDATE lot SET unit_cost_fen = 999 WHERE id = :young');
    const { differences } = await look('group-auditor');
    expect(differences).toContainEqual({
      what: 'lot-unit-cost',
      lotId: at.young,
      lineId: null,
      partNumber: at.partNumber,
      expected: '1200',
      found: '999',
    });
    await mend();
  });
});
