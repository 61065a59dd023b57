import type { Page } from '@pitlane/platform';
import { startService, tokenOf } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { FigureCountedLineView, FigureView, PartsFiguresView } from './figures.dto.js';
import { rowsIn } from './testing.js';

const FIRST_DAY = 'from=2026-11-21&to=2026-11-21';
const BOTH_DAYS = 'from=2026-11-21&to=2026-11-22';

const accuracyOf = (figures: readonly FigureView[] = []): number | null | undefined =>
  figures.find(({ figure }) => figure === 'stock-accuracy')?.value;

describe('the stock accuracy (PRT-13)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const manager = () => parts.as('huang.manager');
  const figures = async (days: string): Promise<PartsFiguresView> =>
    (await manager().get<PartsFiguresView>(`/v1/parts-figures?${days}`)).body;
  const lines = async (days: string): Promise<Page<FigureCountedLineView>> =>
    (await manager().get<Page<FigureCountedLineView>>(`/v1/parts-figures/counted-lines?${days}`)).body;

  /** A counted sheet of one part for each variance, in thousandths, of ten pieces. */
  async function aSheet(...variances: number[]): Promise<string> {
    const counts: { partNumber: string; quantityThousandths: number }[] = [];
    for (const variance of variances) {
      const { partNumber } = await counter.listPart();
      await counter.receive({ partNumber, quantityThousandths: 10_000 });
      counts.push({ partNumber, quantityThousandths: 10_000 + variance });
    }
    const partNumbers = counts.map(({ partNumber }) => partNumber);
    const { body } = await parts
      .as('zhu.parts')
      .post<{ id: string }>('/v1/stocktakes', { kind: 'chosen', partNumbers });
    await parts.as('zhu.parts').post(`/v1/stocktakes/${body.id}/counts`, { counts });
    return body.id;
  }
  const end = (id: string, how: 'approve' | 'cancel') =>
    manager().post(`/v1/stocktakes/${id}/${how}`, { reason: 'seen' });

  /** Two of three lines are exact on the first day, and the only one of the second; given up and open sheets do not count. */
  beforeAll(async () => {
    await end(await aSheet(0, -200, 0), 'approve');
    await end(await aSheet(-100), 'cancel');
    const open = await aSheet(0);
    parts.clock.moveTo(new Date('2026-11-21T16:01:00Z')); // the next day in Shanghai
    await end(open, 'approve');
    await aSheet(-100);
  });

  it('is the share of the lines without variance, of the sheets approved on the days of the store', async () => {
    const { together, stores } = await figures(FIRST_DAY);
    expect([accuracyOf(together), accuracyOf(stores[0]?.figures)]).toEqual([6_667, 6_667]);
    expect(accuracyOf((await figures(BOTH_DAYS)).together)).toBe(7_500);

    const headers = { authorization: `Bearer ${await tokenOf('gu.auditor', 'parts')}` };
    const response = await fetch(`${await parts.url}/v1/parts-figures?${BOTH_DAYS}`, { headers });
    const group = (await response.json()) as PartsFiguresView;
    expect(group.stores.map(({ figures }) => accuracyOf(figures))).toEqual([7_500, null]);
    expect(accuracyOf(group.together)).toBe(7_500);
  });

  it('leads to the counted lines, page by page', async () => {
    const all = (await lines(BOTH_DAYS)).items;
    expect(all).toMatchObject([
      { varianceThousandths: 0, approvedAt: '2026-11-21T01:00:00.000Z' },
      { countedThousandths: 9_800, expectedThousandths: 10_000, varianceThousandths: -200 },
      { varianceThousandths: 0 },
      { varianceThousandths: 0, approvedAt: '2026-11-21T16:01:00.000Z' },
    ]);
    const first = await lines(`${BOTH_DAYS}&limit=3`);
    const rest = await lines(`${BOTH_DAYS}&limit=3&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items]).toEqual(all);
    expect(rest.nextCursor).toBeNull();
  });

  it('comes with its lines as a file and as a workbook', async () => {
    const { text } = await manager().get(`/v1/parts-figures/counted-lines/csv?${FIRST_DAY}`);
    expect(text).toMatch(/^id,stocktakeId,approvedAt,partNumber,countedAt,countedThousandths,expectedThousandths,/);
    expect(text.trim().split('\r\n')).toHaveLength(1 + 3);

    const headers = { authorization: `Bearer ${await tokenOf('huang.manager', 'parts')}` };
    const response = await fetch(`${await parts.url}/v1/parts-figures/counted-lines/xlsx?${FIRST_DAY}`, { headers });
    const [, , missing] = await rowsIn(Buffer.from(await response.arrayBuffer()));
    expect(missing?.slice(-3)).toEqual(['9800', '10000', '-200']);
  });
});
