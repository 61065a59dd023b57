import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import type { AppointmentView } from '../appointments/appointment.dto.js';
import { AppointmentsService } from '../appointments/appointments.service.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import type { CourtesyCarView, FleetCarView } from '../courtesy-cars/courtesy-car.dto.js';
import { carBody } from '../courtesy-cars/testing.js';
import { migrations } from '../migrations/index.js';
import { PreparationService } from '../preparation/preparation.service.js';
import type { CourtesyLoanView } from './courtesy-loan.dto.js';
import { CourtesyLoan } from './courtesy-loan.entity.js';
import { handBackBody, handOutBody, MONDAY_UNTIL } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const SATURDAY = new Date('2026-11-21T01:00:00Z');

beforeAll(async () => {
  await around.priceList();
  for (let n = 0; n < 8; n += 1) await around.bay('quick');
  for (const name of ['wu', 'zheng', 'han', 'qian']) await around.technician(`${name}.technician`, ['maintenance']);
});

beforeEach(async () => {
  service.clock.moveTo(SATURDAY);
  await emptyCalendar(service, 'courtesy_car');
});

const advisor = () => service.as('chen.advisor');
const book = async (body: Record<string, unknown> = {}) =>
  around.book({ ...(await around.visitor()), meanwhile: 'courtesy-car', ...body });

async function aCar(mileageKm = 12_000): Promise<CourtesyCarView> {
  const { body } = await service
    .as('service-manager')
    .post<CourtesyCarView>('/v1/courtesy-cars', { ...carBody(), mileageKm });
  return body;
}

async function loanOf({ id }: AppointmentView): Promise<CourtesyLoanView> {
  const { body } = await advisor().get<{ items: CourtesyLoanView[] }>(`/v1/courtesy-loans?appointmentId=${id}`);
  const [loan] = body.items;
  if (!loan) throw new Error('The visit has no loan.');
  return loan;
}

/** A visit with a car that has arrived. */
async function arrived(body: Record<string, unknown> = {}): Promise<CourtesyLoanView> {
  const { body: visit } = await book(body);
  service.clock.moveTo(new Date(visit.startsAt));
  await advisor().post(`/v1/appointments/${visit.id}/arrive`, { standIn: true });
  return loanOf(visit);
}

const command = (id: string, name: string, body: object = {}) =>
  advisor().post<CourtesyLoanView>(`/v1/courtesy-loans/${id}/${name}`, body);
const said = async () => (await service.outbox()).map(({ type }) => type.split('.').slice(1, 3).join('.'));

describe('a visit with a courtesy car', () => {
  it('is kept one from its start to an hour after its end; the others hear that the customer leaves', async () => {
    const car = await aCar();
    const { status, body } = await book();
    expect(status).toBe(201);
    expect(body).toMatchObject({ meanwhile: 'courtesy-car' });
    expect(body.checklist.find(({ item }) => item === 'courtesy-car')).toMatchObject({ tickedBy: 'he.booking' });

    const loan = await loanOf(body);
    const times = { keptFrom: MONDAY_TEN.toISOString(), keptUntil: MONDAY_UNTIL.toISOString() };
    expect(loan).toMatchObject({ status: 'reserved', courtesyCarId: car.id, ...times });
    expect(await service.outbox()).toMatchObject([
      { type: 'appointments.appointment.booked.v1', data: { meanwhile: 'leaves' } },
      {
        subject: 'evt.appointments.SH001.courtesy-loan.reserved.v1',
        aggregateId: loan.id,
        data: { appointmentId: body.id, courtesyCarId: car.id, ...times },
      },
    ]);
    const fleet = await advisor().get<{ items: FleetCarView[] }>('/v1/courtesy-cars');
    expect(fleet.body.items).toMatchObject([{ id: car.id, loans: [{ courtesyLoanId: loan.id, ...times }] }]);
  });

  it('is refused while no car is free, with the nearest times that have one; without the wish it is booked', async () => {
    await aCar();
    await book();
    const visitor = await around.visitor();
    const refused = await around.book({ ...visitor, meanwhile: 'courtesy-car' });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.NO_CAPACITY', reason: 'courtesy-car' },
    });
    const { alternatives } = refused.body as unknown as { alternatives: string[] };
    // The car is out from ten to a quarter to twelve, and each visit needs it for as long.
    expect(alternatives.slice(0, 2)).toEqual(['2026-11-23T00:15:00.000Z', MONDAY_UNTIL.toISOString()]);
    expect(await service.all(CourtesyLoan)).toHaveLength(1);

    const free = await advisor().get<{ starts: { startsAt: string }[] }>(
      '/v1/free-slots?operationCodes=MNT-001&day=2026-11-23&meanwhile=courtesy-car',
    );
    const starts = free.body.starts.map(({ startsAt }) => startsAt);
    expect(starts.slice(0, 3)).toEqual(['2026-11-23T00:00:00.000Z', '2026-11-23T00:15:00.000Z', MONDAY_UNTIL.toISOString()]); // prettier-ignore

    expect((await around.book({ ...visitor, meanwhile: 'leaves' })).status).toBe(201);
    const other = await around.visitor();
    const next = await around.book({ ...other, meanwhile: 'courtesy-car', startsAt: alternatives[0] });
    expect(next.status).toBe(201);
  });

  it('gives the car back with its cancellation, and with its no-show', async () => {
    await aCar();
    const { body: first } = await book();
    await advisor().post(`/v1/appointments/${first.id}/cancel`, { reason: '临时出差' });
    expect(await loanOf(first)).toMatchObject({ status: 'released', releaseReason: 'cancelled' });

    const { body: second, status } = await book();
    expect(status).toBe(201);
    const late = new Date('2026-11-23T02:30:00Z');
    await service.inStore('SH001', () => service.get(AppointmentsService).markNoShows(late));
    expect(await loanOf(second)).toMatchObject({ status: 'released', releaseReason: 'no-show' });
    expect((await said()).slice(-2)).toEqual(['courtesy-loan.released', 'appointment.no-show']);
  });

  it('may do without it: then the car is another’s', async () => {
    await aCar();
    const { body } = await book();
    const loan = await loanOf(body);
    expect(await command(loan.id, 'give-up')).toMatchObject({
      status: 200,
      body: { status: 'released', releaseReason: 'given-up' },
    });
    expect((await advisor().get(`/v1/appointments/${body.id}`)).body).toMatchObject({ meanwhile: 'leaves' });
    expect((await command(loan.id, 'give-up')).status).toBe(409);
    expect((await book()).status).toBe(201);
  });
});

