import { randomUUID } from 'node:crypto';
import type { Page } from '@pitlane/platform';
import { startService, tokenOf } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import { rowsIn } from './testing.js';
import type { FigureMovementView, FigureView, PartsFiguresView } from './figures.dto.js';

const MARCH = 'from=2026-03-01&to=2026-03-31';

describe('the figures of the parts', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const manager = () => parts.as('service-manager');
  const at = (noon: string): void => parts.clock.moveTo(new Date(`${noon}T04:00:00Z`));
  const valuesOf = (figures: readonly FigureView[]) =>
    Object.fromEntries(figures.map(({ figure, value }) => [figure, value]));
  const movements = async (figure: string, more = ''): Promise<Page<FigureMovementView>> =>
    (await manager().get<Page<FigureMovementView>>(`/v1/parts-figures/movements?figure=${figure}&${MARCH}${more}`))
      .body;

  /**
   * Old pads, of which none is issued; oil above its maximum; filters of which 4 of 10 are issued in the middle of March and one
   * comes back.
   */
  beforeAll(async () => {
    at('2025-06-01');
    const pads = await counter.listPart({ partNumber: 'PADS', maxThousandths: 900_000 });
    const oil = await counter.listPart({ partNumber: 'OIL', minThousandths: 0, maxThousandths: 3_000 });
    const filter = await counter.listPart({ partNumber: 'FILTER', maxThousandths: 900_000 });
    await counter.receive({ partNumber: pads.partNumber, quantityThousandths: 2_000, unitCostFen: 5_000 });
    at('2026-02-10');
    await counter.receive({ partNumber: oil.partNumber, quantityThousandths: 4_000, unitCostFen: 2_500 });
    await counter.receive({ partNumber: filter.partNumber, quantityThousandths: 10_000, unitCostFen: 1_000 });
    parts.clock.moveTo(new Date('2026-03-16T04:00:00Z')); // half of March is over in Shanghai
    const [repairOrderId, lineId] = [randomUUID(), randomUUID()];
    await counter.authorize([{ lineId, partNumber: filter.partNumber, quantityThousandths: 4_000 }], { repairOrderId });
    const { body: issue } = await counter.issue(repairOrderId, lineId, 4_000);
    const lines = [{ lineId, quantityThousandths: 1_000 }];
    await parts.as('parts-clerk').post(`/v1/issues/${issue.id}/returns`, { lines, reason: '=2+3' });
    at('2026-04-20');
  });

  it('follow from the ledger, each with its definition', async () => {
    const { body } = await manager().get<PartsFiguresView>(`/v1/parts-figures?${MARCH}`);

    const [store] = body.stores;
    expect(store?.storeId).toBe('SH001');
    expect(valuesOf(store?.figures ?? [])).toEqual({
      'stock-value': 10_000 + 10_000 + 7_000,
      turnover: 105, // 30.00 of a mean of 285.00
      'days-of-stock': 295, // 31 days × 285 / 30
      'overstock-share': 926, // a quarter of the oil, 25.00, of 270.00
      'dead-stock': 10_000,
      'fill-rate': 10_000, // three filters, after one came back
      'fill-rate-by-line': 10_000,
      'stock-accuracy': null, // nothing was counted
    });
    expect(body.together).toEqual(store?.figures);
    expect(store?.figures.every(({ definition }) => definition.length > 40)).toBe(true);
  });

  it('lead to the movements that they are made of, page by page', async () => {
    const issues = await movements('turnover');
    expect(issues.items).toMatchObject([
      { kind: 'returned', partNumber: 'FILTER', onHandThousandths: 1_000, costFen: 1_000, reason: '=2+3' },
      { kind: 'issued', partNumber: 'FILTER', onHandThousandths: -4_000, unitCostFen: 1_000, costFen: -4_000 },
    ]);
    expect((await movements('dead-stock')).items).toMatchObject([{ kind: 'received', partNumber: 'PADS' }]);
    expect((await movements('overstock-share')).items).toMatchObject([{ kind: 'received', partNumber: 'OIL' }]);

    const first = await movements('stock-value', '&limit=3');
    const rest = await movements('stock-value', `&limit=3&cursor=${first.nextCursor}`);
    const all = [...first.items, ...rest.items];
    expect(all.reduce((sum, { costFen }) => sum + costFen, 0)).toBe(27_000);
    expect([all.length, rest.nextCursor]).toEqual([5, null]);
  });

  it('are told of all stores of a group together', async () => {
    const headers = { authorization: `Bearer ${await tokenOf('gu.auditor', 'parts')}` };
    const response = await fetch(`${await parts.url}/v1/parts-figures?${MARCH}`, { headers });
    const body = (await response.json()) as PartsFiguresView;
    expect(body.stores.map(({ storeId }) => storeId)).toEqual(['SH001', 'SH002']);
    expect(valuesOf(body.stores[1]?.figures ?? [])).toMatchObject({ 'stock-value': 0, turnover: null });
    expect(body.together).toEqual(body.stores[0]?.figures);
  });

  it('come as a file, and so do their movements', async () => {
    const figures = await manager().get(`/v1/parts-figures/csv?${MARCH}`);
    expect(figures.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(figures.text).toContain('\r\nSH001,2026-03-01,2026-03-31,stock-value,27000,fen,"What is on hand');
    expect(figures.text).toContain('\r\nall,2026-03-01,2026-03-31,dead-stock,10000,fen,');

    const { text } = await manager().get(`/v1/parts-figures/movements/csv?figure=turnover&${MARCH}`);
    const [header, returned] = text.split('\r\n');
    expect(header).toContain('id,occurredAt,partNumber,lotId,kind');
    expect(returned).toMatch(/,1000,1000,1000,[0-9a-f-]{36},'=2\+3$/);
  });

  it('come as workbooks that a parts book could be, with numbers and days', async () => {
    const rowsAt = async (path: string): Promise<string[][]> => {
      const headers = { authorization: `Bearer ${await tokenOf('huang.manager', 'parts')}` };
      const response = await fetch(`${await parts.url}/v1/parts-figures${path}`, { headers });
      expect(response.headers.get('content-type')).toContain('spreadsheetml.sheet');
      return rowsIn(Buffer.from(await response.arrayBuffer()));
    };

    const figures = await rowsAt(`/xlsx?${MARCH}`);
    expect(figures[0]).toEqual(['store', 'from', 'to', 'figure', 'value', 'unit', 'definition']);
    expect(figures[1]?.slice(0, 6)).toEqual(['SH001', '46082', '46112', 'stock-value', '27000', 'fen']);

    const [header, returned] = await rowsAt(`/movements/xlsx?figure=turnover&${MARCH}`);
    expect(header?.slice(0, 3)).toEqual(['id', 'occurredAt (UTC)', 'partNumber']);
    expect(returned?.slice(1, 3)).toEqual(['46097.1666666667', 'FILTER']);
    expect(returned?.slice(5)).toMatchObject(['1000', '1000', '1000', expect.any(String), '=2+3']);
  });

  it.each([
    ['ends before it begins', 'from=2026-03-02&to=2026-03-01', 'PARTS.PERIOD_REVERSED'],
    ['begins in the future', 'from=2027-03-02&to=2027-03-03', 'PARTS.PERIOD_NOT_BEGUN'],
  ])('are refused for a period that %s', async (_what, period, code) => {
    expect(await manager().get(`/v1/parts-figures?${period}`)).toMatchObject({ status: 422, body: { code } });
  });
});
