import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import type { AppointmentView } from '../appointments/appointment.dto.js';
import { emptyCalendar, Surroundings } from '../appointments/testing.js';
import type { CourtesyCarView } from '../courtesy-cars/courtesy-car.dto.js';
import { carBody } from '../courtesy-cars/testing.js';
import { handBackBody, handOutBody } from '../courtesy-loans/testing.js';
import type { DriverView } from '../drivers/driver.dto.js';
import { driverBody } from '../drivers/testing.js';
import { migrations } from '../migrations/index.js';
import { handOverBody } from '../rides/testing.js';
import type { WaitlistEntryView } from '../waitlist/waitlist-entry.dto.js';
import { joinBody } from '../waitlist/testing.js';
import { WaitlistOffersService } from '../waitlist/waitlist-offers.service.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const SATURDAY = new Date('2026-11-21T01:00:00Z');

beforeAll(async () => {
  await around.priceList();
  for (let n = 0; n < 4; n += 1) await around.bay('quick');
  for (const name of ['wu', 'han']) await around.technician(`${name}.technician`, ['maintenance']);
});

beforeEach(async () => {
  service.clock.moveTo(SATURDAY);
  await emptyCalendar(service, 'courtesy_car', 'driver');
});

const advisor = () => service.as('chen.advisor');
const manager = () => service.as('service-manager');
const localTime = (time: string): Date => new Date(`2026-11-23T${time}+08:00`);

/** A visit of Monday at ten. */
async function booked(meanwhile: string): Promise<AppointmentView> {
  const { status, body } = await around.book({ ...(await around.visitor()), meanwhile });
  expect(status).toBe(201);
  return body;
}

const itemsOf = async (list: 'courtesy-loans' | 'rides'): Promise<string[]> =>
  (await advisor().get<{ items: { id: string }[] }>(`/v1/${list}`)).body.items.map(({ id }) => id);

/** Somebody waits for one time of Monday: there is nothing for them before `frees`, and after it there is. */
async function isOfferedAfter(frees: () => Promise<unknown>, meanwhile: string, time: string): Promise<void> {
  const look = () => service.inStore('SH001', () => service.get(WaitlistOffersService).offerFreed(service.clock.now()));
  const wish = { ...(await around.visitor()), meanwhile, startsFrom: time, startsUntil: time };
  const { body: entry } = await advisor().post<WaitlistEntryView>('/v1/waitlist', joinBody(wish));
  const status = async () => (await advisor().get<WaitlistEntryView>(`/v1/waitlist/${entry.id}`)).body.status;
  await look();
  expect(await status()).toBe('waiting');
  await frees();
  await look();
  expect(await status()).toBe('offered');
}

describe('who waits for a time with a courtesy car is offered it', () => {
  const manage = (path: string, body: object) => manager().post<CourtesyCarView>(`/v1/courtesy-cars${path}`, body);

  /** The store's only car, kept on Monday from ten to three for a visit that is over before eleven. */
  async function aLoan(): Promise<(command: string, body?: object) => Promise<unknown>> {
    await manage('', carBody());
    await booked('courtesy-car');
    const [id] = await itemsOf('courtesy-loans');
    const command = async (name: string, body: object = {}) =>
      expect((await advisor().post(`/v1/courtesy-loans/${id}/${name}`, body)).status).toBe(200);
    await command('move', { keptUntil: localTime('15:00:00') });
    return command;
  }

  it('when another does without theirs', async () => {
    const loan = await aLoan();
    await isOfferedAfter(() => loan('give-up'), 'courtesy-car', '11:00');
  });

  it('when another needs theirs less long', async () => {
    const loan = await aLoan();
    await isOfferedAfter(() => loan('move', { keptUntil: localTime('11:00:00') }), 'courtesy-car', '11:00');
  });

  it('when another is back early', async () => {
    const loan = await aLoan();
    service.clock.moveTo(localTime('10:00:00'));
    const [visit] = (await advisor().get<{ items: AppointmentView[] }>('/v1/appointments')).body.items;
    await advisor().post(`/v1/appointments/${visit?.id}/arrive`, { standIn: true });
    await loan('hand-out', handOutBody());
    await isOfferedAfter(() => loan('take-back', handBackBody()), 'courtesy-car', '12:00');
  });

  it('when the store has one more, or one is in service again', async () => {
    await isOfferedAfter(() => manage('', carBody()), 'courtesy-car', '11:00');
    const { body: car } = await manage('', carBody());
    await manage(`/${car.id}/take-out`, { reason: '年检' });
    const bringBack = () => manage(`/${car.id}/bring-back`, { mileageKm: 12_000, fuelPercent: 80, marks: [] });
    await isOfferedAfter(bringBack, 'courtesy-car', '11:30');
  });
});

describe('who waits for a time with pick-up and return is offered it', () => {
  const manage = (path: string, body: object) => manager().post<DriverView>(`/v1/drivers${path}`, body);
  const ride = async (id: string | undefined, name: string, body: object = {}) =>
    expect((await advisor().post(`/v1/rides/${id}/${name}`, body)).status).toBe(200);

  /** Of the store's only driver for a visit of Monday at ten; its car is fetched from nine on, and brought back at three. */
  async function twoRides() {
    await manage('', driverBody());
    const visit = await booked('pick-up-and-return');
    const [back, fetch] = await itemsOf('rides');
    await ride(back, 'move', { keptFrom: localTime('15:00:00') });
    return { visit, fetch, back };
  }

  it('when another does without the ride', async () => {
    const { fetch } = await twoRides();
    await isOfferedAfter(() => ride(fetch, 'give-up'), 'pick-up-and-return', '10:15');
  });

  it('when another has it at another time', async () => {
    const { back } = await twoRides();
    const earlier = () => ride(back, 'move', { keptFrom: localTime('10:45:00') });
    await isOfferedAfter(earlier, 'pick-up-and-return', '14:30');
  });

  it('when another brings the car', async () => {
    const { visit } = await twoRides();
    service.clock.moveTo(localTime('08:30:00'));
    const arrive = () => advisor().post(`/v1/appointments/${visit.id}/arrive`, { standIn: true });
    await isOfferedAfter(arrive, 'pick-up-and-return', '10:15');
  });

  it('when the driver is back early', async () => {
    const { back, visit } = await twoRides();
    service.clock.moveTo(localTime('10:00:00'));
    await advisor().post(`/v1/appointments/${visit.id}/arrive`, { standIn: true });
    await ride(back, 'set-out', { mileageKm: 42_000 });
    await isOfferedAfter(() => ride(back, 'hand-over', handOverBody()), 'pick-up-and-return', '12:00');
  });

  it('when the store has one more driver', async () => {
    await isOfferedAfter(() => manage('', driverBody()), 'pick-up-and-return', '10:00');
  });

  it('when a driver is in service again', async () => {
    const { body: driver } = await manage('', driverBody());
    await manage(`/${driver.id}/take-out`, { reason: '病假' });
    const bringBack = () => manage(`/${driver.id}/bring-back`, {});
    await isOfferedAfter(bringBack, 'pick-up-and-return', '11:00');
  });
});
