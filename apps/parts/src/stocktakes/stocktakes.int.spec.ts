import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import type { PartView } from '../catalogue/part.dto.js';
import { migrations } from '../migrations/index.js';
import { PurchasingDesk } from '../purchase-orders/testing.js';
import { PartsCounter } from '../stock/testing.js';
import { registerSupplier } from '../suppliers/testing.js';
import type { DuePartsView, StocktakeView } from './stocktake.dto.js';

const MORNING = new Date('2026-11-21T01:00:00Z');
const minutes = (count: number): Date => new Date(MORNING.getTime() + count * 60_000);

describe('a stocktake (PRT-9)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const desk = new PurchasingDesk(parts);
  afterEach(() => parts.clock.moveTo(MORNING));

  type Answer = StocktakeView & { code?: string; lines: { lineId?: string }[] };
  const open = (...partNumbers: string[]) =>
    parts.as('zhu.parts').post<Answer>('/v1/stocktakes', { kind: 'chosen', partNumbers });
  const count = (who: string, id: string, ...counts: object[]) =>
    parts.as(who).post<Answer>(`/v1/stocktakes/${id}/counts`, { counts });
  const approve = (id: string, releaseLineIds: string[] = [], who = 'huang.manager') =>
    parts.as(who).post<Answer>(`/v1/stocktakes/${id}/approve`, { reason: 'seen', releaseLineIds });

  /** Ten units at ¥10. */
  async function aPartInStock(over: object = {}): Promise<PartView> {
    const part = await counter.listPart();
    await counter.receive({ partNumber: part.partNumber, quantityThousandths: 10_000, ...over });
    return part;
  }

  async function aSheet(...partNumbers: string[]): Promise<string> {
    const { status, body } = await open(...partNumbers);
    expect(status).toBe(201);
    return body.id;
  }

  const movementsOf = (documentId: string) =>
    parts.sql(
      `SELECT kind, available_delta::int AS available, scrapped_delta::int AS scrapped, received_delta::int AS received
       FROM movement WHERE document_id = $1 ORDER BY seq`,
      [documentId],
    );

  it('books what was missing once it is approved, after a count that was far off was counted again', async () => {
    const part = await aPartInStock();
    const { partNumber } = part;
    const id = await aSheet(partNumber);
    const first = await count('zhu.parts', id, { partNumber, quantityThousandths: 2_000 });
    expect(first.body.lines).toMatchObject([{ status: 'to-recount', countedBy: 'zhu.parts' }]);
    const second = await count('xu.parts', id, { partNumber, quantityThousandths: 9_500 });
    expect(second.body.lines).toMatchObject([{ status: 'counted', countedBy: 'xu.parts' }]);

    const { status, body } = await approve(id);

    expect({ status, stocktake: body }).toMatchObject({
      status: 200,
      stocktake: { status: 'approved', endedBy: 'huang.manager', countedLines: 1, exactLines: 0 },
    });
    expect(await movementsOf(id)).toEqual([{ kind: 'counted', available: -500, scrapped: 500, received: 0 }]);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 9_500 });
    const said = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === id);
    expect(said).toMatchObject([
      { type: 'parts.stocktake.opened.v1', data: { partCount: 1 } },
      {
        type: 'parts.stocktake.approved.v1',
        data: {
          ...{ countedLines: 1, exactLines: 0 },
          adjustments: [{ partNumber, missing: [{ quantityThousandths: 500, unitCostFen: 1_000 }], found: [] }],
        },
      },
    ]);
  });

  it('compares with the ledger at the instant of the count, while parts come and go', async () => {
    const { partNumber } = await aPartInStock();
    const id = await aSheet(partNumber);
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 4_000 }]);
    parts.clock.moveTo(minutes(10));
    await counter.issue(repairOrderId, lineId, 4_000); // after it was counted, and before that is entered
    parts.clock.moveTo(minutes(20));
    await counter.receive({ partNumber, quantityThousandths: 7_000 });

    const counted = { partNumber, quantityThousandths: 10_000, countedAt: minutes(5).toISOString() };
    expect((await count('zhu.parts', id, counted)).body.lines).toMatchObject([{ status: 'counted' }]);
    const { body } = await approve(id);
    expect(body).toMatchObject({ exactLines: 1, lines: [{ expectedThousandths: 10_000, varianceThousandths: 0 }] });
    expect(await movementsOf(id)).toEqual([]);
  });

  it('takes what is missing from the oldest lots, and brings it back to them when it is found', async () => {
    const part = await aPartInStock();
    const { partNumber } = part;
    parts.clock.moveTo(minutes(1));
    await counter.receive({ partNumber, quantityThousandths: 3_000, unitCostFen: 1_200 });
    const lose = await aSheet(partNumber);
    await count('zhu.parts', lose, { partNumber, quantityThousandths: 12_500 });
    expect((await approve(lose)).status).toBe(200);
    expect((await counter.stockOf(part)).lots).toMatchObject([
      { unitCostFen: 1_000, availableThousandths: 9_500 },
      { unitCostFen: 1_200, availableThousandths: 3_000 },
    ]);

    const find = await aSheet(partNumber);
    await count('zhu.parts', find, { partNumber, quantityThousandths: 13_100 });
    expect((await approve(find)).status).toBe(200);

    expect((await counter.stockOf(part)).lots).toMatchObject([
      { unitCostFen: 1_000, availableThousandths: 10_000 },
      { unitCostFen: 1_200, availableThousandths: 3_000 },
      { unitCostFen: 1_200, availableThousandths: 100, supplier: 'stocktake', deliveryNote: find },
    ]);
  });

  it('never robs a reservation unasked: it says who would be short, and does it with consent', async () => {
    const part = await aPartInStock();
    const { partNumber } = part;
    const appointmentId = await counter.book([{ partNumber, quantityThousandths: 10_000 }]);
    const id = await aSheet(partNumber);
    await count('zhu.parts', id, { partNumber, quantityThousandths: 9_600 });

    const asked = await approve(id);
    expect(asked).toMatchObject({
      status: 409,
      body: { code: 'PARTS.STOCKTAKE_TAKES_KEPT', lines: [{ partNumber, keptThousandths: 10_000 }] },
    });
    expect(await counter.reservationOf(appointmentId)).toMatchObject({ status: 'reserved' });
    expect(await movementsOf(id)).toEqual([]);

    expect((await approve(id, [asked.body.lines[0]?.lineId ?? ''])).status).toBe(200);

    expect(await counter.reservationOf(appointmentId)).toMatchObject({
      status: 'short',
      lines: [{ reservedThousandths: 9_600, missingThousandths: 400 }],
    });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 0, reservedThousandths: 9_600 });
  });

  it('says to whom it makes short when more of the part comes (PRT-5)', async () => {
    const { partNumber } = await aPartInStock();
    const appointmentId = await counter.book([{ partNumber, quantityThousandths: 10_000 }]);
    const { id: supplierId } = await registerSupplier(parts, [{ partNumber }]);
    await desk.order({ supplierId, lines: [{ partNumber, quantityThousandths: 10_000 }] });
    const sheet = await aSheet(partNumber);
    await count('zhu.parts', sheet, { partNumber, quantityThousandths: 0 });
    await count('xu.parts', sheet, { partNumber, quantityThousandths: 0 });
    const { id, lines } = await counter.reservationOf(appointmentId);

    expect((await approve(sheet, [lines[0]?.lineId ?? ''])).status).toBe(200);

    expect((await parts.outbox()).filter(({ aggregateId }) => aggregateId === id).at(-1)).toMatchObject({
      type: 'parts.reservation.short.v1',
      data: { lines: [{ reservedThousandths: 0, earliestArrivalAt: '2026-11-28T16:00:00.000Z' }] },
    });
  });

  it('gives what it finds to those who wait for it', async () => {
    const { partNumber } = await aPartInStock();
    const appointmentId = await counter.book([{ partNumber, quantityThousandths: 10_300 }]);
    const id = await aSheet(partNumber);
    await count('zhu.parts', id, { partNumber, quantityThousandths: 10_300 });
    expect((await approve(id)).status).toBe(200);
    expect(await counter.reservationOf(appointmentId)).toMatchObject({ status: 'reserved' });
  });

  it('is counted again where more left since than was counted', async () => {
    const { partNumber } = await aPartInStock();
    const id = await aSheet(partNumber);
    await count('zhu.parts', id, { partNumber, quantityThousandths: 9_500 });
    parts.clock.moveTo(minutes(10));
    const lineId = randomUUID();
    await counter.issue(await counter.authorize([{ lineId, partNumber, quantityThousandths: 9_800 }]), lineId, 9_800);
    expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'PARTS.COUNT_CONTRADICTED', partNumber } });
    await count('xu.parts', id, { partNumber, quantityThousandths: 200 });
    expect(await approve(id)).toMatchObject({ status: 200, body: { exactLines: 1 } });
  });

  it('is approved once, by somebody who counted none of it, and writes nothing when it is refused', async () => {
    const part = await aPartInStock();
    const { partNumber } = part;
    const id = await aSheet(partNumber);
    expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'PARTS.STILL_TO_COUNT' } });
    await count('huang.manager', id, { partNumber, quantityThousandths: 9_500 });
    expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'PARTS.APPROVED_BY_COUNTER' } });
    await expect(
      parts.sql(`UPDATE stocktake_line SET approved_by = counted_by WHERE stocktake_id = $1`, [id]),
    ).rejects.toThrow('approved_by_another');
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 10_000 });

    await count('zhu.parts', id, { partNumber, quantityThousandths: 9_500 });
    const other = await aSheet((await aPartInStock()).partNumber);
    await parts.as('huang.manager').post(`/v1/stocktakes/${other}/cancel`, { reason: 'no time' });
    expect((await approve(other)).body.code).toBe('PARTS.STOCKTAKE_NOT_OPEN');
    expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'PARTS.APPROVED_BY_COUNTER' } });
  });

  it('books once, however often it is approved at once', async () => {
    const part = await aPartInStock();
    const { partNumber } = part;
    const id = await aSheet(partNumber);
    await count('zhu.parts', id, { partNumber, quantityThousandths: 9_700 });
    const answers = await Promise.all(Array.from({ length: 4 }, () => approve(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 9_700 });
  });

  it('has a part on one open sheet at a time', async () => {
    const { partNumber } = await aPartInStock();
    const answers = await Promise.all([open(partNumber), open(partNumber)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await open(partNumber)).body.code).toBe('PARTS.ALREADY_BEING_COUNTED');
    expect((await open('NO-SUCH')).body.code).toBe('PARTS.NOT_LISTED');
    const full = await parts.as('zhu.parts').post<Answer>('/v1/stocktakes', { kind: 'full' });
    expect(full).toMatchObject({ status: 422, body: { code: 'PARTS.PLAN_INCOMPLETE' } });
  });

  it('is due by class: a month after its last count for what moves most of the value', async () => {
    const { partNumber: dear } = await aPartInStock({ unitCostFen: 90_000 });
    const { partNumber: cheap } = await aPartInStock({ unitCostFen: 10 });
    for (const partNumber of [dear, cheap]) {
      const lineId = randomUUID();
      const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 9_000 }]);
      await counter.issue(repairOrderId, lineId, 9_000);
    }
    const due = async () => {
      const { body } = await parts.as('parts-clerk').get<DuePartsView>('/v1/due-counts');
      return body.parts.filter(({ partNumber }) => [dear, cheap].includes(partNumber));
    };
    expect(await due()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ partNumber: dear, abcClass: 'A', lastCountedAt: null }),
        expect.objectContaining({ partNumber: cheap, abcClass: 'C', lastCountedAt: null }),
      ]),
    );

    const id = await aSheet(dear, cheap);
    const left = { quantityThousandths: 1_000 };
    await count('zhu.parts', id, { partNumber: dear, ...left }, { partNumber: cheap, ...left });
    expect(await due()).toEqual([]);
    expect((await approve(id)).status).toBe(200);
    expect(await due()).toEqual([]);
    parts.clock.moveTo(new Date('2026-12-21T01:00:00Z'));
    expect(await due()).toMatchObject([{ partNumber: dear, abcClass: 'A' }]);
  });

  it('goes through the whole store once in a full stocktake', async () => {
    const since = minutes(60).toISOString();
    parts.clock.moveTo(minutes(61));
    const { partNumber } = await aPartInStock();
    const full = () => parts.as('zhu.parts').post<Answer>('/v1/stocktakes', { kind: 'full', notCountedSince: since });
    const { status, body } = await full();
    expect(status).toBe(201);
    expect(body.lines.map((line) => (line as { partNumber: string }).partNumber)).toContain(partNumber);
    expect((await full()).body.code).toBe('PARTS.NOTHING_TO_COUNT');
  });
});
