import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { ScrappingView } from './scrapping.dto.js';

describe('scrapping (PRT-4)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const scrap = (body: object) =>
    parts.as('huang.manager').post<ScrappingView & { code?: string }>('/v1/scrappings', {
      ...{ quantityThousandths: 1_000, reason: '漏油', foundBy: 'zhu.parts' },
      ...body,
    });

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

  it('takes the oldest free stock off the books, at its cost', async () => {
    const { part, partNumber } = await twoLots();
    const { status, body } = await scrap({ partNumber, quantityThousandths: 2_000 });

    expect(status).toBe(201);
    expect(body).toMatchObject({ costFen: 500 + 500, foundBy: 'zhu.parts', scrappedBy: 'huang.manager' });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1_500, quarantinedThousandths: 4_000 });
    const said = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === body.id);
    expect(said).toMatchObject([
      {
        type: 'parts.stock.scrapped.v1',
        data: { costFen: 1_000, lots: [{ quantityThousandths: 1_500 }, { quantityThousandths: 500 }] },
      },
    ]);
    expect((await parts.as('parts-clerk').get(`/v1/scrappings/${body.id}`)).body).toEqual(body);
  });

  it('takes what lies in quarantine of a lot that is named', async () => {
    const { part, partNumber, lots } = await twoLots();
    expect((await scrap({ partNumber, lotId: lots[2]?.lotId, quantityThousandths: 4_000 })).status).toBe(201);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3_500, quarantinedThousandths: 0 });
  });

  it('is refused for what is kept for somebody, and by one person alone, and writes nothing', async () => {
    const { part, partNumber } = await twoLots();
    await counter.book([{ partNumber, quantityThousandths: 3_000 }]);

    expect(await scrap({ partNumber })).toMatchObject({
      status: 409,
      body: { code: 'PARTS.INSUFFICIENT_STOCK', missingThousandths: 500 },
    });
    expect((await scrap({ partNumber, foundBy: 'huang.manager' })).body.code).toBe('PARTS.SCRAPPED_BY_FINDER');
    expect((await scrap({ partNumber: 'NO-SUCH' })).body.code).toBe('PARTS.NOT_LISTED');
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 500, reservedThousandths: 3_000 });
  });

  it('gives the last one away once', async () => {
    const { partNumber } = await twoLots();
    const answers = await Promise.all(Array.from({ length: 5 }, () => scrap({ partNumber })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409]);
  });
});
