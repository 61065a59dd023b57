import { startService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { WorkshopModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { aKnownVehicle, aRunningStore, Visit } from '../testing.js';
import type { RepairOrderView } from './repair-order.dto.js';
import { RepairOrder } from './repair-order.entity.js';
import { anIntakeSheet } from './testing.js';

describe('repair orders', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);
  beforeAll(async () => {
    await aRunningStore(workshop);
  });

  const walkIn = async (): Promise<RepairOrderView> => {
    const { vehicleId, ownerCustomerId: customerId } = await aKnownVehicle(workshop);
    const body = { customerId, vehicleId, complaint: 'It squeals.', meanwhile: 'waits' };
    return (await workshop.as('chen.advisor').post<RepairOrderView>('/v1/repair-orders', body)).body;
  };

  it('are numbered without gaps, also when sixteen are opened at once and some are refused', async () => {
    const orders = await Promise.all(Array.from({ length: 16 }, walkIn));
    const twin = await workshop.twin();
    const answers = await Promise.all(
      orders.map(({ id }, index) => {
        const sheet = anIntakeSheet({ mileageKm: index % 4 === 3 ? 1 : 48_214 });
        const advisor = (index % 2 === 0 ? workshop : twin).as('chen.advisor');
        return advisor.post(`/v1/repair-orders/${id}/intake`, sheet);
      }),
    );
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
    const numbers = answers.filter(({ status }) => status === 200).map(({ body }) => body['number']);
    const expected = Array.from({ length: 12 }, (_, index) => `SH001-2026-${String(index + 1).padStart(6, '0')}`);
    expect(numbers.sort()).toEqual(expected);
  });

  it('are opened once, by one of two advisors', async () => {
    const { id } = await walkIn();
    const open = (who: string) => workshop.as(who).post(`/v1/repair-orders/${id}/intake`, anIntakeSheet());
    const answers = await Promise.all([open('chen.advisor'), open('liu.advisor')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const opened = (await workshop.outbox()).filter(({ aggregateId }) => aggregateId === id);
    expect(opened).toMatchObject([{ subject: 'evt.workshop.SH001.repair-order.opened.v1', aggregateVersion: 1 }]);
  });

  it('refuse a mileage below the last visit’s, and write nothing', async () => {
    const first = await walkIn();
    const intake = (id: string, mileageKm: number) =>
      workshop.as('chen.advisor').post(`/v1/repair-orders/${id}/intake`, anIntakeSheet({ mileageKm }));
    await intake(first.id, 50_000);
    const { customerId, vehicleId } = first;
    const body = { customerId, vehicleId, complaint: 'Again.', meanwhile: 'leaves' };
    const again = await workshop.as('chen.advisor').post<RepairOrderView>('/v1/repair-orders', body);

    expect(await intake(again.body.id, 49_999)).toMatchObject({
      status: 409,
      body: { code: 'WORKSHOP.MILEAGE_FELL', lastMileageKm: 50_000 },
    });
    expect(await workshop.find(RepairOrder, again.body.id)).toMatchObject({ status: 'received', number: null });
  });

  it('are not opened for a vehicle that nobody knows', async () => {
    const body = { customerId: uuidv7(), vehicleId: uuidv7(), complaint: 'x', meanwhile: 'waits' };
    const answer = await workshop.as('chen.advisor').post('/v1/repair-orders', body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'WORKSHOP.VEHICLE_NOT_KNOWN' } });
  });

  it.each([
    ['a field of its own', { status: 'completed' }, 'unknown_field'],
    ['a store of its own', { storeId: 'BJ001' }, 'unknown_field'],
    ['no operation', { operationCode: undefined }, 'validation_failed'],
    ['an unknown operation', { operationCode: 'XXX-999' }, 'WORKSHOP.OPERATION_UNKNOWN'],
    [
      'half a part',
      { parts: [{ partNumber: 'OIL-5W30', quantityThousandths: 0.5, oldPartChoice: 'core' }] },
      'validation_failed',
    ],
    [
      'an unknown part',
      { parts: [{ partNumber: 'NOPE', quantityThousandths: 1, oldPartChoice: 'core' }] },
      'WORKSHOP.PARTS_UNKNOWN',
    ],
  ])('refuse a job with %s', async (_name, changes, code) => {
    const visit = await Visit.open(workshop);
    const job = { complaint: 'x', operationCode: 'BRK-012', payType: 'customer', parts: [], ...changes };
    expect(await visit.try('chen.advisor', 'jobs', job)).toMatchObject({ status: 422, body: { code } });
    expect((await visit.detail()).jobs).toEqual([]);
  });

  it.each(['goodwill', 'internal'])(
    'leave it to a manager who has work done as %s: the store pays (BIL-4)',
    async (payType) => {
      const visit = await Visit.open(workshop);
      const job = { complaint: 'x', operationCode: 'BRK-012', payType, parts: [] };
      expect(await visit.try('chen.advisor', 'jobs', job)).toMatchObject({
        status: 403,
        body: { code: 'WORKSHOP.PAY_TYPE_NOT_YOURS' },
      });
      expect((await visit.detail()).jobs).toEqual([]);
      expect((await visit.try('huang.manager', 'jobs', job)).status).toBe(201);
    },
  );

  it('hold at most 200 lines: more than that no quote could name', async () => {
    const visit = await Visit.open(workshop);
    const part = { partNumber: 'OIL-5W30', quantityThousandths: 1, oldPartChoice: 'core' };
    for (let n = 0; n < 3; n += 1) await visit.addJob({ parts: Array(50).fill(part) });
    const job = { complaint: 'x', operationCode: 'BRK-012', payType: 'customer', parts: Array(50).fill(part) };
    expect(await visit.try('chen.advisor', 'jobs', job)).toMatchObject({
      status: 409,
      body: { code: 'WORKSHOP.TOO_MANY_LINES' },
    });
    await visit.addJob({ parts: Array(46).fill(part) });
    expect((await visit.try('chen.advisor', 'request-quote')).status).toBe(200);
  });

  it('are not promised for a day that no event can name', async () => {
    const { id } = await walkIn();
    const sheet = anIntakeSheet({ promisedAt: '2200-12-31T23:00:00-12:00' });
    expect(await workshop.as('chen.advisor').post(`/v1/repair-orders/${id}/intake`, sheet)).toMatchObject({
      status: 422,
      body: { code: 'validation_failed' },
    });
  });

  it('answer a repeated command with the same bytes, and a stale version with 412', async () => {
    const visit = await Visit.open(workshop);
    const job = { complaint: 'x', operationCode: 'MNT-001', payType: 'customer', parts: [] };
    const post = (headers: Record<string, string>) =>
      workshop.as('chen.advisor').post(`/v1/repair-orders/${visit.id}/jobs`, job, headers);
    const key = { 'idempotency-key': uuidv7() };
    const [first, second] = [await post(key), await post(key)];
    expect(second.text).toBe(first.text);
    expect((await visit.detail()).jobs).toHaveLength(1);
    expect(await post({ 'if-match': '"1"' })).toMatchObject({ status: 412, body: { code: 'version_conflict' } });
    expect((await post({ 'if-match': first.headers.get('etag') ?? '' })).status).toBe(201);
  });

  it('are listed newest first, by status', async () => {
    const received = await walkIn();
    const { body } = await workshop.as('liu.advisor').get('/v1/repair-orders?status=received&limit=1');
    expect(body).toMatchObject({ items: [{ id: received.id }], nextCursor: expect.any(String) });
  });

  it('show who waits and what is late', async () => {
    const visit = await Visit.open(workshop);
    workshop.clock.moveTo(new Date('2026-11-21T08:00:01Z'));
    const lounge = await workshop.as('chen.advisor').get<{ waiting: { repairOrderId: string }[] }>('/v1/lounge');
    const board = await workshop.as('foreman').get('/v1/board');
    workshop.clock.moveTo(new Date('2026-11-21T01:00:00Z'));
    const waiting = lounge.body.waiting.find(({ repairOrderId }) => repairOrderId === visit.id);
    expect(waiting).toMatchObject({ plate: '沪A12345', expectedAt: '2026-11-21T08:00:00.000Z', late: true });
    expect(board.body).toMatchObject({
      bays: [{ name: 'Lift 1', repairOrderId: null }, { name: 'Lift 2' }],
      technicians: expect.arrayContaining([{ technicianId: 'wu.technician', jobId: null, loadHundredths: 0 }]),
    });
  });

  it('keep a history that nobody rewrites', async () => {
    const { id } = await walkIn();
    const rewrite = workshop.sql('UPDATE repair_order_status_change SET status = $2 WHERE repair_order_id = $1', [
      id,
      'ready',
    ]);
    await expect(rewrite).rejects.toThrow('is not changed');
  });
});
