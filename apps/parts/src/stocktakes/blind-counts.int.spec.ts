import { randomUUID } from 'node:crypto';
import type { Page } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { StocktakeSummaryView, StocktakeView } from './stocktake.dto.js';

type Answer = StocktakeView & { code?: string; errors?: object[] };

/** What nobody who counts is told. */
const UNSEEN = { countedThousandths: null, expectedThousandths: null, varianceThousandths: null, unitCostFen: null };
const MORNING = new Date('2026-11-21T01:00:00Z');

describe('counting blind (PRT-9)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  afterEach(() => parts.clock.moveTo(MORNING));

  const count = (who: string, id: string, partNumber: string, pieces: number) =>
    parts.as(who).post<Answer>(`/v1/stocktakes/${id}/counts`, {
      counts: [{ partNumber, quantityThousandths: pieces * 1_000 }],
    });
  const approve = (id: string, over: object = {}) =>
    parts.as('huang.manager').post<Answer>(`/v1/stocktakes/${id}/approve`, { reason: 'seen', ...over });
  const sheetOf = async (who: string, id: string): Promise<StocktakeView> =>
    (await parts.as(who).get<StocktakeView>(`/v1/stocktakes/${id}`)).body;
  const statusOf = (counted: { body: Answer }) => counted.body.lines[0]?.status;

  /** Of ten pieces at ¥40. */
  async function aSheet(): Promise<{ id: string; partNumber: string }> {
    const { partNumber } = await counter.listPart();
    await counter.receive({ partNumber, quantityThousandths: 10_000, unitCostFen: 4_000 });
    const sheet = { kind: 'chosen', partNumbers: [partNumber] };
    const { status, body } = await parts.as('zhu.parts').post<Answer>('/v1/stocktakes', sheet);
    expect(status).toBe(201);
    return { id: body.id, partNumber };
  }

  it('tells those who count nothing of the ledger until it is approved, and those who may approve all of it', async () => {
    const { id, partNumber } = await aSheet();
    const [blind] = (await count('zhu.parts', id, partNumber, 9)).body.lines;
    expect(blind).toMatchObject({ status: 'counted', countedBy: 'zhu.parts', ...UNSEEN });
    for (const who of ['zhu.parts', 'xu.parts', 'gao.buyer']) {
      expect(await sheetOf(who, id)).toMatchObject({ countedLines: 1, exactLines: null, lines: [UNSEEN] });
      const { body } = await parts.as(who).get<Page<StocktakeSummaryView>>('/v1/stocktakes?limit=100');
      expect(body.items.find((sheet) => sheet.id === id)).toMatchObject({ exactLines: null });
    }
    const seen = {
      countedThousandths: 9_000,
      expectedThousandths: 10_000,
      varianceThousandths: -1_000,
      unitCostFen: 4_000,
    };
    expect(await sheetOf('huang.manager', id)).toMatchObject({ exactLines: 0, lines: [seen] });

    expect((await approve(id)).body).toMatchObject({ exactLines: 0, lines: [seen] });
    expect(await sheetOf('zhu.parts', id)).toMatchObject({ exactLines: 0, lines: [seen] });
  });

  it('is blind for a manager who counts, too, and after the sheet was given up', async () => {
    const { id, partNumber } = await aSheet();
    expect((await count('huang.manager', id, partNumber, 9)).body).toMatchObject({ exactLines: null, lines: [UNSEEN] });
    await parts.as('huang.manager').post(`/v1/stocktakes/${id}/cancel`, { reason: 'no time' });
    for (const who of ['zhu.parts', 'huang.manager']) {
      expect(await sheetOf(who, id)).toMatchObject({ exactLines: null, lines: [UNSEEN] });
    }
  });

  it('lets nobody count a line twice in a row, so that what two people miss stays missed', async () => {
    const { id, partNumber } = await aSheet();
    expect(statusOf(await count('zhu.parts', id, partNumber, 5))).toBe('to-recount');
    expect(statusOf(await count('xu.parts', id, partNumber, 5))).toBe('counted');

    const again = await count('xu.parts', id, partNumber, 10);
    expect(again).toMatchObject({ status: 409, body: { code: 'PARTS.RECOUNTED_BY_SAME' } });
    const anew = parts.sql(
      'UPDATE stocktake_line SET earlier_counters = earlier_counters || counted_by WHERE stocktake_id = $1',
      [id],
    );
    await expect(anew).rejects.toThrow('stocktake_line_counted_by_another');
    expect((await approve(id)).body.lines).toMatchObject([{ varianceThousandths: -5_000 }]);
  });

  it('takes one of two counts that one person sends at once', async () => {
    const { id, partNumber } = await aSheet();
    await count('zhu.parts', id, partNumber, 5);
    const answers = await Promise.all([count('xu.parts', id, partNumber, 6), count('xu.parts', id, partNumber, 7)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(statusOf(await count('zhu.parts', id, partNumber, 5))).toBe('to-recount');
  });

  it('asks for another count where a later one is far off, and waits for it', async () => {
    const { id, partNumber } = await aSheet();
    expect(statusOf(await count('zhu.parts', id, partNumber, 10))).toBe('counted');
    expect(statusOf(await count('xu.parts', id, partNumber, 2))).toBe('to-recount');
    expect((await approve(id)).body).toMatchObject({ code: 'PARTS.STILL_TO_COUNT', partNumbers: [partNumber] });
    expect(statusOf(await count('zhu.parts', id, partNumber, 2))).toBe('counted');
    expect((await approve(id)).body.lines).toMatchObject([{ varianceThousandths: -8_000 }]);
  });

  it('is approved by nobody who counted, however many counted since', async () => {
    const { id, partNumber } = await aSheet();
    await count('zhu.parts', id, partNumber, 5);
    await count('huang.manager', id, partNumber, 6);
    expect(statusOf(await count('xu.parts', id, partNumber, 6))).toBe('counted');

    expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'PARTS.APPROVED_BY_COUNTER' } });
    const past = parts.sql(`UPDATE stocktake_line SET approved_by = 'huang.manager' WHERE stocktake_id = $1`, [id]);
    await expect(past).rejects.toThrow('stocktake_line_approved_by_no_counter');
    expect(await sheetOf('xu.parts', id)).toMatchObject({ status: 'counting' });
  });

  it('is counted again by either of two clerks when more left since than they counted', async () => {
    const { id, partNumber } = await aSheet();
    await count('zhu.parts', id, partNumber, 8);
    expect(statusOf(await count('xu.parts', id, partNumber, 8))).toBe('counted');
    parts.clock.moveTo(new Date(MORNING.getTime() + 600_000));
    const lineId = randomUUID();
    const order = await counter.authorize([{ lineId, partNumber, quantityThousandths: 9_000 }]);
    await counter.issue(order, lineId, 9_000);
    expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'PARTS.COUNT_CONTRADICTED' } });

    expect(statusOf(await count('zhu.parts', id, partNumber, 1))).toBe('to-recount');
    expect(statusOf(await count('xu.parts', id, partNumber, 1))).toBe('counted');
    expect(await approve(id)).toMatchObject({ status: 200, body: { exactLines: 1 } });
  });

  it.each(['abc', randomUUID().toUpperCase()])('takes %s for no line of a reservation', async (lineId) => {
    const { id, partNumber } = await aSheet();
    await count('zhu.parts', id, partNumber, 10);
    const { status, body } = await approve(id, { releaseLineIds: [lineId] });
    expect({ status, errors: body.errors }).toMatchObject({ status: 422, errors: [{ pointer: '/releaseLineIds' }] });
    expect(await sheetOf('huang.manager', id)).toMatchObject({ status: 'counting' });
  });
});
