import { randomUUID } from 'node:crypto';
import { attack, eventually, startService, type TestService } from '@pitlane/testing';
import { AppointmentsServiceModule } from './app.module.js';
import { MONDAY_TEN, Surroundings } from './appointments/testing.js';
import { carBody } from './courtesy-cars/testing.js';
import { handBackBody, handOutBody } from './courtesy-loans/testing.js';
import { declined } from './deferred-work/testing.js';
import { driverBody } from './drivers/testing.js';
import { migrations } from './migrations/index.js';
import { joinBody } from './waitlist/testing.js';
import { handOverBody as rideHandOver } from './rides/testing.js';
import { aRow, aVin, sendRows } from './vehicle-readings/testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const request = { channel: 'phone', complaint: '到保养里程了', operations: ['MNT-001'], meanwhile: 'courtesy-car' };
const newCar = carBody();
const newDriver = driverBody();
const newTerms = { licenceClass: 'C1', licenceValidUntil: '2032-01-31', shifts: newDriver.shifts };
const SUNDAY = { firstDay: '2026-11-22', lastDay: '2026-11-22' };
const diagnosis = { complaint: '启动困难', symptoms: ['冷车'], result: '电瓶亏电', outcome: 'resolved-by-phone' };

const WEEK = { from: '2026-11-20', to: '2026-11-26' };
const newSymptom = { words: '过坎有响声', operations: ['MNT-001'] };

const newCampaign = {
  ...{ code: '23AB', name: '机油泵检查', isRecall: true, operationCode: 'MNT-001', validFrom: '2026-11-01' },
  cars: [{ make: 'Volkswagen', model: 'Lavida' }],
};

const aMisfire = (vin: string) => aRow({ vin, messageId: vin, faults: [{ code: 'P0301', state: 'confirmed' }] });

/** The loan of a visit, out since yesterday with a car of its own. */
async function overdueLoan(
  appointments: TestService,
  { appointmentId, courtesyCarId }: { appointmentId: string; courtesyCarId: string },
): Promise<string> {
  const [loan] = await appointments.sql<{ id: string }>('SELECT id FROM courtesy_loan WHERE appointment_id = $1', [
    appointmentId,
  ]);
  await appointments.sql(
    `UPDATE courtesy_loan SET status = 'out', courtesy_car_id = $2, hand_out = $3, handed_out_at = '2026-11-20T00:00:00Z',
       kept_from = '2026-11-20T00:00:00Z', kept_until = '2026-11-20T02:00:00Z'
     WHERE appointment_id = $1`,
    [appointmentId, courtesyCarId, { ...handOutBody(), by: 'chen.advisor' }],
  );
  return loan?.id ?? '';
}

/** What the store has written down of its customers' words, of a car and of its model. */
async function knownOf(
  appointments: TestService,
  { vin, ...visitor }: { customerId: string; vehicleId: string; vin: string },
) {
  const finding = declined(visitor);
  await appointments.deliver(finding);
  const post = async (path: string, body: object): Promise<string> =>
    (await appointments.as('service-manager').post<{ id: string }>(path, body)).body.id;
  return {
    deferredWorkId: finding.findingId,
    symptomId: await post('/v1/symptoms', { ...newSymptom, words: `异响 ${vin}` }),
    serviceCampaignId: await post('/v1/service-campaigns', { ...newCampaign, code: vin }),
  };
}

/** Holds a time, and waits for a day on which the store is closed: nothing is offered meanwhile. */
async function holdAndWait(
  appointments: TestService,
  visitor: object,
): Promise<{ holdId: string; waitlistEntryId: string }> {
  const agent = appointments.as('booking-agent');
  const startsAt = '2026-11-24T02:00:00Z';
  const hold = await agent.post<{ id: string }>('/v1/slot-holds', { operations: ['MNT-001'], startsAt, ...visitor });
  const entry = await agent.post<{ id: string }>('/v1/waitlist', joinBody({ ...visitor, ...SUNDAY }));
  await eventually(async () => (await appointments.sql('SELECT FROM freed_day')).length === 0, { withinMs: 20_000 });
  return { holdId: hold.body.id, waitlistEntryId: entry.body.id };
}

