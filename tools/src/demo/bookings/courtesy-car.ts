import { plusMinutes } from '@pitlane/kernel';
import type { Api } from '../../platform/api.js';
import { arrive } from '../booking-steps.js';
import type { Plan } from '../plans.js';
import type { Story } from '../scheduler.js';
import { STAFF } from '../staff-members.js';
import { once } from '../store-setup.js';
import { bookedAhead, served } from '../visit.js';
import { type BookingsStage, guestOf, timeOf } from './bookings-stage.js';

const DRIVER = 23;
const PLAN: Plan = {
  ...{ guest: DRIVER, at: '14:45', operations: ['MNT-001'], complaint: '小保养，下午要用车', pays: 'card' },
  meanwhile: 'courtesy-car',
};
const CAR = { plate: '沪AD58217', make: 'SAIC-VW', model: 'ID.3', powertrain: 'electric' };
const DRIVEN_KM = 18;

interface LoanView {
  readonly id: string;
  readonly courtesyCarId: string;
  readonly keptUntil: string;
  readonly lateMinutes: number | null;
}

interface CarView {
  readonly plate: string;
  readonly mileageKm: number;
  readonly fuelPercent: number;
  readonly marks: readonly object[];
}

/** A customer drives a car of the store while theirs is here, and gives it back when they fetch their own (APT-15). */
export async function* courtesyCar(stage: BookingsStage): Story {
  const { api, clock, say } = stage;
  const guest = guestOf(stage, DRIVER);
  const tell = (what: string): void => say(what, DRIVER);
  const joins = { ...CAR, mileageKm: 8_420, fuelPercent: 96, marks: [{ place: '右后轮毂', text: '轻微刮痕' }] };
  await once(api.post('appointments', '/v1/courtesy-cars', { as: STAFF.manager, body: joins }));
  const appointment = yield* bookedAhead(stage, guest, PLAN);
  const { advisorId } = appointment;

  yield new Date(appointment.startsAt);
  const orderId = await arrive(api, appointment);
  const loan = await handOut(api, appointment.id, { advisorId, at: clock.minute() });
  tell(`到店，${advisorId} 接待；验驾照、签协议，代步车 ${CAR.plate} 交客户，${timeOf(loan.keptUntil)} 前归还`);
  yield* served(stage, { guest, plan: PLAN, say: tell, orderId, advisorId });

  yield plusMinutes(clock.minute(), 5);
  const { mileageKm } = await carOf(api, loan);
  const body = { mileageKm: mileageKm + DRIVEN_KM, fuelPercent: 88, newMarks: [] };
  const path = `/v1/courtesy-loans/${loan.id}/take-back`;
  const { lateMinutes } = await api.post<LoanView>('appointments', path, { as: advisorId, body });
  tell(`代步车归还，行驶 ${DRIVEN_KM} km，无新增划痕${lateMinutes ? `，晚 ${lateMinutes} 分钟` : ''}`);
}

const carOf = (api: Api, { courtesyCarId }: LoanView): Promise<CarView> =>
  api.get<CarView>('appointments', `/v1/courtesy-cars/${courtesyCarId}`, STAFF.bookingAgent);

/** As it stands in the yard. */
async function handOut(
  api: Api,
  appointmentId: string,
  { advisorId, at }: { advisorId: string; at: Date },
): Promise<LoanView> {
  const path = '/v1/courtesy-loans';
  const { items } = await api.get<{ items: LoanView[] }>(
    'appointments',
    `${path}?appointmentId=${appointmentId}`,
    advisorId,
  );
  const [kept] = items;
  if (!kept) throw new Error('No courtesy car is kept for the visit.');
  const { mileageKm, fuelPercent, marks } = await carOf(api, kept);
  return api.post<LoanView>('appointments', `${path}/${kept.id}/hand-out`, {
    as: advisorId,
    body: {
      ...{ mileageKm, fuelPercent, marks, licenceValidUntil: '2036-06-30' },
      ...{ agreementReference: `CL-${appointmentId}`, agreementSignedAt: at.toISOString() },
    },
  });
}
