import { randomUUID, type UUID } from 'node:crypto';
import {
  type BayKind, BayChanged, CustomerRegistered, PartPricesPublished, PriceListPublished, type Skill, TechnicianChanged, VehicleChanged,
} from '@pitlane/contracts'; // prettier-ignore
import { plusMinutes } from '@pitlane/kernel';
import { eventually, type TestAnswer, type TestService, type TestTwin } from '@pitlane/testing';
import type { Plan } from '../capacity/need.js';
import type { Estimate } from '../estimates/estimate.js';
import type { AppointmentView } from './appointment.dto.js';
import { Appointment } from './appointment.entity.js';
import type { Act, Booking } from './booking.js';
import type { Move } from './move.js';

/** 10:00 on Monday 23 November 2026 in Shanghai: two days after the tests' clock. */
export const MONDAY_TEN = new Date('2026-11-23T02:00:00Z');

export const anAct = (at: string, by = 'chen.advisor'): Act => ({ id: randomUUID(), at: new Date(at), by });

export const anEstimate = (facts: Partial<Estimate> = {}): Estimate => ({
  operations: [
    {
      operationCode: 'MNT-001',
      nameZh: '小保养',
      nameEn: 'Oil service',
      flatRateHundredths: 60,
      skill: 'maintenance',
      bayKind: 'quick',
    },
  ],
  parts: [{ partNumber: '04E115561H', quantityThousandths: 1_000 }],
  durationMinutes: 45,
  priceListVersion: 1,
  lowFen: 20_000,
  highFen: 24_000,
  unpriced: [],
  ...facts,
});

/** A quick bay and wu.technician, for 45 minutes from `startsAt` on. */
export function aPlan(startsAt = MONDAY_TEN): Plan {
  const endsAt = plusMinutes(startsAt, 45);
  return {
    endsAt,
    overnightSlots: null,
    bays: [{ bayId: randomUUID(), bayKind: 'quick', startsAt, endsAt }],
    technicians: [{ technicianId: 'wu.technician', skills: ['maintenance'], startsAt, endsAt }],
  };
}

/** A booking of Monday at ten, made on Saturday morning. */
export const aBooking = (facts: Partial<Booking> = {}): Booking => ({
  id: randomUUID(),
  storeId: 'SH001',
  customerId: randomUUID(),
  vehicleId: randomUUID(),
  channel: 'phone',
  complaint: '到保养里程了',
  meanwhile: 'waits',
  expertWanted: false,
  startsAt: MONDAY_TEN,
  slotMinutes: 15,
  estimate: anEstimate(),
  plan: aPlan(facts.startsAt),
  advisorId: 'chen.advisor',
  earlierNoShows: 0,
  act: anAct('2026-11-21T01:00:00Z', 'he.booking'),
  newId: randomUUID,
  ...facts,
});

export const anAppointment = (facts: Partial<Booking> = {}): Appointment =>
  Appointment.book(aBooking(facts)).appointment;

/** To Tuesday at ten, with another bay, as the customer wants it. */
export function aMove(facts: Partial<Move> = {}): Move {
  const { startsAt = new Date('2026-11-24T02:00:00Z') } = facts;
  const move = { startsAt, by: 'customer' as const, plan: aPlan(startsAt), advisorId: 'chen.advisor' };
  return { ...move, slotMinutes: 15, newId: randomUUID, ...facts };
}

/** Each test has the calendar for itself: no visit, no hold, nobody who waits, nothing that hangs on them, and no event. */
export async function emptyCalendar(service: TestService, ...besides: string[]): Promise<void> {
  const tables = ['appointment, slot_hold, slot, lounge_slot, waitlist_entry, freed_day, outbox', ...besides];
  await service.sql(`TRUNCATE ${tables.join()} CASCADE`);
}

/** What a booking needs to have happened before: tells the service of it by the events of the others. */
export class Surroundings {
  constructor(private readonly service: TestService) {}

