import { randomUUID } from 'node:crypto';
import { RepairOrderOpened } from '@pitlane/contracts';
import type { Page } from '@pitlane/platform';
import { startService, tokenOf } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import type { AppointmentView } from '../appointments/appointment.dto.js';
import { AppointmentsService } from '../appointments/appointments.service.js';
import { Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import type { BookingFiguresView, FigureAppointmentView, FigureView } from './figures.dto.js';

const WEEK = 'from=2026-11-20&to=2026-11-26';
const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const manager = () => service.as('service-manager');
const valuesOf = (figures: readonly FigureView[]) =>
  Object.fromEntries(figures.map(({ figure, value, part, whole }) => [figure, [value, part, whole]]));
const appointments = async (figure: string, more = ''): Promise<Page<FigureAppointmentView>> =>
  (await manager().get<Page<FigureAppointmentView>>(`/v1/figures/appointments?figure=${figure}&${WEEK}${more}`)).body;

type Visitor = Awaited<ReturnType<Surroundings['visitor']>>;
const arrive = async (visit: AppointmentView): Promise<void> => {
  const { status } = await service.as(visit.advisorId).post(`/v1/appointments/${visit.id}/arrive`);
  expect(status).toBe(200);
};
const open = (visitor: Visitor, appointmentId?: string) => {
  const repairOrderId = randomUUID();
  const order = { repairOrderId, number: 'SH001-2026-000001', ...visitor, ...(appointmentId && { appointmentId }) };
  const openedAt = '2026-11-23T02:10:00.000Z';
  const facts = {
    advisorId: 'chen.advisor',
    mileageKm: 42_000,
    meanwhile: 'waits' as const,
    promisedAt: openedAt,
    openedAt,
  };
  return service.deliver(RepairOrderOpened.of({ ...order, ...facts }), { aggregateId: repairOrderId });
};

let ready: AppointmentView;
let unready: AppointmentView;
let missed: AppointmentView;

/** Of four visits of Monday two arrive, one of them to a visit that is ready; one is missed and one cancelled. A walk-in and a call besides. */
beforeAll(async () => {
  await around.priceList();
  for (let n = 0; n < 10; n += 1) await around.bay('quick');
  for (let n = 0; n < 4; n += 1) await around.technician(`t${n}.technician`, ['maintenance']);
  const visitors = await Promise.all([0, 1, 2, 3, 4].map(() => around.visitor()));
  const [first, second, third, fourth, walkIn] = visitors as [Visitor, Visitor, Visitor, Visitor, Visitor];
  ready = (await around.book({ ...first, preferredAdvisorId: 'chen.advisor' })).body;
  unready = (await around.book({ ...second, channel: 'app', preferredAdvisorId: 'liu.advisor' })).body;
  missed = (await around.book({ ...third, startsAt: '2026-11-23T03:00:00.000Z', preferredAdvisorId: 'chen.advisor' }))
    .body;
  const { body: cancelled } = await around.book({ ...fourth, startsAt: '2026-11-23T03:00:00.000Z' });
  await service.as('chen.advisor').post(`/v1/appointments/${cancelled.id}/cancel`, { reason: '客户生病' });
  const call = { ...walkIn, complaint: '胎压灯亮了', symptoms: [], result: '充气', outcome: 'resolved-by-phone' };
  await service.as('booking-agent').post('/v1/phone-diagnoses', call);

  service.clock.moveTo(new Date('2026-11-23T02:00:00Z'));
  for (const { item } of ready.checklist) {
    await service.as('service-manager').post(`/v1/appointments/${ready.id}/checklist/${item}/tick`);
  }
  await arrive(ready);
  await arrive(unready);
  await open(first, ready.id);
  await open(second, unready.id);
  await open(walkIn);
  service.clock.moveTo(new Date('2026-11-23T03:30:00Z'));
  await service.inStore('SH001', () => service.get(AppointmentsService).markNoShows(service.clock.now()));
});

describe('the figures of the bookings', () => {
  it('follow from visits, calls, repair orders and slots, each with what it is made of', async () => {
    const { body } = await manager().get<BookingFiguresView>(`/v1/figures?${WEEK}`);
    const [store] = body.stores;
    const bookable = store?.byHour.reduce((sum, { bookableSlots }) => sum + bookableSlots, 0) ?? 0;
    expect(valuesOf(store?.figures ?? [])).toEqual({
      'booking-rate': [6_667, 2, 3],
      'call-booking-rate': [7_500, 3, 4],
      'no-show-rate': [3_333, 1, 3],
      'kept-promise-rate': [5_000, 1, 2],
      'lead-time': [2_970, 4 * 49 * 60 + 2 * 60, 4], // 49 hours, two of them 50
      'capacity-use': [expect.any(Number), 2 * 3, bookable],
    });
    expect(body.together).toEqual(store?.figures);
  });

  it('show the use of each hour, and the visits by channel and by advisor', async () => {
    const { body } = await manager().get<BookingFiguresView>(`/v1/figures?from=2026-11-23&to=2026-11-23`);
    const [store] = body.stores;
    // Six of ten bays may be booked; two visits of three quarters of an hour began at ten.
    expect(store?.byHour.find(({ hour }) => hour === 10)).toEqual({
      ...{ hour: 10, bookableSlots: 4 * 6, takenSlots: 2 * 3, useBasisPoints: 2_500 },
    });
    expect(store?.byChannel).toEqual([
      { channel: 'app', bookings: 0, arrived: 1, missed: 0, kept: 0, broken: 1, takenSlots: 3 },
      { channel: 'phone', bookings: 0, arrived: 1, missed: 1, kept: 1, broken: 0, takenSlots: 3 },
    ]);
    expect(store?.byAdvisor).toContainEqual({
      ...{ advisorId: 'chen.advisor', bookings: 0, arrived: 1, missed: 1, kept: 1, broken: 0, takenSlots: 3 },
    });
  });

  it('lead to the appointments that they are made of, page by page', async () => {
    const due = await appointments('no-show-rate');
    expect(due.items.map(({ id, isPart }) => [id, isPart])).toEqual([
      [missed.id, true],
      [unready.id, false],
      [ready.id, false],
    ]);
    const arrived = await appointments('kept-promise-rate');
    expect(arrived.items.map(({ id, isPart }) => [id, isPart])).toEqual([
      [unready.id, false],
      [ready.id, true],
    ]);
    expect((await appointments('booking-rate')).items.map(({ id }) => id)).toEqual([unready.id, ready.id]);
    expect((await appointments('call-booking-rate')).items).toHaveLength(3);
    expect((await appointments('capacity-use')).items.map(({ takenSlots }) => takenSlots)).toEqual([3, 3]);

    const first = await appointments('lead-time', '&limit=3');
    const rest = await appointments('lead-time', `&limit=3&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items].reduce((sum, { leadMinutes }) => sum + leadMinutes, 0)).toBe(2_970 * 4);
    expect(rest.nextCursor).toBeNull();
  });

  it('are told of all stores of a group together', async () => {
    const headers = { authorization: `Bearer ${await tokenOf('gu.auditor', 'appointments')}` };
    const response = await fetch(`${await service.url}/v1/figures?${WEEK}`, { headers });
    const body = (await response.json()) as BookingFiguresView;
    expect(body.stores.map(({ storeId }) => storeId)).toEqual(['SH001', 'SH002']);
    expect(valuesOf(body.stores[1]?.figures ?? [])).toMatchObject({ 'no-show-rate': [null, 0, 0] });
    expect(valuesOf(body.together)).toMatchObject({ 'no-show-rate': [3_333, 1, 3] });
  });

  it('come as files, and so do their appointments', async () => {
    const figures = await manager().get(`/v1/figures/csv?${WEEK}`);
    expect(figures.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(figures.text).toContain('\r\nSH001,2026-11-20,2026-11-26,no-show-rate,,3333,basis-points,1,3,"Visits that');
    expect(figures.text).toContain('\r\nSH001,2026-11-20,2026-11-26,missed,chen.advisor,1,count,,,');
    expect(figures.text).toContain('\r\nall,2026-11-20,2026-11-26,kept-promise-rate,,5000,');
    const { text } = await manager().get(`/v1/figures/appointments/csv?figure=no-show-rate&${WEEK}`);
    expect(text.split('\r\n')[1]).toMatch(new RegExp(`^${missed.id},no-show,phone,chen.advisor,.*,3000,0,1$`));
    for (const path of ['xlsx?', 'appointments/xlsx?figure=no-show-rate&']) {
      const workbook = await manager().get(`/v1/figures/${path}${WEEK}`);
      expect(workbook.headers.get('content-type')).toContain('spreadsheetml.sheet');
    }
  });

  it.each([
    ['ends before it begins', 'from=2026-03-02&to=2026-03-01', 'APPOINTMENTS.PERIOD_REVERSED'],
    ['is longer than a year', 'from=2025-01-01&to=2026-01-02', 'APPOINTMENTS.PERIOD_TOO_LONG'],
  ])('are refused for a period that %s', async (_what, period, code) => {
    expect(await manager().get(`/v1/figures?${period}`)).toMatchObject({ status: 422, body: { code } });
  });

  it('are no business of who books', async () => {
    expect((await service.as('booking-agent').get(`/v1/figures?${WEEK}`)).status).toBe(403);
  });
});