describe('the car', () => {
  it('leaves with licence, state and agreement, and comes back with its new marks', async () => {
    const scratch = { place: '左后门', text: '划痕 5 厘米' };
    const dent = { place: '前保险杠', text: '凹陷' };
    const car = await aCar();
    const loan = await arrived();
    const left = await command(loan.id, 'hand-out', handOutBody({ mileageKm: 12_003, marks: [scratch] }));
    expect(left).toMatchObject({
      status: 200,
      body: { status: 'out', handOut: { by: 'chen.advisor', marks: [scratch] } },
    });

    service.clock.moveTo(new Date('2026-11-23T04:00:00Z'));
    const list = await service.as('service-manager').get('/v1/courtesy-loans/overdue');
    expect(list.body).toMatchObject({ items: [{ id: loan.id }] });
    const fallen = await command(loan.id, 'take-back', handBackBody(12_002));
    expect(fallen).toMatchObject({ status: 422, body: { code: 'APPOINTMENTS.COURTESY_MILEAGE_FELL' } });

    const back = await command(loan.id, 'take-back', { ...handBackBody(12_050), newMarks: [dent] });
    expect(back).toMatchObject({ status: 200, body: { status: 'returned', lateMinutes: 15 } });
    expect((await advisor().get(`/v1/courtesy-cars/${car.id}`)).body).toMatchObject({
      ...{ mileageKm: 12_050, fuelPercent: 60, marks: [scratch, dent] },
    });
    expect((await service.outbox()).at(-1)).toMatchObject({
      type: 'appointments.courtesy-loan.returned.v1',
      data: { drivenKm: 47, newMarks: 1, lateMinutes: 15 },
    });
    expect(JSON.stringify(await service.outbox())).not.toMatch(/划痕|2030-01-31|DBC/);
  });

  it('that is back early is free at once', async () => {
    await aCar();
    const loan = await arrived();
    await command(loan.id, 'hand-out', handOutBody());
    service.clock.moveTo(new Date('2026-11-23T02:20:00Z'));
    expect((await book({ startsAt: '2026-11-23T02:30:00Z' })).status).toBe(409);
    await command(loan.id, 'take-back', handBackBody());
    expect((await book({ startsAt: '2026-11-23T02:30:00Z' })).status).toBe(201);
  });

  it('does not leave before its customer is there, out of service, or while another is late with it', async () => {
    const car = await aCar();
    const { body: next } = await book({ startsAt: '2026-11-23T03:45:00Z' });
    const nextLoan = await loanOf(next);
    const absent = await command(nextLoan.id, 'hand-out', handOutBody());
    expect(absent).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.CUSTOMER_NOT_THERE' } });

    const first = await arrived();
    await service.as('service-manager').post(`/v1/courtesy-cars/${car.id}/take-out`, { reason: '刹车片' });
    const broken = await command(first.id, 'hand-out', handOutBody());
    expect(broken).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.COURTESY_CAR_OUT_OF_SERVICE' } });
    await service.as('service-manager').post(`/v1/courtesy-cars/${car.id}/bring-back`, carState(12_000));
    expect((await command(first.id, 'hand-out', handOutBody())).status).toBe(200);

    service.clock.moveTo(new Date('2026-11-23T03:40:00Z'));
    await advisor().post(`/v1/appointments/${next.id}/arrive`, { standIn: true });
    const early = await command(nextLoan.id, 'hand-out', handOutBody());
    expect(early).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.COURTESY_CAR_KEPT_FOR_ANOTHER' } });
    service.clock.moveTo(new Date('2026-11-23T03:50:00Z'));
    const inTime = await command(nextLoan.id, 'hand-out', handOutBody());
    expect(inTime).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.COURTESY_CAR_NOT_BACK' } });
    expect(await service.find(CourtesyLoan, nextLoan.id)).toMatchObject({ status: 'reserved' });
    await command(first.id, 'take-back', handBackBody());
    expect((await command(nextLoan.id, 'hand-out', handOutBody({ mileageKm: 12_050 }))).status).toBe(200);
  });

  it('leaves once, also when two hand it out at once', async () => {
    await aCar();
    const loan = await arrived();
    const answers = await Promise.all([1, 2].map(() => command(loan.id, 'hand-out', handOutBody())));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await said()).filter((type) => type === 'courtesy-loan.handed-out')).toHaveLength(1);
  });
});