  /** MNT-001 (0.6 h, quick, maintenance), BRK-012 (1.5 h, lift, brakes), LNG-001 (9 h, lift, engine), EVB-001 (1 h, ev, ev-high-voltage), OVH-001 (40 h, quick, maintenance), and oil. */
  async priceList(storeId = 'SH001'): Promise<void> {
    const list = { priceListId: randomUUID(), priceListVersion: 1, effectiveFrom: '2026-01-01T00:00:00Z' };
    const operation = (operationCode: string, flatRateHundredths: number, skill: Skill, bayKind: BayKind) => ({
      ...{ operationCode, flatRateHundredths, skill, bayKind },
      ...{ nameZh: operationCode, nameEn: operationCode, safetyCritical: false, roadTest: false },
    });
    const rate = (skill: Skill) => ({ skill, payType: 'customer' as const, hourlyRateFen: 28_000 });
    await this.service.deliver(
      PriceListPublished.of({
        ...list,
        laborRates: [rate('maintenance'), rate('brakes'), rate('engine')],
        operations: [
          operation('MNT-001', 60, 'maintenance', 'quick'),
          operation('BRK-012', 150, 'brakes', 'lift'),
          operation('LNG-001', 900, 'engine', 'lift'),
          operation('OVH-001', 4_000, 'maintenance', 'quick'),
          operation('EVB-001', 100, 'ev-high-voltage', 'ev'),
        ],
      }),
      { storeId, aggregateId: list.priceListId },
    );
    const prices = [{ partNumber: '04E115561H', unitPriceFen: 6_800 }];
    await this.service.deliver(PartPricesPublished.of({ ...list, prices }), { storeId, aggregateId: list.priceListId });
  }

  async bay(kind: BayKind, { bayId = randomUUID(), active = true, storeId = 'SH001' } = {}): Promise<UUID> {
    await this.service.deliver(BayChanged.of({ bayId, name: `${kind} ${bayId.slice(0, 4)}`, kind, active }), {
      storeId,
      aggregateId: bayId,
    });
    return bayId;
  }

  /** On shift every day from opening to closing, unless said otherwise. */
  async technician(
    technicianId: string,
    skills: Skill[],
    { storeId = 'SH001', ...facts }: Partial<TechnicianChanged> & { storeId?: string } = {},
  ): Promise<void> {
    const technicianRecordId = facts.technicianRecordId ?? randomUUID();
    const event = TechnicianChanged.of({
      technicianRecordId,
      technicianId,
      skills: skills.map((skill) => ({ skill, level: 3 })),
      shifts: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, starts: '08:00', ends: '18:00' })),
      absences: [],
      active: true,
      ...facts,
    });
    await this.service.deliver(event, { storeId, aggregateId: technicianRecordId });
  }

  /** A customer with a vehicle. */
  async visitor({ storeId = 'SH001', vin = 'LSVAU033952215377' } = {}): Promise<{
    customerId: string;
    vehicleId: string;
  }> {
    const visitor = { customerId: randomUUID(), vehicleId: randomUUID() };
    await this.service.deliver(
      CustomerRegistered.of({ customerId: visitor.customerId, kind: 'person', preferredChannel: 'sms' }),
      { storeId, aggregateId: visitor.customerId },
    );
    await this.service.deliver(
      VehicleChanged.of({
        ...{ vehicleId: visitor.vehicleId, ownerCustomerId: visitor.customerId, vin },
        ...{
          plate: '沪A12345',
          make: 'Volkswagen',
          model: 'Lavida',
          modelYear: 2021,
          powertrain: 'petrol',
          mileageKm: 42_000,
        },
      }),
      { storeId, aggregateId: visitor.vehicleId },
    );
    return visitor;
  }

  /** Books as the booking line does. */
  book(body: Record<string, unknown>, who = 'booking-agent', store = 'SH001'): Promise<TestAnswer<AppointmentView>> {
    const usual = { channel: 'phone', complaint: '到保养里程了', operations: ['MNT-001'], meanwhile: 'waits' };
    const request = { ...usual, startsAt: MONDAY_TEN.toISOString(), ...body };
    return this.service.as(who, { store }).post<AppointmentView>('/v1/appointments', request);
  }
}

/** As the booking line's client does it: a database that is busy (503) is asked again, under the same key. */
export function postPatiently(at: Pick<TestTwin, 'as'>, path: string, body: object): Promise<TestAnswer> {
  const key = { 'idempotency-key': randomUUID() };
  return eventually(async () => {
    const answer = await at.as('booking-agent').post(path, body, key);
    return answer.status !== 503 && answer;
  });
}
