import { randomUUID } from 'node:crypto';
import { PartLinesDropped, PartsRequested } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import type { PickView } from '../reservations/reservation.dto.js';
import { PartsCounter } from '../stock/testing.js';
import { Issue } from './issue.entity.js';
import type { ReturnView } from './issue.dto.js';

describe('issuing parts to a repair order', () => {
  // A connection for each of 32 callers: what they wait for is each other.
  const parts = startService(PartsModule, 'parts', migrations, { environment: { DATABASE_POOL: '40' } });
  const counter = new PartsCounter(parts);

  /** An order with one authorised line, and the lots that the part has. */
  async function anOrder(approvedThousandths: number, ...lots: { quantityThousandths: number; unitCostFen: number }[]) {
    const part = await counter.listPart();
    const { partNumber } = part;
    for (const lot of lots) await counter.receive({ partNumber, ...lot });
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: approvedThousandths }]);
    return { part, lineId, repairOrderId };
  }

  const takeBack = (issueId: string, lineId: string, quantityThousandths: number) =>
    parts.as('parts-clerk').post<ReturnView & { code?: string }>(`/v1/issues/${issueId}/returns`, {
      lines: [{ lineId, quantityThousandths }],
      reason: 'not needed',
    });

  it('takes the oldest lots first, sums their cost, and says both in one event', async () => {
    const { part, lineId, repairOrderId } = await anOrder(
      4500,
      { quantityThousandths: 4000, unitCostFen: 6333 },
      { quantityThousandths: 9000, unitCostFen: 7001 },
    );

    const { status, body } = await counter.issue(repairOrderId, lineId, 4500);

    expect(status).toBe(201);
    expect(body.lines).toMatchObject([
      {
        lineId,
        quantityThousandths: 4500,
        costFen: 4 * 6333 + 3501, // 0.5 × 70.01 is half a fen more than 35.00
        lots: [
          { quantityThousandths: 4000, unitCostFen: 6333 },
          { quantityThousandths: 500, unitCostFen: 7001 },
        ],
      },
    ]);
    expect((await parts.outbox()).find(({ aggregateId }) => aggregateId === body.id)).toMatchObject({
      subject: 'evt.parts.SH001.issue.issued.v1',
      data: { repairOrderId, receivedBy: 'wu.technician', lines: [{ lineId, costFen: 28_833 }] },
    });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 8500, reservedThousandths: 0 });
    expect(await counter.reservationOf(repairOrderId)).toMatchObject({ status: 'drawn' });
  });

  it('takes the lot that expires first before older ones', async () => {
    const { partNumber } = await counter.listPart();
    await counter.receive({ partNumber, quantityThousandths: 1000 });
    const { lots } = await counter.receive({ partNumber, quantityThousandths: 1000, expiresOn: '2027-01-31' });
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 1000 }]);

    const { body } = await counter.issue(repairOrderId, lineId, 1000);

    expect(body.lines[0]?.lots.map(({ lotId }) => lotId)).toEqual([lots[0]?.lotId]);
  });

  it('is refused before the order is authorised, and writes nothing', async () => {
    const repairOrderId = randomUUID();
    const { status, body } = await counter.issue(repairOrderId, randomUUID(), 1000);

    expect({ status, code: body.code }).toEqual({ status: 409, code: 'PARTS.NOT_AUTHORIZED' });
    expect((await parts.all(Issue)).filter((issue) => issue.repairOrderId === repairOrderId)).toEqual([]);
  });

  it.each([
    ['a line that the order does not have', 'PARTS.LINE_NOT_AUTHORIZED', randomUUID(), 1000],
    ['more than is approved', 'PARTS.MORE_THAN_APPROVED', undefined, 2001],
    ['more than there is', 'PARTS.INSUFFICIENT_STOCK', undefined, 2000],
  ])('is refused for %s, and moves nothing', async (_what, code, strangeLine, quantity) => {
    const { part, lineId, repairOrderId } = await anOrder(2000, { quantityThousandths: 1000, unitCostFen: 100 });
    const before = await parts.sql('SELECT max(seq) FROM movement');

    const { status, body } = await counter.issue(repairOrderId, strangeLine ?? lineId, quantity);

    expect({ status, code: body.code }).toEqual({ status: 409, code });
    expect(await parts.sql('SELECT max(seq) FROM movement')).toEqual(before);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 0, reservedThousandths: 1000 });
  });

  it('does not rob what is kept for somebody else', async () => {
    const { part, lineId, repairOrderId } = await anOrder(1000);
    await counter.receive({ partNumber: part.partNumber, quantityThousandths: 1000 });
    expect(await counter.reservationOf(repairOrderId)).toMatchObject({ status: 'reserved' });
    const walkInLine = randomUUID();
    const wanted = { lineId: walkInLine, partNumber: part.partNumber, quantityThousandths: 1000 };
    const walkIn = await counter.authorize([wanted]);

    expect((await counter.issue(walkIn, walkInLine, 1000)).body.code).toBe('PARTS.INSUFFICIENT_STOCK');
    expect((await counter.issue(repairOrderId, lineId, 1000)).status).toBe(201);
  });

  it('puts unused parts back into the lots that left last, at their cost, and closes the line', async () => {
    const { part, lineId, repairOrderId } = await anOrder(
      3000,
      { quantityThousandths: 1000, unitCostFen: 1001 },
      { quantityThousandths: 3000, unitCostFen: 2001 },
    );
    const { body: issue } = await counter.issue(repairOrderId, lineId, 2500);

    const { status, body } = await takeBack(issue.id, lineId, 2000);

    expect(status).toBe(201);
    expect(body.lines).toMatchObject([
      { lineId, costFen: 3002 + 500, lots: [{ quantityThousandths: 1500 }, { quantityThousandths: 500 }] },
    ]);
    const reservation = await counter.reservationOf(repairOrderId);
    expect(reservation).toMatchObject({
      status: 'drawn',
      lines: [{ issuedThousandths: 500, reservedThousandths: 0, closed: true }],
    });
    expect(await counter.said(reservation.id)).toEqual(['reservation.reserved', 'reservation.lines-closed']);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3500, reservedThousandths: 0 });
    expect((await counter.issue(repairOrderId, lineId, 500)).body.code).toBe('PARTS.LINE_CLOSED');
    expect((await takeBack(issue.id, lineId, 501)).body.code).toBe('PARTS.MORE_THAN_ISSUED');
  });

  it('shows what a technician asks for as an open pick until it is issued', async () => {
    const { lineId, repairOrderId, part } = await anOrder(2000, { quantityThousandths: 5000, unitCostFen: 100 });
    const request = { lineId, partNumber: part.partNumber, quantityThousandths: 2000 };
    const facts = { repairOrderId, jobId: randomUUID(), technicianId: 'wu.technician', lines: [request] };
    await parts.deliver(PartsRequested.of(facts), { aggregateId: repairOrderId });
    const openPicks = async () => {
      const { body } = await parts.as('parts-clerk').get<{ items: PickView[] }>('/v1/picks');
      return body.items.filter((pick) => pick.lineId === lineId);
    };

    expect(await openPicks()).toMatchObject([
      { repairOrderId, technicianId: 'wu.technician', quantityThousandths: 2000, lots: [{ inBinThousandths: 2000 }] },
    ]);
    await counter.issue(repairOrderId, lineId, 500);
    expect(await openPicks()).toMatchObject([{ quantityThousandths: 1500 }]);
    await counter.issue(repairOrderId, lineId, 1500);
    expect(await openPicks()).toEqual([]);
  });

  it('ends with a dropped line, whose stock is free again', async () => {
    const { lineId, repairOrderId, part } = await anOrder(2000, { quantityThousandths: 2000, unitCostFen: 100 });
    await counter.issue(repairOrderId, lineId, 500);

    const dropped = PartLinesDropped.of({ repairOrderId, lineIds: [lineId], reason: 'one was enough' });
    await parts.deliver(dropped, { aggregateId: repairOrderId });

    const reservation = await counter.reservationOf(repairOrderId);
    const closed = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === reservation.id).at(-1);
    expect(closed).toMatchObject({
      type: 'parts.reservation.lines-closed.v1',
      data: { repairOrderId, lines: [{ lineId, netIssuedThousandths: 500 }] },
    });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1500, reservedThousandths: 0 });
    expect((await counter.issue(repairOrderId, lineId, 500)).body.code).toBe('PARTS.LINE_CLOSED');
  });

  it('ends, in both directions, with the completed order', async () => {
    const { lineId, repairOrderId, part } = await anOrder(2000, { quantityThousandths: 2000, unitCostFen: 100 });
    const { body: issue } = await counter.issue(repairOrderId, lineId, 500);

    await counter.complete(repairOrderId);

    expect((await counter.issue(repairOrderId, lineId, 500)).body.code).toBe('PARTS.ORDER_COMPLETED');
    expect((await takeBack(issue.id, lineId, 500)).body.code).toBe('PARTS.ORDER_COMPLETED');
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1500, reservedThousandths: 0 });
  });

  it('ends with a cancelled order, save that what was handed out just before comes back', async () => {
    const { lineId, repairOrderId, part } = await anOrder(2000, { quantityThousandths: 3000, unitCostFen: 100 });
    const { body: issue } = await counter.issue(repairOrderId, lineId, 500);

    await counter.cancelOrder(repairOrderId);

    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 2500, reservedThousandths: 0 });
    expect((await counter.issue(repairOrderId, lineId, 500)).body.code).toBe('PARTS.LINE_CLOSED');
    expect((await takeBack(issue.id, lineId, 500)).status).toBe(201);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3000, reservedThousandths: 0 });
  });

  it('never begins for an order that is cancelled unsigned: what its booking kept is free', async () => {
    const part = await counter.listPart();
    await counter.receive({ partNumber: part.partNumber, quantityThousandths: 2000 });
    const appointmentId = await counter.book([{ partNumber: part.partNumber, quantityThousandths: 1000 }]);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1000, reservedThousandths: 1000 });

    await counter.cancelOrder(randomUUID(), appointmentId);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 2000, reservedThousandths: 0 });
  });

  it('gives the last free part to one of 32 callers, through two replicas', async () => {
    const part = await counter.listPart();
    const { partNumber } = part;
    const orders: { lineId: string; repairOrderId: string }[] = [];
    for (let caller = 0; caller < 32; caller += 1) {
      const lineId = randomUUID();
      const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 1000 }]);
      orders.push({ lineId, repairOrderId });
    }
    await counter.receive({ partNumber, quantityThousandths: 1000 });
    // The first in the queue has it now; a manager frees it for whoever comes first.
    const { id } = await counter.reservationOf(orders[0]?.repairOrderId ?? '');
    const override = { lineIds: [orders[0]?.lineId], reason: 'first come, first served' };
    await parts.as('service-manager').post(`/v1/reservations/${id}/override`, override);
    const twin = await parts.twin();

    const answers = await Promise.all(
      orders.map(({ lineId, repairOrderId }, index) => {
        const caller = index % 2 === 0 ? parts.as('parts-clerk') : twin.as('parts-clerk');
        const lines = [{ lineId, quantityThousandths: 1000 }];
        return caller.post('/v1/issues', { repairOrderId, receivedBy: 'wu.technician', lines });
      }),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 31 }, () => 409)]);
    const [lot] = (await counter.stockOf(part)).lots;
    expect(lot).toBeUndefined();
  });
});
