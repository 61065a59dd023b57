import { randomUUID } from 'node:crypto';
import {
  DeliverySuspected,
  RepairOrderCompleted,
  RepairOrderOpened,
  SuspicionLifted,
  VehicleDelivered,
} from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { Surroundings } from '../appointments/testing.js';
import { AppointmentsService } from '../appointments/appointments.service.js';
import { declined } from '../deferred-work/testing.js';
import { migrations } from '../migrations/index.js';
import { aRow, aVin, sendRows } from '../vehicle-readings/testing.js';
import type { VehicleBriefView } from './vehicle-brief.dto.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
type Visitor = Awaited<ReturnType<Surroundings['visitor']>>;

beforeAll(async () => {
  await around.priceList();
  for (let n = 0; n < 9; n += 1) await around.bay('quick');
  for (let n = 0; n < 9; n += 1) await around.technician(`t${n}.technician`, ['maintenance']);
});
beforeEach(() => service.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

const ask = (vehicleId: string, who = 'booking-agent', store = 'SH001') =>
  service.as(who, { store }).get<VehicleBriefView>(`/v1/vehicles/${vehicleId}/brief`);
const briefOf = async ({ vehicleId }: Visitor): Promise<VehicleBriefView> => (await ask(vehicleId)).body;

const orderOf = (visitor: Visitor) => ({ ...visitor, repairOrderId: randomUUID(), number: 'SH001-2026-000001' });
const opened = (order: ReturnType<typeof orderOf>, openedAt: string) =>
  RepairOrderOpened.of({
    ...order,
    ...{ advisorId: 'chen.advisor', mileageKm: 41_000, meanwhile: 'waits', promisedAt: openedAt, openedAt },
  });
const completed = (order: ReturnType<typeof orderOf>, completedAt: string, operationCode = 'BRK-012') => {
  const line = { lineId: randomUUID(), jobId: randomUUID(), flatRateHundredths: 150, skill: 'brakes' as const };
  return RepairOrderCompleted.of({
    ...{ ...order, mileageKm: 41_003, completedAt, repairOrderVersion: 1, partLines: [], wearItems: [] },
    laborLines: [1, 2].map(() => ({ ...line, operationCode, payType: 'customer' as const })),
  });
};
const deliveredBack = (order: ReturnType<typeof orderOf>, deliveredAt: string) =>
  VehicleDelivered.of({
    ...order,
    advisorId: 'chen.advisor',
    exitPassId: randomUUID(),
    mileageKm: 41_005,
    deliveredAt,
  });

describe('the brief of a vehicle', () => {
  it('shows its visits and repair orders, what was declined, and who stayed away', async () => {
    const visitor = await around.visitor();
    const order = orderOf(visitor);
    const aggregate = { aggregateId: order.repairOrderId };
    await service.deliver(opened(order, '2026-10-01T01:00:00.000Z'), aggregate);
    const finding = declined(visitor, { repairOrderId: order.repairOrderId });
    await service.deliver(finding, aggregate);
    await service.deliver(completed(order, '2026-10-01T06:00:00.000Z'), aggregate);
    await service.deliver(deliveredBack(order, '2026-10-01T08:00:00.000Z'), aggregate);
    const { body: missed } = await around.book(visitor);
    service.clock.moveTo(new Date('2026-11-23T02:30:00Z'));
    await service.inStore('SH001', () => service.get(AppointmentsService).markNoShows(service.clock.now()));

    expect(await briefOf(visitor)).toEqual({
      vehicleId: visitor.vehicleId,
      mileage: { mileageKm: 41_005, at: '2026-10-01T08:00:00.000Z' },
      noShows: 1,
      visits: [
        {
          ...{ appointmentId: missed.id, status: 'no-show', startsAt: '2026-11-23T02:00:00.000Z' },
          ...{ complaint: '到保养里程了', operations: ['MNT-001'] },
        },
      ],
      repairOrders: [
        {
          ...{ repairOrderId: order.repairOrderId, number: order.number, appointmentId: null, mileageKm: 41_005 },
          ...{ operations: ['BRK-012'], openedAt: '2026-10-01T01:00:00.000Z', completedAt: '2026-10-01T06:00:00.000Z' },
          ...{ deliveredAt: '2026-10-01T08:00:00.000Z', cancelledAt: null },
        },
      ],
      deferredWork: [expect.objectContaining({ id: finding.findingId, description: finding.description })],
      proposals: [],
      campaigns: [],
      suspicions: [],
    });
  });

  it('shows what the car tells itself', async () => {
    const vin = aVin();
    const visitor = await around.visitor({ vin });
    await sendRows(service.as('integration'), [
      aRow({ vin, messageId: vin, faults: [{ code: 'P0301', state: 'confirmed' }] }),
    ]);
    const { proposals, mileage } = await briefOf(visitor);
    expect(proposals).toMatchObject([{ cause: 'faults', status: 'open', faults: [{ code: 'P0301' }] }]);
    expect(mileage).toMatchObject({ mileageKm: proposals[0]?.mileageKm });
  });

  it('shows parts of a suspect delivery until the suspicion is lifted, for the car and for its repair order', async () => {
    const visitor = await around.visitor();
    const order = orderOf(visitor);
    await service.deliver(opened(order, '2026-10-01T01:00:00.000Z'), { aggregateId: order.repairOrderId });
    const deliveryId = randomUUID();
    const lot = { lotId: randomUUID(), partNumber: 'FILTER-1' };
    const suspected = DeliverySuspected.of({
      ...{ deliveryId, deliveryNote: 'LS-1', supplier: 'Fake Ltd', reason: '疑似假件', lots: [lot] },
      repairOrders: [{ repairOrderId: order.repairOrderId, ...lot, quantityThousandths: 1_000 }],
      suspectedAt: '2026-11-01T01:00:00.000Z',
    });
    await service.deliver(suspected, { aggregateId: deliveryId });
    expect((await briefOf(visitor)).suspicions).toEqual([
      {
        ...{ deliveryId, repairOrderId: order.repairOrderId, partNumbers: ['FILTER-1'], reason: '疑似假件' },
        suspectedAt: '2026-11-01T01:00:00.000Z',
      },
    ]);
    const { deliveryNote, supplier } = suspected;
    const lifted = { deliveryId, deliveryNote, supplier, reason: '检验合格', liftedAt: '2026-11-02T01:00:00.000Z' };
    await service.deliver(SuspicionLifted.of(lifted), { aggregateId: deliveryId });
    expect((await briefOf(visitor)).suspicions).toEqual([]);
  });

  it('is not there for a car that the store does not know', async () => {
    const { vehicleId } = await around.visitor();
    expect((await ask(vehicleId, 'jiang.advisor', 'SH002')).status).toBe(404);
    expect((await ask(randomUUID())).status).toBe(404);
    expect((await ask(vehicleId, 'cashier')).status).toBe(403);
  });
});

describe('campaigns of the maker', () => {
  const open = (body: object) =>
    service.as('service-manager').post<{ id: string }>('/v1/service-campaigns', {
      ...{
        code: randomUUID().slice(0, 8),
        name: '机油泵检查',
        isRecall: true,
        operationCode: 'BRK-012',
        validFrom: '2026-11-01',
      },
      ...body,
    });
  const codesOf = async (visitor: Visitor) => (await briefOf(visitor)).campaigns.map(({ code }) => code);
  beforeEach(() => service.sql('TRUNCATE service_campaign'));

  it('are shown for the cars that they name, by VIN or by model and year, recalls first', async () => {
    const vin = aVin();
    const visitor = await around.visitor({ vin }); // a Lavida of 2021
    const lavida = { make: 'Volkswagen', model: 'Lavida' };
    await open({ code: 'A-WISH', isRecall: false, cars: [{ ...lavida, fromYear: 2021, toYear: 2021 }] });
    await open({ code: 'B-VIN', vins: [vin] });
    await open({ code: 'C-OTHER-VIN', vins: [aVin()] });
    await open({ code: 'D-OLDER', cars: [{ ...lavida, toYear: 2020 }] });
    await open({ code: 'E-LATER', vins: [vin], validFrom: '2026-11-22' });
    await open({ code: 'F-OVER', vins: [vin], validUntil: '2026-11-20' });
    expect(await codesOf(visitor)).toEqual(['B-VIN', 'A-WISH']);
  });

  it('are done for a car that has had the work since they began, and are shown to nobody once ended', async () => {
    const vin = aVin();
    const visitor = await around.visitor({ vin });
    const { body } = await open({ code: 'RECALL', vins: [vin] });
    const early = orderOf(visitor);
    await service.deliver(completed(early, '2026-10-31T15:59:59.000Z'), { aggregateId: early.repairOrderId });
    expect(await codesOf(visitor)).toEqual(['RECALL']);
    const order = orderOf(visitor);
    await service.deliver(completed(order, '2026-10-31T16:00:00.000Z'), { aggregateId: order.repairOrderId });
    expect(await codesOf(visitor)).toEqual([]);

    const another = await around.visitor({ vin: aVin() });
    await open({ code: 'MODEL', cars: [{ make: 'Volkswagen', model: 'Lavida' }], operationCode: 'MNT-001' });
    expect(await codesOf(another)).toEqual(['MODEL']);
    const list = await service
      .as('booking-agent')
      .get<{ items: { id: string; code: string }[] }>('/v1/service-campaigns');
    expect(list.body.items.map(({ code }) => code)).toEqual(['MODEL', 'RECALL']);
    const model = list.body.items[0]?.id ?? '';
    const ended = await Promise.all(
      [1, 2].map(() =>
        service.as('service-manager').post(`/v1/service-campaigns/${model}/end`, { reason: '厂家取消' }),
      ),
    );
    expect(ended.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await codesOf(another)).toEqual([]);
    expect(body.id).not.toBe(model);
  });

  it.each([
    ['without a car', {}, 422, 'APPOINTMENTS.CAMPAIGN_NAMES_NO_CAR'],
    ['with what is no VIN', { vins: ['LSVAU033952215378'] }, 422, 'APPOINTMENTS.VINS_NOT_VALID'],
  ])('are refused %s, and nothing is written', async (_what, body, status, code) => {
    expect(await open(body)).toMatchObject({ status, body: { code } });
    expect(await service.sql('SELECT FROM service_campaign')).toEqual([]);
  });

  it('have a code once, also when two write it down at once; the manager does', async () => {
    const twice = { code: 'TWICE', cars: [{ make: 'Volkswagen', model: 'Lavida' }] };
    const answers = await Promise.all([open(twice), open(twice)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await service.as('booking-agent').post('/v1/service-campaigns', twice)).status).toBe(403);
  });
});
