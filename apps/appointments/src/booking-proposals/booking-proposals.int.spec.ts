import { randomUUID } from 'node:crypto';
import { CustomerErased, RepairOrderCompleted } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import type { AppointmentView } from '../appointments/appointment.dto.js';
import { AppointmentsService } from '../appointments/appointments.service.js';
import { emptyCalendar, Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import type { SentReading } from '../vehicle-readings/reading.js';
import { aRow, aVin, sendRows } from '../vehicle-readings/testing.js';
import type { BookingProposalView } from './booking-proposal.dto.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const agent = () => service.as('booking-agent');

beforeAll(async () => {
  await around.priceList();
  for (let n = 0; n < 5; n += 1) await around.bay('quick');
  for (const name of ['wu', 'zheng']) await around.technician(`${name}.technician`, ['maintenance']);
});
beforeEach(() => emptyCalendar(service, 'vehicle_reading', 'vehicle_fault', 'last_service', 'booking_proposal'));

interface Car {
  readonly vin: string;
  readonly customerId: string;
  readonly vehicleId: string;
}

async function aCar(): Promise<Car> {
  const vin = aVin();
  return { vin, ...(await around.visitor({ vin })) };
}

/** The car tells at that hour of 20 November how its faults are. */
async function tell(
  { vin }: Car,
  hour: number,
  states: Record<string, SentReading['faults'][number]['state']>,
  mileageKm = 42_000,
) {
  const faults = Object.entries(states).map(([code, state]) => ({ code, state }));
  const row = aRow({
    messageId: randomUUID(),
    vin,
    measuredAt: new Date(Date.UTC(2026, 10, 20, hour)),
    mileageKm,
    faults,
  });
  expect((await sendRows(service.as('integration'), [row])).body).toEqual({ taken: 1, refused: [] });
}

async function proposals(query = ''): Promise<BookingProposalView[]> {
  const { body } = await agent().get<{ items: BookingProposalView[] }>(`/v1/booking-proposals?limit=100${query}`);
  return body.items;
}

async function onlyProposal(): Promise<BookingProposalView> {
  const [proposal, ...others] = await proposals();
  if (!proposal || others.length > 0) throw new Error(`There are ${others.length + (proposal ? 1 : 0)} proposals.`);
  return proposal;
}

const markNoShows = (now: Date): Promise<void> =>
  service.inStore('SH001', () => service.get(AppointmentsService).markNoShows(now));
const types = async () => (await service.outbox()).map(({ type }) => type.replace('appointments.', ''));
const decline = ({ id }: BookingProposalView, who = agent()) =>
  who.post(`/v1/booking-proposals/${id}/decline`, { reason: '下周出差' });

async function serviced(
  { customerId, vehicleId }: Car,
  {
    mileageKm,
    operationCode = 'MNT-001',
    completedAt = '2026-11-20T09:00:00.000Z',
  }: { mileageKm: number; operationCode?: string; completedAt?: string },
): Promise<void> {
  const line = { lineId: randomUUID(), jobId: randomUUID(), flatRateHundredths: 60, skill: 'maintenance' as const };
  await service.deliver(
    RepairOrderCompleted.of({
      ...{
        repairOrderId: randomUUID(),
        number: 'SH001-2026-000001',
        repairOrderVersion: 1,
        customerId,
        vehicleId,
        mileageKm,
      },
      laborLines: [{ ...line, operationCode, payType: 'customer' }],
      ...{ partLines: [], wearItems: [], completedAt },
    }),
  );
}

describe('a confirmed fault', () => {
  it('leads to a proposal with the fault prepared, and crm may invite the customer', async () => {
    const car = await aCar();
    await tell(car, 1, { P0301: 'confirmed', P1345: 'confirmed', P0420: 'pending' });
    const proposal = await onlyProposal();
    expect(proposal).toMatchObject({
      ...{ status: 'open', cause: 'faults', vehicleId: car.vehicleId, customerId: car.customerId },
      ...{
        severity: 'soon',
        mileageKm: 42_000,
        operations: ['DIA-001'],
        estimate: null,
        openedAt: '2026-11-21T01:00:00.000Z',
      },
      describedFault:
        '车辆上报故障：P0301 检测到1缸失火（发动机抖动）；P1345 未知故障码（动力系统）（故障灯亮）。里程 42000 km。',
      faults: [
        { code: 'P0301', known: true, system: 'powertrain', nameZh: '检测到1缸失火' },
        { code: 'P1345', known: false, system: 'powertrain' },
      ],
    });
    expect(await service.outbox()).toMatchObject([
      {
        subject: 'evt.appointments.SH001.booking-proposal.opened.v1',
        aggregateId: proposal.id,
        data: {
          vehicleId: car.vehicleId,
          customerId: car.customerId,
          faultCodes: ['P0301', 'P1345'],
          severity: 'soon',
        },
      },
    ]);
  });

  it('that comes later is put to the open proposal, and one that goes leaves it', async () => {
    const car = await aCar();
    await tell(car, 1, { P0301: 'confirmed' });
    await tell(car, 2, { P0217: 'confirmed' }, 42_050);
    expect(await onlyProposal()).toMatchObject({ severity: 'now', version: 2, mileageKm: 42_050 });
    await tell(car, 3, { P0217: 'cleared' }, 42_060);
    expect((await onlyProposal()).faults.map(({ code }) => code)).toEqual(['P0301']);
    expect(await types()).toEqual([
      'booking-proposal.opened.v1',
      'booking-proposal.revised.v1',
      'booking-proposal.revised.v1',
    ]);
  });

  it('that is told again is no news', async () => {
    const car = await aCar();
    for (const hour of [1, 2, 3]) await tell(car, hour, { P0301: 'confirmed' }, 42_000 + hour);
    expect(await types()).toEqual(['booking-proposal.opened.v1']);
  });

  it('that ends by itself ends the proposal', async () => {
    const car = await aCar();
    await tell(car, 1, { P0301: 'confirmed' });
    await tell(car, 2, { P0301: 'cleared' });
    expect(await onlyProposal()).toMatchObject({ status: 'expired', endedBy: null });
    expect((await service.outbox()).at(-1)?.data).toMatchObject({ outcome: 'expired', vehicleId: car.vehicleId });
  });

  it('of a car whose owner was erased is proposed without them', async () => {
    const car = await aCar();
    await service.deliver(CustomerErased.of({ customerId: car.customerId, erasedAt: '2026-11-20T09:00:00.000Z' }));
    await tell(car, 1, { P0301: 'confirmed' });
    expect(await onlyProposal()).toMatchObject({ status: 'open', customerId: null });
    expect((await service.outbox())[0]?.data).not.toHaveProperty('customerId');
  });
});

describe('a proposal that was declined', () => {
  it('keeps its reason, and the same is not proposed again before the fault comes anew', async () => {
    const car = await aCar();
    await tell(car, 1, { P0301: 'confirmed' });
    const proposal = await onlyProposal();
    expect(await decline(proposal)).toMatchObject({
      status: 200,
      body: { status: 'declined', declineReason: '下周出差', endedBy: 'he.booking' },
    });
    expect((await service.outbox()).at(-1)?.data).toMatchObject({ outcome: 'declined', endedBy: 'he.booking' });

    await tell(car, 2, { P0301: 'confirmed', C0035: 'confirmed' });
    expect((await proposals('&status=open')).map(({ faults }) => faults.map(({ code }) => code))).toEqual([['C0035']]);

    service.clock.moveTo(new Date('2026-11-23T01:00:00Z'));
    await tell(car, 72, { P0301: 'cleared' });
    await tell(car, 73, { P0301: 'confirmed' });
    service.clock.moveTo(new Date('2026-11-21T01:00:00Z'));
    const [open] = await proposals('&status=open');
    expect(open?.faults.map(({ code }) => code)).toEqual(['C0035', 'P0301']);
  });

  it('is declined once, and a proposal of another store is not there', async () => {
    await tell(await aCar(), 1, { P0301: 'confirmed' });
    const proposal = await onlyProposal();
    expect((await decline(proposal, service.as('jiang.advisor', { store: 'SH002' }))).status).toBe(404);
    const answers = await Promise.all(Array.from({ length: 8 }, () => decline(proposal)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(409)]);
    expect(await types()).toEqual(['booking-proposal.opened.v1', 'booking-proposal.ended.v1']);
  });
});

describe('a booking that names a proposal', () => {
  it('ends it, keeps what caused it, and the fault is not proposed again', async () => {
    const { vin, ...visitor } = await aCar();
    await tell({ vin, ...visitor }, 1, { P0301: 'confirmed' });
    const { id: proposalId } = await onlyProposal();
    const { status, body } = await around.book({ ...visitor, proposalId, channel: 'wechat' });
    expect([status, body.causedBy, body.channel]).toEqual([201, `booking-proposal:${proposalId}`, 'wechat']);
    await tell({ vin, ...visitor }, 2, { P0301: 'confirmed' });
    expect(await onlyProposal()).toMatchObject({ status: 'booked', appointmentId: body.id, endedBy: 'he.booking' });
    expect(await types()).toEqual(['booking-proposal.opened.v1', 'booking-proposal.ended.v1', 'appointment.booked.v1']);
  });

  it.each([
    ['is called off', ({ id }: AppointmentView) => agent().post(`/v1/appointments/${id}/cancel`, { reason: '出差' })],
    ['is missed', ({ endsAt }: AppointmentView) => markNoShows(new Date(endsAt))],
  ])('that %s lets what it was for be proposed again', async (_, end) => {
    const { vin, ...visitor } = await aCar();
    await tell({ vin, ...visitor }, 1, { P0301: 'confirmed' });
    const { id: proposalId } = await onlyProposal();
    const { body: visit } = await around.book({ ...visitor, proposalId });

    await end(visit);

    const [again] = await proposals('&status=open');
    expect(again).toMatchObject({ cause: 'faults', faults: [{ code: 'P0301' }] });
    expect((await types()).at(-1)).toBe('booking-proposal.opened.v1');
    expect((await decline(again as BookingProposalView)).status).toBe(200);
    expect(await proposals('&status=open')).toEqual([]);
  });

  it('keeps the campaign that led to it, where one is named', async () => {
    const { vin, ...visitor } = await aCar();
    await tell({ vin, ...visitor }, 1, { P0301: 'confirmed' });
    const { id: proposalId } = await onlyProposal();
    expect((await around.book({ ...visitor, proposalId, causedBy: 'winter-check' })).body.causedBy).toBe(
      'winter-check',
    );
    expect((await onlyProposal()).status).toBe('booked');
  });

  it.each([
    ['of another car', (_own: object, other: object) => other, 422, 'APPOINTMENTS.PROPOSAL_OF_ANOTHER_VEHICLE'],
    [
      'that nobody has room for',
      (own: object) => ({ ...own, startsAt: '2026-11-23T23:00:00Z' }),
      409,
      'APPOINTMENTS.NO_CAPACITY',
    ],
    ['that is not there', (own: object) => ({ ...own, proposalId: randomUUID() }), 404, 'not_found'],
  ])('%s is refused, and the proposal stays open', async (_, wanted, status, code) => {
    const { vin, ...visitor } = await aCar();
    await tell({ vin, ...visitor }, 1, { P0301: 'confirmed' });
    const { id: proposalId } = await onlyProposal();
    expect(await around.book({ proposalId, ...wanted(visitor, await around.visitor()) })).toMatchObject({
      status,
      body: { code },
    });
    expect(await onlyProposal()).toMatchObject({ status: 'open', version: 1 });
    expect(await service.sql('SELECT 1 FROM appointment')).toEqual([]);
    expect(await types()).toEqual(['booking-proposal.opened.v1']);
  });

  it('and one who declines it at the same time: one of them is too late', async () => {
    const { vin, ...visitor } = await aCar();
    await tell({ vin, ...visitor }, 1, { P0301: 'confirmed' });
    const proposal = await onlyProposal();
    const [booked, declined] = await Promise.all([
      around.book({ ...visitor, proposalId: proposal.id }),
      decline(proposal),
    ]);
    expect([booked.status === 201, declined.status === 200].filter(Boolean)).toHaveLength(1);
    expect((await onlyProposal()).status).toBe(booked.status === 201 ? 'booked' : 'declined');
  });
});

describe('a service', () => {
  it('is proposed at its mileage with an estimate, and the proposal ends when it is done', async () => {
    const car = await aCar();
    await serviced(car, { mileageKm: 42_000 });
    await tell(car, 10, {}, 42_050);
    expect(await proposals()).toEqual([]);
    service.clock.moveTo(new Date('2027-05-20T01:00:00Z'));
    await tell(car, 24 * 150, {}, 51_600);
    const proposal = await onlyProposal();
    expect(proposal).toMatchObject({
      ...{ status: 'open', cause: 'service-due', faults: [], operations: ['MNT-001'], severity: 'soon' },
      estimate: { lowFen: 16_800, durationMinutes: 45 },
      describedFault: '里程 51600 km，距上次保养 9600 km，建议保养。',
    });
    await serviced(car, { mileageKm: 51_610, operationCode: 'MNT-002', completedAt: '2027-05-21T09:00:00.000Z' });
    service.clock.moveTo(new Date('2026-11-21T01:00:00Z'));
    expect(await onlyProposal()).toMatchObject({ id: proposal.id, status: 'expired' });
  });

  it('is not proposed on a guess: only after one that was done here, and other work is none', async () => {
    const car = await aCar();
    await serviced(car, { mileageKm: 20_000, operationCode: 'BRK-012' });
    await tell(car, 10, {}, 90_000);
    expect(await proposals()).toEqual([]);
  });

  it('that was declined is not proposed again before the next was done', async () => {
    const car = await aCar();
    await serviced(car, { mileageKm: 32_000 });
    await tell(car, 10, {}, 42_000);
    await decline(await onlyProposal());
    await tell(car, 11, {}, 42_100);
    expect(await proposals('&status=open')).toEqual([]);
  });
});

describe('the list of proposals', () => {
  it('shows the open ones of the store by how soon they are, and is read by crm', async () => {
    const [one, other] = [await aCar(), await aCar()];
    await tell(one, 1, { P0301: 'confirmed' });
    await tell(other, 1, { P0217: 'confirmed' });
    expect((await proposals('&status=open&severity=now')).map(({ vehicleId }) => vehicleId)).toEqual([other.vehicleId]);
    expect((await proposals(`&vehicleId=${one.vehicleId}&cause=faults`)).map(({ vehicleId }) => vehicleId)).toEqual([
      one.vehicleId,
    ]);
    const crm = await service.as('crm-agent').get<{ items: unknown[] }>('/v1/booking-proposals');
    expect(crm.body.items).toHaveLength(2);
    expect((await service.as('integration').get('/v1/booking-proposals')).status).toBe(403);
  });
});
