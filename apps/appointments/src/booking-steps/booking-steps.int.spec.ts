import { randomInt, randomUUID } from 'node:crypto';
import { BayChanged, CustomerRegistered, VehicleChanged } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { AppointmentsServiceModule } from '../app.module.js';
import type { Appointment } from '../appointments/appointment.entity.js';
import { AppointmentsService } from '../appointments/appointments.service.js';
import { ArrivalsService } from '../appointments/arrivals.service.js';
import type { Act } from '../appointments/booking.js';
import { askedBy } from '../appointments/meanwhile.js';
import { emptyCalendar, Surroundings } from '../appointments/testing.js';
import {
  aStore,
  CUSTOMER,
  type ModelBay,
  type ModelWish,
  SEATS,
  type Thing,
  VEHICLES,
} from '../booking-model/testing.js';
import { absencesOf, instantOf, minuteOf, WORKS } from '../booking-needs/testing.js';
import { FreeSlotsService } from '../capacity/free-slots.service.js';
import { violations } from '../capacity/testing.js';
import { aCourtesyCar } from '../courtesy-cars/testing.js';
import { TWICE as CAR_TWICE } from '../courtesy-loans/testing.js';
import { aDriver } from '../drivers/testing.js';
import { storesWithSeats, MISCOUNTED as LOUNGE_MISCOUNTED } from '../lounge/testing.js';
import { migrations } from '../migrations/index.js';
import { TWICE as DRIVER_TWICE } from '../rides/testing.js';
import type { SlotHold } from '../slot-holds/slot-hold.entity.js';
import { SlotHoldsService } from '../slot-holds/slot-holds.service.js';
import { type Doers, Play, type Resource, step, type Told } from './testing.js';

// The steps of booking-rules.spec.ts through the services and the database; fewer, for each is several milliseconds.

const STEPS_OF_A_DAY = 50;
/** 3,000 steps, or as many as `BOOKING_STEPS_IN_DATABASE` says. */
const DAYS = Number(process.env['BOOKING_STEPS_IN_DATABASE'] ?? 3_000) / STEPS_OF_A_DAY;
const SEED = randomInt(2 ** 31);
const DATES = ['2026-11-22', '2026-11-23', '2026-11-24'];

const service = startService(AppointmentsServiceModule, 'appointments', migrations, {
  scheduled: false,
  environment: { STORES_FILE: storesWithSeats(SEATS) },
});
const around = new Surroundings(service);
const RECORDS = new Map(aStore().resources.technicians.map(({ id }) => [id, randomUUID()]));

/** The commands as a controller calls them, and the sweeps as the watch does. */
class TheService implements Doers {
  private now = service.clock.now();

  async hold(wish: ModelWish): Promise<Told> {
    const { vehicleId, work, meanwhile, from } = wish;
    const car = vehicleId === null ? {} : { vehicleId, customerId: CUSTOMER };
    const wanted = { ...car, meanwhile, startsAt: instantOf(from), operationCodes: codesOf(work), parts: [] };
    // Nobody holds more than a few times: each is held by another.
    const by = `${uuidv7()}.agent`;
    return told(await service.get(SlotHoldsService).hold(wanted, { at: this.now, by }));
  }

  async book(wish: ModelWish, holdId?: string): Promise<Told> {
    const { vehicleId, work, meanwhile, from } = wish;
    const [hold] = await service.sql<{ by: string }>('SELECT held_by AS by FROM slot_hold WHERE id = $1', [holdId]);
    const request = {
      ...{ customerId: CUSTOMER, vehicleId: vehicleId ?? '', meanwhile, startsAt: instantOf(from) },
      ...{
        channel: 'phone' as const,
        complaint: '保养',
        expertWanted: false,
        operationCodes: codesOf(work),
        parts: [],
      },
      ...(holdId !== undefined && hold && { hold: { id: holdId, heldBy: hold.by } }),
    };
    return told(await service.get(AppointmentsService).book(request, this.act()));
  }

  async move(id: string, from: number): Promise<Told> {
    const wish = { startsAt: instantOf(from), by: 'customer' as const };
    return told(await service.get(AppointmentsService).move(id, wish, this.act()));
  }

  async arrive(id: string): Promise<Told> {
    return told(await service.get(ArrivalsService).arrive(id, true, this.act()));
  }

  async cancel(id: string): Promise<void> {
    await service.get(AppointmentsService).cancel(id, '出差', this.act());
  }

  async release(holdId: string): Promise<void> {
    const [hold] = await service.sql<{ by: string }>('SELECT held_by AS by FROM slot_hold WHERE id = $1', [holdId]);
    await service.get(SlotHoldsService).release(holdId, { at: this.now, by: hold?.by ?? '' });
  }

  async pass(now: number): Promise<void> {
    this.now = instantOf(now);
    service.clock.moveTo(this.now);
    await service.get(SlotHoldsService).expireDue(this.now);
    await service.get(AppointmentsService).markNoShows(this.now);
  }

  async change({ kind, of }: Resource): Promise<void> {
    if (kind === 'bay') return tellBay(of);
    if (kind === 'technician') {
      const facts = { technicianRecordId: RECORDS.get(of.id) ?? '', active: of.isThere, absences: absencesOf(of.absence) };
      return around.technician(of.id, of.skills, facts);
    }
    const [id, reason] = [of.id, of.isThere ? null : '年检'];
    if (kind === 'driver') await service.sql('UPDATE driver SET out_of_service_reason = $2 WHERE driver_id = $1', [id, reason]);
    else await service.sql('UPDATE courtesy_car SET out_of_service_reason = $2 WHERE id = $1', [id, reason]);
  } // prettier-ignore

