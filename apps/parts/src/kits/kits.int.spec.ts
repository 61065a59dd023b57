import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import { Kit } from './kit.entity.js';
import type { KitView } from './kit.dto.js';

describe('kits of parts for an operation (PRT-16)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const clerk = parts.as('parts-clerk');

  type Answer = KitView & { code?: string };
  const define = (code: string, lines: readonly object[], over: object = {}) =>
    clerk.post<Answer>('/v1/kits', { code, name: '小保养', operationCode: `MNT-${code}`, lines, ...over });
  const inUse = async (code: string) =>
    (await clerk.get<{ items: KitView[] }>(`/v1/kits?operationCode=MNT-${code}`)).body.items;

  it('are defined with each quantity rounded up to what a supplier sells', async () => {
    const oil = await counter.listPart({ unit: 'litre', minPackThousandths: 4000 });
    const filter = await counter.listPart();
    const { status, body } = await define('OIL', [
      { partNumber: oil.partNumber, quantityThousandths: 4500 },
      { partNumber: filter.partNumber, quantityThousandths: 1000 },
    ]);

    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        ...{ code: 'OIL', edition: 1, name: '小保养', withdrawnAt: null },
        lines: [
          { partNumber: oil.partNumber, quantityThousandths: 4500, packedThousandths: 8000 },
          { partNumber: filter.partNumber, quantityThousandths: 1000, packedThousandths: 1000 },
        ],
      },
    });
    expect((await clerk.get(`/v1/kits/${body.id}`)).body).toEqual(body);
    expect(await inUse('OIL')).toEqual([body]);
    const said = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === body.id);
    expect(said).toMatchObject([
      { type: 'parts.kit.defined.v1', data: { parts: [{ quantityThousandths: 4500 }, {}] } },
    ]);
  });

  it('are listed together, each with the packs of its own parts', async () => {
    const listed = async (minPackThousandths?: number) =>
      (await counter.listPart(minPackThousandths === undefined ? {} : { minPackThousandths })).partNumber;
    const [byFour, single] = [await listed(4000), await listed()];
    const both = [byFour, single].map((partNumber) => ({ partNumber, quantityThousandths: 1000 }));
    const first = (await define('TWO', both)).body;
    const second = (await define('ONE', both.slice(1), { operationCode: 'MNT-TWO' })).body;

    expect(await inUse('TWO')).toEqual([second, first]);
    expect(first.lines.map(({ packedThousandths }) => packedThousandths)).toEqual([4000, 1000]);
    expect(second.lines.map(({ packedThousandths }) => packedThousandths)).toEqual([1000]);
  });

  it('get a new edition under the same code; the one before stays readable and is used no more', async () => {
    const { partNumber } = await counter.listPart();
    const first = (await define('BRK', [{ partNumber, quantityThousandths: 1000 }])).body;
    const second = (await define('BRK', [{ partNumber, quantityThousandths: 2000 }])).body;

    expect(second.edition).toBe(2);
    expect(await inUse('BRK')).toMatchObject([{ id: second.id, lines: [{ quantityThousandths: 2000 }] }]);
    const before = (await clerk.get<KitView>(`/v1/kits/${first.id}`)).body;
    expect(before).toMatchObject({ withdrawnAt: '2026-11-21T01:00:00.000Z', lines: [{ quantityThousandths: 1000 }] });
    expect(await counter.said(first.id)).toEqual(['kit.defined', 'kit.withdrawn']);
  });

  it('are withdrawn once, and may be defined anew as the next edition', async () => {
    const { partNumber } = await counter.listPart();
    const { id } = (await define('WPR', [{ partNumber, quantityThousandths: 1000 }])).body;
    const withdraw = () => clerk.post<Answer>(`/v1/kits/${id}/withdraw`, {});
    expect((await withdraw()).status).toBe(200);
    expect((await withdraw()).body.code).toBe('PARTS.KIT_WITHDRAWN');
    expect(await inUse('WPR')).toEqual([]);
    expect((await define('WPR', [{ partNumber, quantityThousandths: 1000 }])).body.edition).toBe(2);
  });

  it.each([
    ['a part that is not listed', 'PARTS.NOT_LISTED', ['NOT-LISTED']],
    ['a part that stands there twice', 'PARTS.TWICE_IN_KIT', ['own', 'own']],
    ['no part at all', 'validation_failed', []],
  ])('are refused with %s, and leave the edition before in use', async (_what, code, numbers) => {
    const { partNumber } = await counter.listPart();
    const own = code.slice(-8);
    const before = (await define(own, [{ partNumber, quantityThousandths: 1000 }])).body;
    const lines = numbers.map((number) => ({
      partNumber: number === 'own' ? partNumber : number,
      quantityThousandths: 1000,
    }));
    const answer = await define(own, lines);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 422, code });
    expect(await inUse(own)).toEqual([before]);
  });

  it('have one edition in use, whoever defines them at the same time', async () => {
    const { partNumber } = await counter.listPart();
    const lines = [{ partNumber, quantityThousandths: 1000 }];
    const answers = await Promise.all(Array.from({ length: 6 }, () => define('RACE', lines)));

    const defined = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(defined.length).toBeGreaterThan(0);
    expect(refused.filter(({ body }) => body.code !== 'PARTS.KIT_DEFINED_MEANWHILE')).toEqual([]);
    const kits = (await parts.all(Kit)).filter(({ code }) => code === 'RACE');
    expect(kits.filter(({ withdrawnAt }) => withdrawnAt === null)).toHaveLength(1);
    expect(kits.map(({ edition }) => edition).sort()).toEqual(defined.map((_kit, index) => index + 1));
  });
});
