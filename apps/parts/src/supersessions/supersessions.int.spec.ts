import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import type { PartView } from '../catalogue/part.dto.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { ChainView } from './supersession.dto.js';

describe('part numbers that replace others (PRT-1)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  type Answer = ChainView & { code?: string };
  const supersede = (old: PartView, successor: { partNumber: string }, over: object = {}) =>
    parts.as('parts-clerk').post<Answer>(`/v1/parts/${old.id}/supersession`, {
      ...{ successorPartNumber: successor.partNumber, rule: 'use-up', effectiveFrom: '2026-11-01' },
      ...over,
    });
  const chainOf = async ({ id }: PartView) =>
    (await parts.as('service-advisor').get<ChainView>(`/v1/parts/${id}/chain`)).body.parts;
  const several = async (count: number) => {
    const listed: PartView[] = [];
    for (let index = 0; index < count; index += 1) listed.push(await counter.listPart());
    return listed as [PartView, PartView, PartView];
  };

  it('form a chain that says what to use, in order, with what is free of each', async () => {
    const [first, second, third] = await several(3);
    await counter.receive({ partNumber: first.partNumber, quantityThousandths: 2000 });
    await counter.receive({ partNumber: third.partNumber, quantityThousandths: 5000 });

    expect((await supersede(first, second)).status).toBe(201);
    const { body } = await supersede(second, third, { rule: 'replace' });

    expect(body.parts).toMatchObject([
      {
        partNumber: second.partNumber,
        rule: 'replace',
        supersededFrom: '2026-11-01',
        availableThousandths: 0,
        isToUse: false,
      },
      { partNumber: third.partNumber, rule: null, supersededFrom: null, availableThousandths: 5000, isToUse: true },
    ]);
    expect(await chainOf(first)).toMatchObject([
      { partNumber: first.partNumber, availableThousandths: 2000, isToUse: true },
      { partNumber: second.partNumber, isToUse: false },
      { partNumber: third.partNumber, isToUse: true },
    ]);
    expect(await counter.said(first.id)).toEqual(['part.listed', 'part.superseded']);
  });

  it('count from their day in the store on, not before', async () => {
    const [old, fresh] = await several(2);
    await supersede(old, fresh, { rule: 'replace', effectiveFrom: '2026-11-22' });
    expect((await chainOf(old)).map(({ isToUse }) => isToUse)).toEqual([true, false]);
    parts.clock.moveTo(new Date('2026-11-21T17:00:00Z'));
    expect((await chainOf(old)).map(({ isToUse }) => isToUse)).toEqual([false, true]);
    parts.clock.moveTo(new Date('2026-11-21T01:00:00Z'));
  });

  it('never answer for a line silently: who reserves the old number gets the old number', async () => {
    const [old, fresh] = await several(2);
    await counter.receive({ partNumber: fresh.partNumber, quantityThousandths: 9000 });
    await supersede(old, fresh, { rule: 'replace' });
    const { lines } = await counter.reserve([{ partNumber: old.partNumber, quantityThousandths: 1000 }]);
    expect(lines).toMatchObject([{ partNumber: old.partNumber, reservedThousandths: 0, missingThousandths: 1000 }]);
  });

  it('are withdrawn when they were a mistake, and may be recorded anew', async () => {
    const [old, wrong, right] = await several(3);
    await supersede(old, wrong);
    const withdraw = () => parts.as('parts-clerk').post<Answer>(`/v1/parts/${old.id}/supersession/withdraw`, {});
    const { status, body } = await withdraw();
    expect({ status, parts: body.parts }).toMatchObject({
      status: 200,
      parts: [{ partNumber: old.partNumber, isToUse: true }],
    });
    expect((await withdraw()).body.code).toBe('PARTS.NOT_SUPERSEDED');
    expect((await supersede(old, right)).status).toBe(201);
    expect((await counter.said(old.id)).slice(1)).toEqual([
      'part.superseded',
      'part.supersession-withdrawn',
      'part.superseded',
    ]);
  });

  it('are refused for a number that is not listed, for a second successor, and in a circle', async () => {
    const [first, second, third] = await several(3);
    await supersede(first, second);
    await supersede(second, third);
    const refusals = [
      await supersede(third, { partNumber: 'NOT-LISTED' }),
      await supersede(first, third),
      await supersede(third, first),
      await supersede(third, third),
    ];
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'PARTS.NOT_LISTED'],
      [409, 'PARTS.ALREADY_SUPERSEDED'],
      [409, 'PARTS.SUPERSESSION_IN_CIRCLE'],
      [409, 'PARTS.SUPERSESSION_IN_CIRCLE'],
    ]);
    expect(await counter.said(third.id)).toEqual(['part.listed']);
  });

  it('close no circle when several are recorded at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const ring = await several(3);
      const answers = await Promise.all(ring.map((old, index) => supersede(old, ring[(index + 1) % 3] ?? old)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409]);
    }
  });
});