const carState = (mileageKm: number) => ({ mileageKm, fuelPercent: 80, marks: [] });

describe('a loan that is moved', () => {
  it('keeps its car where it is free, else gets another; refused, it keeps what it had', async () => {
    const [polo, golf] = [await aCar(1_000), await aCar(2_000)];
    const { body: visit } = await book();
    const loan = await loanOf(visit);
    await book({ startsAt: '2026-11-23T06:00:00Z' });
    const move = (keptFrom: string, keptUntil: string) => command(loan.id, 'move', { keptFrom, keptUntil });
    expect(loan.courtesyCarId).toBe(polo.id);

    const longer = await move('2026-11-23T02:00:00Z', '2026-11-23T06:00:00Z');
    expect(longer).toMatchObject({ status: 200, body: { courtesyCarId: polo.id } });
    const other = await move('2026-11-23T02:00:00Z', '2026-11-23T06:30:00Z');
    expect(other).toMatchObject({ status: 200, body: { courtesyCarId: golf.id } });
    expect((await service.outbox()).at(-1)).toMatchObject({
      type: 'appointments.courtesy-loan.moved.v1',
      data: { courtesyCarId: golf.id, keptUntil: '2026-11-23T06:30:00.000Z' },
    });

    await book({ startsAt: '2026-11-24T02:00:00Z' });
    await book({ startsAt: '2026-11-24T02:00:00Z' });
    const before = await service.find(CourtesyLoan, loan.id);
    const refused = await move('2026-11-24T01:00:00Z', '2026-11-24T02:30:00Z');
    expect(refused).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.NO_COURTESY_CAR' } });
    expect(await service.find(CourtesyLoan, loan.id)).toEqual(before);
  });

  it('while it is out is kept longer with the same car, and only with that', async () => {
    await aCar(1_000);
    await aCar(2_000);
    const { body: next } = await book({ startsAt: '2026-11-23T07:00:00Z' });
    const loan = await arrived();
    expect((await loanOf(next)).courtesyCarId).toBe(loan.courtesyCarId);
    await command(loan.id, 'hand-out', handOutBody());
    expect((await command(loan.id, 'move', { keptUntil: '2026-11-23T07:00:00Z' })).status).toBe(200);
    expect((await command(loan.id, 'move', { keptUntil: '2026-11-23T07:15:00Z' })).status).toBe(409);
  });
});

describe('the checks ahead', () => {
  const checkAhead = (at: string) =>
    service.inStore('SH001', () => service.get(PreparationService).checkAhead(new Date(at)));
  const missing = async (id: string) => (await advisor().get<AppointmentView>(`/v1/appointments/${id}`)).body.missing;

  it('put a visit at risk whose car is out of service, until it has another', async () => {
    const car = await aCar();
    const { body: visit } = await book();
    await service.as('service-manager').post(`/v1/courtesy-cars/${car.id}/take-out`, { reason: '事故' });
    await checkAhead('2026-11-22T02:00:00Z');
    expect(await missing(visit.id)).toContain('courtesy-car');

    const loan = await loanOf(visit);
    expect((await command(loan.id, 'move')).status).toBe(409);
    const other = await aCar();
    expect(await command(loan.id, 'move')).toMatchObject({ status: 200, body: { courtesyCarId: other.id } });
    expect(await missing(visit.id)).not.toContain('courtesy-car');
  });

  it('put a visit at risk whose car somebody brings back late, and no longer when it is back', async () => {
    await aCar();
    const { body: next } = await book({ startsAt: '2026-11-24T02:00:00Z' });
    const first = await arrived();
    await command(first.id, 'hand-out', handOutBody());
    await checkAhead('2026-11-23T02:00:00Z');
    expect(await missing(next.id)).not.toContain('courtesy-car');

    await service.sql(
      `UPDATE appointment SET next_check = 'day-before', next_check_at = '2026-11-23T04:00:00Z' WHERE id = $1`,
      [next.id],
    );
    await checkAhead('2026-11-23T04:00:00Z');
    expect(await missing(next.id)).toContain('courtesy-car');
    service.clock.moveTo(new Date('2026-11-23T05:00:00Z'));
    await command(first.id, 'take-back', handBackBody());
    await checkAhead('2026-11-24T01:00:00Z');
    expect(await missing(next.id)).not.toContain('courtesy-car');
  });
});
