import { type Page, Stores } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import type { PartView } from '../catalogue/part.dto.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { DeadStockView } from './dead-stock.dto.js';
import { DeadStockService } from './dead-stock.service.js';

describe('dead stock (PRT-6)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

  /** What the daily look finds on a day. */
  const lookOn = async (day: string): Promise<void> => {
    parts.clock.moveTo(new Date(`${day}T01:00:00Z`));
    const store = parts.get(Stores).get('SH001');
    await parts.inStore('SH001', () => parts.get(DeadStockService).look(store, parts.clock.now()));
  };
  const isDead = async ({ id }: PartView): Promise<boolean> => {
    const { body } = await parts.as('parts-buyer').get<Page<DeadStockView>>('/v1/dead-stock?limit=100');
    return body.items.some(({ partId }) => partId === id);
  };
  const lose = ({ partNumber }: PartView) =>
    parts.as('parts-clerk').post('/v1/lost-sales', { partNumber, quantityThousandths: 1000, cause: 'out-of-stock' });

  async function aPartInStock(): Promise<PartView> {
    const part = await counter.listPart();
    await counter.receive({ partNumber: part.partNumber, quantityThousandths: 3000 });
    return part;
  }

  it('is what came in 181 days ago and nobody asked for, said once', async () => {
    const part = await aPartInStock();
    await lookOn('2027-05-20');
    expect(await isDead(part)).toBe(false);

    await lookOn('2027-05-21');
    await lookOn('2027-05-22');

    expect(await isDead(part)).toBe(true);
    const said = (await parts.outbox()).filter(
      ({ aggregateId, type }) => aggregateId === part.id && type.includes('dead'),
    );
    expect(said).toMatchObject([
      { type: 'parts.part.dead-stock.v1', data: { onHandThousandths: 3000, lastMovedOn: '2026-11-21' } },
    ]);
  });

  it('clears itself when somebody asks for it, and comes again', async () => {
    const part = await aPartInStock();
    await lookOn('2027-06-01');
    await lose(part);
    await lookOn('2027-06-02');
    expect(await isDead(part)).toBe(false);
    await lookOn('2028-01-01');
    expect(await isDead(part)).toBe(true);
    expect((await counter.said(part.id)).filter((type) => type === 'part.dead-stock')).toHaveLength(2);
  });

  it('is no part that is not there, nor one that was just asked for', async () => {
    const absent = await counter.listPart();
    const wanted = await aPartInStock();
    parts.clock.moveTo(new Date('2027-05-01T01:00:00Z'));
    await lose(wanted);
    await lookOn('2027-06-01');
    expect([await isDead(absent), await isDead(wanted)]).toEqual([false, false]);
  });
});
