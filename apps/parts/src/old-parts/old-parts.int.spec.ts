import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { OldPartView } from './old-part.dto.js';

describe('an old part of a warranty job (PRT-10)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

  type Answer = OldPartView & { code?: string };
  const keep = (lineId: string, over: object = {}) =>
    parts.as('zhu.parts').post<Answer>('/v1/old-parts', { lineId, quantityThousandths: 1_000, shelf: 'W-04', ...over });
  const end = (id: string, fate: string) =>
    parts.as('liang.claims').post<Answer>(`/v1/old-parts/${id}/end`, { fate, reason: '索赔单 C-7' });

  async function aLine(isIssued = true): Promise<{ lineId: string; repairOrderId: string; partNumber: string }> {
    const { partNumber } = await counter.listPart();
    await counter.receive({ partNumber, quantityThousandths: 1_000 });
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 1_000 }]);
    if (isIssued) await counter.issue(repairOrderId, lineId, 1_000);
    return { lineId, repairOrderId, partNumber };
  }

  it('lies on its shelf for the maker until its day is over, and is listed when it is', async () => {
    const { lineId, repairOrderId, partNumber } = await aLine();
    const { status, body } = await keep(lineId, { keepDays: 30 });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { status: 'kept', repairOrderId, partNumber, keepUntil: '2026-12-21', keptBy: 'zhu.parts' },
    });
    const due = async (dueBy: string) =>
      (await parts.as('parts-clerk').get<{ items: Answer[] }>(`/v1/old-parts?status=kept&dueBy=${dueBy}`)).body.items;
    expect(await due('2026-12-20')).toEqual([]);
    expect(await due('2026-12-21')).toMatchObject([{ id: body.id }]);

    expect((await end(body.id, 'scrapped')).body.code).toBe('PARTS.OLD_PART_STILL_KEPT');
    parts.clock.moveTo(new Date('2026-12-21T16:00:00Z')); // midnight in Shanghai
    const answers = await Promise.all([end(body.id, 'scrapped'), end(body.id, 'scrapped')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(await counter.said(body.id)).toEqual(['old-part.kept', 'old-part.ended']);
  });

  it('is sent to the maker, or released by him, whenever he says so', async () => {
    for (const fate of ['sent-to-maker', 'released']) {
      const { id, keepUntil } = (await keep((await aLine()).lineId)).body;
      expect(keepUntil).toBe('2027-02-19');
      expect(await end(id, fate)).toMatchObject({ status: 200, body: { status: fate, endedBy: 'liang.claims' } });
    }
  });

  it('took the place of no new part, where none was issued', async () => {
    for (const lineId of [(await aLine(false)).lineId, randomUUID()]) {
      expect((await keep(lineId)).body.code).toBe('PARTS.NOT_ISSUED_TO_LINE');
    }
  });
});
