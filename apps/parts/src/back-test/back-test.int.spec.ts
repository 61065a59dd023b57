import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { aPartInDemand } from '../demand/testing.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { BackTestView } from './back-test.dto.js';

describe('POST /v1/policies/back-test (PRT-15)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  const test = (...partNumbers: string[]) =>
    parts
      .as('service-manager')
      .post<BackTestView & { code?: string; partNumbers?: string[] }>('/v1/policies/back-test', {
        partNumbers,
      });

  const inDemand = async (days: number, over: { minPackThousandths?: number } = {}): Promise<string> =>
    (await aPartInDemand(parts, counter, { days, ...over })).partNumber;

  it('shows what each policy would have done with the demand of the store, as figures and as a chart', async () => {
    const { status, body } = await test(await inDemand(500), await inDemand(450));

    expect(status).toBe(200);
    const [none, , week] = body.results.filter(({ family }) => family === 'fixed-days');
    const proposed = body.results.find(({ setting }) => setting === '× 1');
    expect(none?.fillRateBasisPoints).toBeLessThan(9900);
    expect(week).toMatchObject({ setting: '7 days', parts: 2, fillRateBasisPoints: 10_000 });
    expect(proposed?.fillRateBasisPoints).toBeGreaterThan(9900);
    expect(proposed?.meanStockValueFen).toBeLessThan(week?.meanStockValueFen ?? 0);
    expect(body.groups).toMatchObject([{ group: 'smooth' }, { group: 'up to ¥100.00' }]);
    expect(body.chartSvg).toMatch(/^<svg [^]*<\/svg>\n$/);
  });

  it('buys a part by the packs that it comes in: more of it lies in the store', async () => {
    const proposedOf = async (partNumber: string) => {
      const { body } = await test(partNumber);
      return body.results.find(({ setting }) => setting === '× 1')?.meanStockValueFen ?? 0;
    };
    const single = await proposedOf(await inDemand(500));

    // 18 instead of 14 between MIN and MAX, of ¥50 each.
    const packed = await proposedOf(await inDemand(500, { minPackThousandths: 6000 }));

    expect(packed - single).toBeGreaterThan(5000);
  });

  it('is refused where the demand is not known for long enough', async () => {
    const { status, body } = await test(await inDemand(394));
    expect({ status, body }).toMatchObject({ status: 409, body: { code: 'PARTS.HISTORY_TOO_SHORT', days: 394 } });
  });

  it('is refused for a part that was never received, and for one that is not listed', async () => {
    const { partNumber } = await counter.listPart();
    expect(await test(await inDemand(500), partNumber)).toMatchObject({
      status: 409,
      body: { code: 'PARTS.COST_UNKNOWN', partNumbers: [partNumber] },
    });
    expect(await test('NOT-LISTED')).toMatchObject({ status: 422, body: { code: 'PARTS.NOT_LISTED' } });
  });
});
