import type { Page } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import type { PartStockView, PartView } from '../catalogue/part.dto.js';
import { aPartInDemand } from '../demand/testing.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { DuePartsView } from '../stocktakes/stocktake.dto.js';
import { PartUsages } from './part-usage.service.js';

describe('how a part sells in its store (PRT-1)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const clerk = () => parts.as('parts-clerk');
  afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

  const classify = () => parts.inStore('SH001', () => parts.get(PartUsages).classify('SH001', parts.clock.now()));
  const classesOf = async ({ id, partNumber }: PartView): Promise<[string, string]> => {
    const { body: shown } = await clerk().get<PartStockView>(`/v1/parts/${id}`);
    const { body: found } = await clerk().get<Page<PartView>>(`/v1/parts?search=${partNumber}`);
    const [listed] = found.items.filter((item) => item.id === id);
    const classes: [string, string] = [shown.abcClass, shown.movementClass];
    expect([listed?.abcClass, listed?.movementClass]).toEqual(classes);
    return classes;
  };

  /** Issues the whole of a part that comes at such a cost. */
  async function issued(unitCostFen: number): Promise<PartView> {
    const part = await counter.listPart();
    const { partNumber } = part;
    await counter.receive({ partNumber, quantityThousandths: 1000, unitCostFen });
    const repairOrderId = await counter.authorize([{ lineId: part.id, partNumber, quantityThousandths: 1000 }]);
    expect((await counter.issue(repairOrderId, part.id, 1000)).status).toBe(201);
    return part;
  }

  it('is its ABC class by value, as a count has it, until the twelve months are over', async () => {
    const sold = [await issued(80_000), await issued(15_000), await issued(5_000)] as const;
    expect(await classesOf(sold[0])).toEqual(['C', 'none']);

    await Promise.all([classify(), classify()]);

    const abcClasses = await Promise.all(sold.map(async (part) => (await classesOf(part))[0]));
    expect(abcClasses).toEqual(['A', 'B', 'C']);
    const { body } = await clerk().get<DuePartsView>('/v1/due-counts');
    const due = new Map(body.parts.map(({ partNumber, abcClass }) => [partNumber, abcClass]));
    expect(sold.map(({ partNumber }) => due.get(partNumber))).toEqual(abcClasses);

    parts.clock.moveTo(new Date('2027-11-22T01:00:00Z'));
    await classify();
    expect(await classesOf(sold[0])).toEqual(['C', 'none']);
  });

  it.each([
    [12, 'fast'],
    [11, 'medium'],
    [3, 'medium'],
    [2, 'slow'],
    [0, 'none'],
  ])('is its movement class by its requests in a year: %d are %s', async (days, movementClass) => {
    const part = await aPartInDemand(parts, counter, { days });
    await classify();
    expect((await classesOf(part))[1]).toBe(movementClass);
    parts.clock.moveTo(new Date('2027-11-21T01:00:00Z'));
    await classify();
    expect((await classesOf(part))[1]).toBe('none');
  });
});