/** A booked visit that is in danger, its overdue courtesy car, a telephone diagnosis of the same car, a proposal for what it told, a hold, and a place in the waitlist. */
async function plant(appointments: TestService) {
  const around = new Surroundings(appointments);
  await around.priceList();
  for (let n = 0; n < 3; n += 1) await around.bay('quick');
  // Technicians of its own: nobody works in two stores at once.
  await around.technician(`${randomUUID().slice(0, 8)}.technician`, ['maintenance']);
  const vin = aVin();
  const visitor = await around.visitor({ vin });
  const { body: car } = await appointments.as('service-manager').post<{ id: string }>('/v1/courtesy-cars', carBody());
  const { body: driver } = await appointments.as('service-manager').post<{ id: string }>('/v1/drivers', driverBody());
  const { id: appointmentId } = (await around.book({ ...visitor, meanwhile: 'courtesy-car' })).body;
  const courtesyLoanId = await overdueLoan(appointments, { appointmentId, courtesyCarId: car.id });
  const rideId = await rideHome(appointments, around);
  await appointments.sql(`UPDATE appointment SET risk = 'escalated' WHERE id = $1`, [appointmentId]);
  const { body } = await appointments
    .as('booking-agent')
    .post<{ id: string }>('/v1/phone-diagnoses', { ...visitor, ...diagnosis });
  await sendRows(appointments.as('integration'), [aMisfire(vin)]);
  const proposals = await appointments
    .as('booking-agent')
    .get<{ items: { id: string }[] }>(`/v1/booking-proposals?vehicleId=${visitor.vehicleId}`);
  const proposalId = proposals.body.items[0]?.id ?? '';
  const bayId = await around.bay('quick');
  const { body: feed } = await appointments.as('service-manager').post<{ id: string }>('/v1/calendar-feeds', { bayId });
  const { holdId, waitlistEntryId } = await holdAndWait(appointments, visitor);
  return {
    ...{ ...visitor, appointmentId, diagnosisId: body.id, vin, proposalId, courtesyCarId: car.id, courtesyLoanId },
    ...{
      bayId,
      calendarFeedId: feed.id,
      driverRecordId: driver.id,
      holdId,
      waitlistEntryId,
      rideId,
      ...(await knownOf(appointments, { ...visitor, vin })),
    },
  };
}

/** Not even their own store reaches the rows of a customer under these routes. */
const ownOnly = (swap: string): Record<string, string> => {
  const reason = 'a customer reaches what is their own alone, in whatever store (own-bookings.int.spec.ts)';
  return { [swap]: reason, [swap.replace(/\S+$/, 'all')]: reason };
};

/** A visit whose car was fetched, and is brought back by a driver who is under way with it. */
async function rideHome(appointments: TestService, around: Surroundings): Promise<string> {
  const wish = { ...(await around.visitor()), meanwhile: 'pick-up-and-return', startsAt: '2026-11-23T05:00:00Z' };
  const { id } = (await around.book(wish)).body;
  const [ride] = await appointments.sql<{ id: string }>(
    `SELECT id FROM ride WHERE appointment_id = $1 AND kind = 'return'`,
    [id],
  );
  await appointments.sql(
    `UPDATE ride SET status = 'under-way', set_out_at = '2026-11-20T00:00:00Z', store_mileage_km = 42000 WHERE id = $1`,
    [ride?.id],
  );
  return ride?.id ?? '';
}

