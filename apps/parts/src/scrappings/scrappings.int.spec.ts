import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { ScrappingView } from './scrapping.dto.js';

type Answer = ScrappingView & { code?: string };

describe('scrapping (PRT-4)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const clerk = () => parts.as('parts-clerk');
  const manager = () => parts.as('huang.manager');
  const find = (body: object, finder = clerk()) =>
    finder.post<Answer>('/v1/scrappings', { quantityThousandths: 1_000, reason: '漏油', ...body });
  const decide = (id: string, step: 'scrap' | 'reject', by = manager()) =>
    by.post<Answer>(`/v1/scrappings/${id}/${step}`, step === 'reject' ? { reason: '只是脏' } : undefined);
  const scrapFound = async (body: object) => decide((await find(body)).body.id, 'scrap');

  async function twoLots() {
    const part = await counter.listPart();
    const { partNumber } = part;
    const { lots } = await counter.receive(
      { partNumber, quantityThousandths: 1_500, unitCostFen: 333 },
      { partNumber, quantityThousandths: 2_000, unitCostFen: 1_000 },
      { partNumber, quantityThousandths: 4_000, unitCostFen: 1_000, result: 'rejected', reason: 'wet' },
    );
    return { part, partNumber, lots };
  }

  it('takes the oldest free stock off the books, at its cost, once another than who found it says so', async () => {
    const { part, partNumber } = await twoLots();
    const { status, body: found } = await find({ partNumber, quantityThousandths: 2_000 });
    expect([status, found.status, found.foundBy]).toEqual([201, 'found', 'zhu.parts']);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3_500 });
    expect(await counter.said(found.id)).toEqual([]);

    const { body } = await decide(found.id, 'scrap');
    expect(body).toMatchObject({ status: 'scrapped', costFen: 500 + 500, scrappedBy: 'huang.manager' });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1_500, quarantinedThousandths: 4_000 });
    const said = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === body.id);
    expect(said).toMatchObject([
      {
        type: 'parts.stock.scrapped.v1',
        data: {
          ...{ costFen: 1_000, foundBy: 'zhu.parts', scrappedBy: 'huang.manager' },
          lots: [{ quantityThousandths: 1_500 }, { quantityThousandths: 500 }],
        },
      },
    ]);
    expect((await clerk().get(`/v1/scrappings/${body.id}`)).body).toEqual(body);
  });

  it('takes what lies in quarantine of a lot that is named', async () => {
    const { part, partNumber, lots } = await twoLots();
    const { status } = await scrapFound({ partNumber, lotId: lots[2]?.lotId, quantityThousandths: 4_000 });
    expect(status).toBe(200);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3_500, quarantinedThousandths: 0 });
  });

  it('is refused for what is kept for somebody, and by one person alone, and writes nothing', async () => {
    const { part, partNumber, lots } = await twoLots();
    await counter.book([{ partNumber, quantityThousandths: 3_000 }]);

    expect(await scrapFound({ partNumber })).toMatchObject({
      status: 409,
      body: { code: 'PARTS.INSUFFICIENT_STOCK', missingThousandths: 500 },
    });
    const own = await find({ partNumber, quantityThousandths: 500 }, manager());
    expect(await decide(own.body.id, 'scrap')).toMatchObject({
      ...{ status: 403, body: { code: 'PARTS.SCRAPPED_BY_FINDER' } },
    });
    expect((await decide(own.body.id, 'scrap', clerk())).status).toBe(403);
    expect((await find({ partNumber: 'NO-SUCH' })).body.code).toBe('PARTS.NOT_LISTED');
    const other = await counter.listPart();
    expect((await find({ partNumber: other.partNumber, lotId: lots[0]?.lotId })).body.code).toBe('not_found');
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 500, reservedThousandths: 3_000 });
    expect((await clerk().get<Answer>(`/v1/scrappings/${own.body.id}`)).body).toMatchObject({
      status: 'found',
      costFen: 0,
    });
  });

  it('does not come when the parts can be used, and is decided once', async () => {
    const { part, partNumber } = await twoLots();
    const { body: found } = await find({ partNumber });
    const answers = await Promise.all([decide(found.id, 'scrap'), decide(found.id, 'reject')]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('PARTS.SCRAPPING_DECIDED');
    const wasScrapped = answers[0]?.status === 200;
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: wasScrapped ? 2_500 : 3_500 });
    const { body } = await clerk().get<{ items: Answer[] }>('/v1/scrappings?status=found&limit=100');
    expect(body.items.map(({ id }) => id)).not.toContain(found.id);
  });

  it('gives the last one away once', async () => {
    const { partNumber } = await twoLots();
    const answers = await Promise.all(Array.from({ length: 5 }, () => scrapFound({ partNumber })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409, 409]);
  });
});
