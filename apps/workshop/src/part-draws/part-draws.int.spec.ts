import { PartsIssued, PartsReturned, ReservationLinesClosed } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { WorkshopModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import type { PartLineView } from '../repair-orders/repair-order.dto.js';
import { aRunningStore, Visit } from '../testing.js';

describe('parts of a job', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);
  beforeAll(async () => {
    await aRunningStore(workshop);
  });
  const ordered = async (): Promise<{ visit: Visit; job: string; line: PartLineView }> => {
    const visit = await Visit.authorized(workshop);
    const line = (await visit.detail()).jobs[0]?.partLines[0];
    if (!line) throw new Error('The job has a part line.');
    return { visit, job: await visit.firstJob(), line };
  };
  const moved = (line: PartLineView, quantityThousandths: number) => ({
    lineId: line.id,
    partNumber: line.partNumber,
    quantityThousandths,
    costFen: 100,
    lots: [
      {
        lotId: uuidv7(),
        deliveryId: uuidv7(),
        deliveryNote: 'DN-1',
        supplier: 'SVW',
        quantityThousandths,
        unitCostFen: 100,
      },
    ],
  });
  const issue = (visit: Visit, line: PartLineView, quantity: number): PartsIssued =>
    PartsIssued.of({
      issueId: uuidv7(),
      repairOrderId: visit.id,
      receivedBy: 'wu.technician',
      lines: [moved(line, quantity)],
      issuedAt: '2026-11-21T02:00:00Z',
    });
  const closed = (visit: Visit, line: PartLineView, netIssuedThousandths: number): ReservationLinesClosed => {
    const lines = [{ lineId: line.id, partNumber: line.partNumber, netIssuedThousandths }];
    return ReservationLinesClosed.of({ reservationId: uuidv7(), repairOrderId: visit.id, lines });
  };
  const lineOf = async (visit: Visit): Promise<PartLineView | undefined> =>
    (await visit.detail()).jobs[0]?.partLines[0];

  it('are requested once, with what is still to be drawn', async () => {
    const { visit, job, line } = await ordered();
    await visit.by('wu.technician', `${job}/request-parts`);
    const requested = (await workshop.outbox()).filter(({ aggregateId }) => aggregateId === visit.id).at(-1);
    expect(requested).toMatchObject({
      type: 'workshop.repair-order.parts-requested.v1',
      data: { technicianId: 'wu.technician', lines: [{ lineId: line.id, quantityThousandths: 1000 }] },
    });
    const again = await visit.try('wu.technician', `${job}/request-parts`, { lineIds: [line.id] });
    expect(again).toMatchObject({ status: 409, body: { code: 'WORKSHOP.NOTHING_TO_REQUEST' } });
  });

  it('are not requested before the customer has consented', async () => {
    const visit = await Visit.open(workshop);
    await visit.addJob();
    const answer = await visit.try('wu.technician', `${await visit.firstJob()}/request-parts`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'WORKSHOP.WRONG_JOB_STATUS', current: 'proposed' } });
  });

  it('are noted as drawn once, also when the event comes twice', async () => {
    const { visit, line } = await ordered();
    const event = issue(visit, line, 400);
    const delivery = { aggregateId: event.issueId, eventId: uuidv7(), version: 1 };
    expect(await workshop.deliver(event, delivery)).toBe('done');
    expect(await workshop.deliver(event, delivery)).toBe('duplicate');
    expect(await lineOf(visit)).toMatchObject({ issuedThousandths: 400, settled: false });
    await workshop.deliver(issue(visit, line, 600), { aggregateId: uuidv7() });
    expect(await lineOf(visit)).toMatchObject({ issuedThousandths: 1000, settled: true });
  });

  it('are settled after a drop when parts has closed the line and every draw is known, in any order', async () => {
    const { visit, line } = await ordered();
    await visit.by('wu.technician', 'drop-part-lines', { lineIds: [line.id], reason: 'one half is enough' });
    expect((await visit.said()).at(-1)).toBe('part-lines-dropped');
    await workshop.deliver(closed(visit, line, 500), { aggregateId: uuidv7() });
    expect(await lineOf(visit)).toMatchObject({ dropped: true, settled: false });
    await workshop.deliver(issue(visit, line, 500), { aggregateId: uuidv7() });
    expect(await lineOf(visit)).toMatchObject({ issuedThousandths: 500, settled: true });
    const again = await visit.try('wu.technician', 'drop-part-lines', { lineIds: [line.id], reason: 'again' });
    expect(again).toMatchObject({ status: 409, body: { code: 'WORKSHOP.PART_LINE_NOT_OPEN' } });
  });

  it('are settled when unused ones came back', async () => {
    const { visit, line } = await ordered();
    const issued = issue(visit, line, 1000);
    const { issueId } = issued;
    await workshop.deliver(issued, { aggregateId: issueId });
    const facts = {
      issueId,
      returnId: uuidv7(),
      repairOrderId: visit.id,
      lines: [moved(line, 1000)],
      reason: 'unused',
    };
    await workshop.deliver(PartsReturned.of({ ...facts, returnedAt: '2026-11-21T03:00:00Z' }), {
      aggregateId: issueId,
    });
    expect(await lineOf(visit)).toMatchObject({ returnedThousandths: 1000, settled: false });
    await workshop.deliver(closed(visit, line, 0), { aggregateId: uuidv7() });
    expect(await lineOf(visit)).toMatchObject({ settled: true });
  });

  it('of an order that is not here yet are tried again', async () => {
    const { line } = await ordered();
    const event = closed({ id: uuidv7() } as Visit, line, 0);
    expect(await workshop.deliver(event, { aggregateId: event.reservationId })).toBe('failed');
  });
});