describe('appointments under attack', () => {
  attack(service, {
    plant,
    publicRoutes: [
      'GET /v1/stores',
      'GET /v1/calendar-feeds/:token.ics',
      'GET /v1/visits/:token',
      'GET /v1/visits/:token/page',
      'POST /v1/visits/:token/confirm',
      'POST /v1/visits/:token/cancel',
      'GET /v1/visits/:token/free-starts',
      'POST /v1/visits/:token/move',
    ],
    parameters: {
      '/v1/calendar-feeds/:id': 'calendarFeedId',
      '/v1/own/appointments/:id': 'appointmentId',
      '/v1/own/slot-holds/:id': 'holdId',
      '/v1/own/waitlist/:id': 'waitlistEntryId',
      '/v1/appointments/:id': 'appointmentId',
      '/v1/booking-proposals/:id': 'proposalId',
      '/v1/appointments/:id/checklist/:item': { word: 'documents' },
      '/v1/courtesy-cars/:id': 'courtesyCarId',
      '/v1/courtesy-loans/:id': 'courtesyLoanId',
      '/v1/slot-holds/:id': 'holdId',
      '/v1/waitlist/:id': 'waitlistEntryId',
      '/v1/symptoms/:id': 'symptomId',
      '/v1/deferred-work/:id': 'deferredWorkId',
      '/v1/service-campaigns/:id': 'serviceCampaignId',
      '/v1/vehicles/:id': 'vehicleId',
      '/v1/drivers/:id': 'driverRecordId',
      '/v1/rides/:id': 'rideId',
    },
    queries: {
      'GET /v1/appointments': ({ customerId, vehicleId }) => ({ customerId, vehicleId }),
      'GET /v1/phone-diagnoses': ({ vehicleId }) => ({ vehicleId }),
      'GET /v1/booking-proposals': ({ vehicleId }) => ({ vehicleId }),
      'GET /v1/courtesy-loans': ({ appointmentId, courtesyCarId }) => ({ appointmentId, courtesyCarId }),
      'GET /v1/waitlist': ({ customerId, vehicleId }) => ({ customerId, vehicleId }),
      'GET /v1/deferred-work': ({ vehicleId }) => ({ vehicleId }),
      'GET /v1/figures': () => WEEK,
      'GET /v1/figures/csv': () => WEEK,
      'GET /v1/figures/xlsx': () => WEEK,
      'GET /v1/figures/appointments': () => ({ figure: 'lead-time', ...WEEK }),
      'GET /v1/figures/appointments/csv': () => ({ figure: 'lead-time', ...WEEK }),
      'GET /v1/figures/appointments/xlsx': () => ({ figure: 'lead-time', ...WEEK }),
      'GET /v1/operations': () => ({ words: 'MNT' }),
      'GET /v1/rides': ({ appointmentId }) => ({ appointmentId }),
      'GET /v1/free-slots': () => ({ operationCodes: 'MNT-001', day: '2026-11-23' }),
      'GET /v1/own/free-starts': () => ({ operationCodes: 'MNT-001', day: '2026-11-23' }),
    },
    anonymousLists: [
      'GET /v1/free-slots',
      'GET /v1/week-board',
      'GET /v1/operations',
      ...['GET /v1/figures', 'GET /v1/figures/csv', 'GET /v1/figures/xlsx', 'GET /v1/figures/appointments/xlsx'],
      'GET /v1/own/free-starts',
      // Tokens of the attack stand for no customer, so they own nothing.
      'GET /v1/own/vehicles',
      'GET /v1/own/waitlist',
      'GET /v1/own/appointments',
    ],
    bodies: {
      'POST /v1/calendar-feeds': ({ bayId }) => ({ bayId }),
      'POST /v1/own/waitlist': ({ vehicleId }) => ({ ...joinBody(), vehicleId }),
      'POST /v1/own/slot-holds': ({ vehicleId }) => ({
        ...{ vehicleId, operations: ['MNT-001'], meanwhile: 'waits' },
        startsAt: MONDAY_TEN.toISOString(),
      }),
      'POST /v1/own/appointments': ({ vehicleId }) => ({
        ...{ vehicleId, channel: 'web', complaint: '保养', operations: ['MNT-001'], meanwhile: 'waits' },
        startsAt: MONDAY_TEN.toISOString(),
      }),
      'POST /v1/own/appointments/:id/confirm': () => ({ channel: 'web' }),
      'POST /v1/own/appointments/:id/move': () => ({ startsAt: '2026-11-24T02:00:00Z' }),
      'POST /v1/appointments': ({ customerId, vehicleId, proposalId }) => ({
        ...{ customerId, vehicleId, proposalId, ...request },
        startsAt: MONDAY_TEN.toISOString(),
      }),
      'POST /v1/appointments/:id/confirm': () => ({ channel: 'phone' }),
      'POST /v1/appointments/:id/move': () => ({ startsAt: '2026-11-24T02:00:00Z', by: 'customer' }),
      'POST /v1/appointments/:id/cancel': () => ({ reason: '客户生病' }),
      'POST /v1/appointments/:id/arrive': () => ({ standIn: true }),
      'POST /v1/appointments/:id/advisor': () => ({ advisorId: 'liu.advisor' }),
      'POST /v1/appointments/:id/checklist/:item/untick': () => ({ reason: '身份证复印件缺失' }),
      'POST /v1/deferred-work/:id/take-up': ({ appointmentId }) => ({ appointmentId }),
      'POST /v1/deferred-work/:id/end': () => ({ status: 'declined', reason: '卖车' }),
      'POST /v1/service-campaigns': () => newCampaign,
      'POST /v1/service-campaigns/:id/end': () => ({ reason: '厂家取消' }),
      'POST /v1/symptoms': () => newSymptom,
      'POST /v1/symptoms/:id/operations': () => ({ operations: ['BRK-012'] }),
      'POST /v1/phone-diagnoses': ({ customerId, vehicleId }) => ({ customerId, vehicleId, ...diagnosis }),
      'POST /v1/booking-proposals/:id/decline': () => ({ reason: '下周出差' }),
      'POST /v1/vehicle-readings': ({ vin }) => ({ readings: [aMisfire(vin)] }),
      'POST /v1/slot-holds': ({ customerId, vehicleId }) => ({
        ...{ customerId, vehicleId, operations: ['MNT-001'], startsAt: '2026-11-25T02:00:00Z' },
      }),
      'POST /v1/waitlist': ({ customerId, vehicleId }) => joinBody({ customerId, vehicleId, ...SUNDAY }),
      'POST /v1/courtesy-cars': () => newCar,
      'POST /v1/courtesy-loans/:id/hand-out': () => handOutBody(),
      'POST /v1/courtesy-loans/:id/take-back': () => handBackBody(),
      'POST /v1/courtesy-loans/:id/move': () => ({ keptUntil: '2026-11-23T05:00:00Z' }),
      'POST /v1/courtesy-cars/:id/take-out': () => ({ reason: '刹车片' }),
      'POST /v1/courtesy-cars/:id/bring-back': () => ({ mileageKm: 12_050, fuelPercent: 50, marks: [] }),
      'POST /v1/rides/:id/move': () => ({ keptFrom: '2026-11-23T08:00:00Z' }),
      'POST /v1/rides/:id/set-out': () => ({ mileageKm: 42_000 }),
      'POST /v1/rides/:id/hand-over': () => rideHandOver(),
      'POST /v1/rides/:id/bring-in': () => ({ mileageKm: 42_000 }),
      'POST /v1/drivers': () => newDriver,
      'PUT /v1/drivers/:id/terms': () => newTerms,
      'POST /v1/drivers/:id/take-out': () => ({ reason: '病假' }),
    },
    harmless: {
      ...ownOnly('GET /v1/own/appointments/:id path.appointmentId'),
      ...ownOnly('GET /v1/own/appointments/:id/link path.appointmentId'),
      ...ownOnly('POST /v1/own/appointments/:id/confirm path.appointmentId'),
      ...ownOnly('POST /v1/own/appointments/:id/cancel path.appointmentId'),
      ...ownOnly('POST /v1/own/appointments/:id/move path.appointmentId'),
      ...ownOnly('POST /v1/own/appointments body.vehicleId'),
      ...ownOnly('POST /v1/own/slot-holds body.vehicleId'),
      ...ownOnly('POST /v1/own/slot-holds/:id/release path.holdId'),
      ...ownOnly('POST /v1/own/waitlist body.vehicleId'),
      ...ownOnly('POST /v1/own/waitlist/:id/accept path.waitlistEntryId'),
      ...ownOnly('POST /v1/own/waitlist/:id/decline path.waitlistEntryId'),
      ...ownOnly('POST /v1/own/waitlist/:id/leave path.waitlistEntryId'),
      'POST /v1/vehicle-readings body.vin':
        'the row of a foreign car is refused within a 200, as one of no car (its own spec)',
      'POST /v1/vehicle-readings all': 'the same: a VIN is all that it names',
    },
  });
});
