import { createHash } from 'node:crypto';
import { plusMinutes } from '@pitlane/kernel';
import type { Api } from '../../platform/api.js';
import { type AppointmentView, arrive } from '../booking-steps.js';
import { vehicleAt } from '../data/index.js';
import type { Plan } from '../plans.js';
import type { Story } from '../scheduler.js';
import { STAFF } from '../staff-members.js';
import { once } from '../store-setup.js';
import { bookedAhead, served } from '../visit.js';
import { type BookingsStage, guestOf, timeOf } from './bookings-stage.js';

const AT_WORK = 20;
const PLAN: Plan = {
  ...{ guest: AT_WORK, at: '13:30', operations: ['MNT-001'], complaint: '小保养，请上门取车', pays: 'wechat-pay' },
  meanwhile: 'pick-up-and-return',
};
const DRIVER = { driverId: 'gao.driver', name: '高师傅', licenceClass: 'C1', licenceValidUntil: '2036-12-31' };
const WEEK = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, starts: '07:00', ends: '21:00' }));
/** From the customer's office to the store. */
const WAY_KM = 6;
const WAY_MINUTES = 25;

interface RideView {
  readonly id: string;
  readonly kind: 'fetch' | 'return';
  readonly keptFrom: string;
}

/** A driver fetches the car at the customer's office and brings it back; what changes hands is signed for there (APT-15). */
export async function* pickUp(stage: BookingsStage): Story {
  const { api, clock, say } = stage;
  const guest = guestOf(stage, AT_WORK);
  const tell = (what: string): void => say(what, AT_WORK);
  await once(api.post('appointments', '/v1/drivers', { as: STAFF.manager, body: { ...DRIVER, shifts: WEEK } }));
  const appointment = yield* bookedAhead(stage, guest, PLAN);
  const { advisorId } = appointment;
  const ride = await ridesOf(api, appointment);

  yield new Date(ride.fetch.keptFrom);
  await tellOf(api, ride.fetch, { step: 'set-out', as: advisorId });
  yield plusMinutes(clock.minute(), WAY_MINUTES);
  await handOver(stage, ride.fetch, { advisorId, drivenKm: 0 });
  tell(`${DRIVER.name} 上门取车，公里数、油量、外观与客户双方签字`);
  yield plusMinutes(clock.minute(), WAY_MINUTES);
  await tellOf(api, ride.fetch, { step: 'bring-in', as: advisorId, body: { mileageKm: mileageAfter(WAY_KM) } });

  yield new Date(appointment.startsAt);
  const orderId = await arrive(api, appointment);
  tell(`车已取到店，${advisorId} 接待`);
  yield* served(stage, { guest, plan: PLAN, say: tell, orderId, advisorId });
  yield* broughtBack(stage, ride.return, advisorId);
}

/** When the car is ready: sooner or later than was planned. */
async function* broughtBack(stage: BookingsStage, ride: RideView, advisorId: string): Story {
  const { api, clock, say } = stage;
  const keptFrom = plusMinutes(clock.minute(), 10);
  await tellOf(api, ride, { step: 'move', as: advisorId, body: { keptFrom } });
  say(`送车改到 ${timeOf(keptFrom)} 出发，已告知客户`, AT_WORK);
  yield keptFrom;
  await tellOf(api, ride, { step: 'set-out', as: advisorId, body: { mileageKm: mileageAfter(2 * WAY_KM) } });
  yield plusMinutes(clock.minute(), WAY_MINUTES);
  await handOver(stage, ride, { advisorId, drivenKm: 3 * WAY_KM });
  say(`${DRIVER.name} 送车到客户处，无新增划痕，客户签收`, AT_WORK);
}

const mileageAfter = (drivenKm: number): number => vehicleAt(AT_WORK).mileageKm + 110 + drivenKm;

async function ridesOf(api: Api, { id, advisorId }: AppointmentView): Promise<Record<RideView['kind'], RideView>> {
  const { items } = await api.get<{ items: RideView[] }>('appointments', `/v1/rides?appointmentId=${id}`, advisorId);
  const [fetch, back] = (['fetch', 'return'] as const).map((kind) => items.find((ride) => ride.kind === kind));
  if (!fetch || !back) throw new Error('No driver is kept for the visit.');
  return { fetch, return: back };
}

const tellOf = (
  api: Api,
  { id }: RideView,
  { step, ...told }: { step: string; as: string; body?: object },
): Promise<unknown> => api.post('appointments', `/v1/rides/${id}/${step}`, told);

/** Both sides sign for how the car stands there. */
function handOver(
  { api, clock }: BookingsStage,
  ride: RideView,
  { advisorId, drivenKm }: { advisorId: string; drivenKm: number },
): Promise<unknown> {
  const agreementReference = `PU-${ride.kind}-${ride.id}`;
  const body = {
    ...{ mileageKm: mileageAfter(drivenKm), fuelPercent: 45, marks: [{ place: '前保险杠右下角', text: '轻微擦痕' }] },
    ...{ keys: 1, documents: ['行驶证'], agreementReference, signedBy: 'customer' },
    agreementSha256: createHash('sha256').update(agreementReference).digest('hex'),
    agreementSignedAt: clock.minute(),
  };
  return tellOf(api, ride, { step: 'hand-over', as: advisorId, body });
}
