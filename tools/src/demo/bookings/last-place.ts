import { instantOf, localTime, plusMinutes } from '@pitlane/kernel';
import { type Api, Refused, until } from '../../platform/api.js';
import { type AppointmentView, arrive, readAppointment } from '../booking-steps.js';
import type { Plan } from '../plans.js';
import type { Story } from '../scheduler.js';
import { STAFF, STORE } from '../staff-members.js';
import { type Guest, once } from '../store-setup.js';
import { layReady, served } from '../visit.js';
import { type BookingsStage, freeStart, guestOf, pageOf, timeOf } from './bookings-stage.js';

const OPERATION = 'EVH-001';
const [HESITATES, CANCELS, WAITS] = [30, 29, 21];
const PLAN: Plan = {
  ...{ guest: WAITS, at: '15:30', operations: [OPERATION], complaint: '续航下降，检查动力电池', pays: 'wechat-pay' },
};

interface HoldView {
  readonly id: string;
  readonly status: string;
  readonly startsAt: string;
  readonly expiresAt: string;
}

interface WaitlistEntryView {
  readonly id: string;
  readonly status: string;
  readonly appointmentId: string | null;
  readonly offers: readonly { startsAt: string; offeredUntil: string }[];
}

/**
 * Three want the only high-voltage bay at one time: a hold for the first expires, the second books from theirs, the third waits,
 * is offered what the second gives back, and comes (APT-6, APT-12).
 */
export async function* lastPlace(stage: BookingsStage): Story {
  const { api, dates, say } = stage;
  const wished = yield* heldTwice(stage);
  const booked = await bookHeld(api, guestOf(stage, CANCELS), wished);
  say(`时间空出，保留后当场确认预约 ${timeOf(booked.startsAt)}`, CANCELS);

  yield instantOf(dates.calls, '16:55', STORE.zone);
  const entry = await joinWaitlist(api, guestOf(stage, WAITS), wished);
  say(`只能 ${timeOf(wished)} 到店，高压工位已满，登记候补`, WAITS);

  yield instantOf(dates.before, '09:30', STORE.zone);
  const page = await pageOf(api, `/v1/appointments/${booked.id}`, STAFF.bookingAgent);
  await once(api.post('appointments', `${page}/cancel`, { body: { reason: '临时出差' } }));
  say('客户打开预约链接，取消预约', CANCELS);
  const accepted = await acceptOffer(stage, entry.id);

  const appointment = await readAppointment(api, accepted);
  await layReady(api, appointment.id, { plan: PLAN, shelf: 'R-22' });
  yield new Date(appointment.startsAt);
  const reception = { orderId: await arrive(api, appointment), advisorId: appointment.advisorId };
  const tell = (what: string): void => say(what, WAITS);
  tell(`候补客户到店，${reception.advisorId} 接待`);
  yield* served(stage, { guest: guestOf(stage, WAITS), plan: PLAN, say: tell, ...reception });
}

/** One thinks it over for too long; another is refused the time meanwhile. @returns the time, free again */
async function* heldTwice(stage: BookingsStage): AsyncGenerator<Date, Date, void> {
  const { api, dates, say } = stage;
  yield instantOf(dates.calls, '16:30', STORE.zone);
  const wished = await freeStart(api, OPERATION, { from: dates.day, latest: PLAN.at });
  const { id, expiresAt } = await hold(api, guestOf(stage, HESITATES), wished);
  say(`来电询问电池检测：保留 ${timeOf(wished)} 到 ${timeOf(expiresAt)}，客户商量后答复`, HESITATES);
  const others = await othersFor(hold(api, guestOf(stage, CANCELS), wished));
  say(`也要 ${timeOf(wished)}：已被保留，最近的空位 ${others.slice(0, 3).map(timeOf).join('、')}`, CANCELS);

  yield plusMinutes(new Date(expiresAt), 1);
  await until('the hold expires', async () => {
    const path = `/v1/slot-holds/${id}`;
    return (await api.get<HoldView>('appointments', path, STAFF.bookingAgent)).status === 'expired';
  });
  say('保留到期，客户没有答复，时间重新开放', HESITATES);
  return wished;
}

/** What the desk asks for, once the service has been told of the customer and the car. @throws Refused when the time is taken */
function ask<T>(api: Api, path: string, body: object): Promise<T> {
  return until('what the customer asks for', async () => {
    try {
      return await api.post<T>('appointments', path, { as: STAFF.bookingAgent, body });
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409 || error.code === 'APPOINTMENTS.NO_CAPACITY') throw error;
      return undefined;
    }
  });
}

const hold = (api: Api, { customerId, vehicleId }: Guest, startsAt: Date): Promise<HoldView> =>
  ask<HoldView>(api, '/v1/slot-holds', { operations: [OPERATION], startsAt, customerId, vehicleId });

/** The times that a refusal names. */
async function othersFor(request: Promise<unknown>): Promise<string[]> {
  try {
    await request;
  } catch (error) {
    if (error instanceof Refused) return (error.problem['alternatives'] as string[] | undefined) ?? [];
    throw error;
  }
  throw new Error('A time that is held was given to another.');
}

async function bookHeld(api: Api, guest: Guest, startsAt: Date): Promise<AppointmentView> {
  const { customerId, vehicleId } = guest;
  const { id: holdId } = await hold(api, guest, startsAt);
  return ask<AppointmentView>(api, '/v1/appointments', {
    ...{ customerId, vehicleId, channel: 'phone', complaint: PLAN.complaint, meanwhile: 'waits' },
    ...{ operations: [OPERATION], startsAt, holdId },
  });
}

function joinWaitlist(api: Api, { customerId, vehicleId }: Guest, wished: Date): Promise<WaitlistEntryView> {
  const { date: day, time } = localTime(wished, STORE.zone);
  return ask<WaitlistEntryView>(api, '/v1/waitlist', {
    ...{ customerId, vehicleId, channel: 'phone', complaint: PLAN.complaint, meanwhile: 'waits' },
    ...{ operations: [OPERATION], firstDay: day, lastDay: day, startsFrom: time, startsUntil: time },
  });
}

/** What became free is offered, and taken at once. @returns the visit */
async function acceptOffer({ api, say }: BookingsStage, entryId: string): Promise<string> {
  const path = `/v1/waitlist/${entryId}`;
  const offer = await until('what became free is offered', async () => {
    const { status, offers } = await api.get<WaitlistEntryView>('appointments', path, STAFF.bookingAgent);
    return status === 'offered' && offers.at(-1);
  });
  say(`候补通知：${timeOf(offer.startsAt)} 空出，为其保留到 ${timeOf(offer.offeredUntil)}`, WAITS);
  const { appointmentId } = await api.post<WaitlistEntryView>('appointments', `${path}/accept`, {
    as: STAFF.bookingAgent,
  });
  if (appointmentId === null) throw new Error('The offer was taken, and there is no visit.');
  say('候补客户接受，预约成立', WAITS);
  return appointmentId;
}