  async freeStarts({ work, meanwhile }: Omit<ModelWish, 'from'>, day: number): Promise<number[]> {
    const { overnight } = askedBy(meanwhile);
    const search = { operationCodes: codesOf(work), meanwhile, overnight, day: DATES[day] ?? '' };
    const { stays } = await service.get(FreeSlotsService).search(search, this.now);
    return stays.map(({ startsAt }) => minuteOf(startsAt));
  }

  async paths(): Promise<Map<string, string[]>> {
    const rows = await service.sql<{ id: string; path: string[] }>(`
      SELECT appointment_id AS id, array_agg(to_status ORDER BY id) AS path FROM status_change GROUP BY appointment_id
      UNION ALL SELECT id, CASE status WHEN 'held' THEN ARRAY['held'] ELSE ARRAY['held', status] END FROM slot_hold`);
    return new Map(rows.map(({ id, path }) => [id, path]));
  }

  private act(): Act {
    return { id: uuidv7(), at: this.now, by: 'chen.advisor' };
  }
}

const codesOf = (work: number): string[] => WORKS[work]?.codes ?? [];

/** What a visit or a hold has, by the rows. */
async function told({ id }: Appointment | SlotHold): Promise<Told> {
  const rows = await service.sql<{ kind: Thing['kind']; id: string; starts_at: Date; ends_at: Date }>(
    `SELECT resource_kind AS kind, resource_id AS id, starts_at, ends_at FROM allocation
     WHERE active AND (appointment_id = $1 OR slot_hold_id = $1)
     UNION ALL SELECT 'courtesy-car', courtesy_car_id::text, kept_from, kept_until FROM courtesy_loan
     WHERE appointment_id = $1 AND status = 'reserved'
     UNION ALL SELECT 'courtesy-car', courtesy_car_id::text, starts_at, courtesy_car_until FROM slot_hold
     WHERE id = $1 AND courtesy_car_id IS NOT NULL
     UNION ALL SELECT 'driver', driver_id, kept_from, kept_until FROM ride WHERE appointment_id = $1 AND status = 'planned'`,
    [id],
  );
  const things = rows.map((row) => ({
    ...{ kind: row.kind, id: row.id, from: minuteOf(row.starts_at), until: minuteOf(row.ends_at) },
  }));
  return { id, things };
}

async function tellBay({ id: bayId, kind, isThere: active }: ModelBay): Promise<void> {
  await service.deliver(BayChanged.of({ bayId, name: bayId, kind, active }), { aggregateId: bayId });
}

beforeAll(async () => {
  const { bays, technicians, courtesyCars, drivers } = aStore().resources;
  await around.priceList();
  for (const bay of bays) await tellBay(bay);
  for (const { id, skills } of technicians) await around.technician(id, skills, { technicianRecordId: RECORDS.get(id) ?? '' });
  for (const { id } of courtesyCars) await service.given(aCourtesyCar({ id }));
  for (const { id: driverId } of drivers) await service.given(aDriver({ driverId }));
  const customer = CustomerRegistered.of({ customerId: CUSTOMER, kind: 'person', preferredChannel: 'sms' });
  await service.deliver(customer, { aggregateId: CUSTOMER });
  const car = { ownerCustomerId: CUSTOMER, vin: 'LSVAU033952215377', plate: '沪A12345', modelYear: 2021 };
  const model = { make: 'Volkswagen', model: 'Lavida', powertrain: 'petrol' as const, mileageKm: 42_000 };
  for (const vehicleId of VEHICLES) {
    await service.deliver(VehicleChanged.of({ ...car, ...model, vehicleId }), { aggregateId: vehicleId });
  }
}, 30_000); // prettier-ignore

/** Sunday at nine: nothing is booked, and everybody is there. */
async function beginAnew(): Promise<void> {
  await emptyCalendar(service);
  await service.sql('UPDATE known_bay SET active = true');
  await service.sql(`UPDATE known_technician SET active = true, absences = '[]'`);
  await service.sql('UPDATE courtesy_car SET out_of_service_reason = NULL');
  await service.sql('UPDATE driver SET out_of_service_reason = NULL');
}

describe('any sequence of bookings, holds, moves, arrivals, cancellations, time and changes of the workshop', () => {
  it(`keeps what a plain list keeps, and has the same free starts and histories after it (A1, A2, A3, A5; seed ${SEED})`, async () => {
    const day = fc.array(step, { minLength: STEPS_OF_A_DAY, maxLength: STEPS_OF_A_DAY });
    const property = fc.asyncProperty(day, async (happens) => {
      const store = aStore();
      service.clock.moveTo(instantOf(store.now));
      await beginAnew();
      await service.inStore('SH001', async () => {
        const play = new Play(store, new TheService());
        for (const one of happens) await play.make(one);
        await play.compare();
      });
      expect(await violations(service)).toEqual([]);
      for (const wrong of [LOUNGE_MISCOUNTED, CAR_TWICE, DRIVER_TWICE]) expect(await service.sql(wrong)).toEqual([]);
    });
    await fc.assert(property, { numRuns: DAYS, seed: SEED });
  }, 400_000);
});
