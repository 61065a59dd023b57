import { instantOf, localTime, plusMinutes } from '@pitlane/kernel';
import { type Api, Refused, until } from '../../platform/api.js';
import { type AppointmentView, arrive, readAppointment } from '../booking-steps.js';
import { customerAt } from '../data/index.js';
import type { Plan } from '../plans.js';
import type { Story } from '../scheduler.js';
import { STAFF, STORE } from '../staff-members.js';
import { type Guest, once } from '../store-setup.js';
import { layReady, served } from '../visit.js';
import { type BookingsStage, freeStart, guestOf, pageOf, timeOf } from './bookings-stage.js';

const BOOKER = 22;
const OPERATION = 'MNT-001';
const PLAN: Plan = {
  ...{ guest: BOOKER, at: '14:00', operations: [OPERATION], complaint: '小保养', unconfirmed: true, pays: 'alipay' },
};
const DAY_MINUTES = 24 * 60;

/**
 * A customer books alone, known by a code to their phone; the technician of the visit falls out, the day-before check finds it,
 * and the visit is moved before the customer sets out (APT-5, APT-9, APT-10).
 */
export async function* ownBooking(stage: BookingsStage): Story {
  const { api, dates, say } = stage;
  const guest = guestOf(stage, BOOKER);
  const tell = (what: string): void => say(what, BOOKER);
  yield instantOf(dates.calls, '17:00', STORE.zone);
  api.carry(guest.customerId, await passOf(stage, guest));
  const { id, page } = await bookAlone(stage, guest);
  const booked = await readAppointment(api, id);
  tell(`手机验证码登录，自助预约 ${OPERATION}，${timeOf(booked.startsAt)} 到店`);

  yield instantOf(dates.calls, '17:40', STORE.zone);
  await layReady(api, id, { plan: PLAN, shelf: 'R-23' });
  await once(api.post('appointments', `${page}/confirm`));
  tell('客户通过预约链接确认到店');

  yield instantOf(dates.before, '09:00', STORE.zone);
  await fallsOut(stage, booked);
  yield plusMinutes(new Date(booked.startsAt), 10 - DAY_MINUTES);
  const moved = await movedInTime(stage, booked, page);

  yield new Date(moved.startsAt);
  const reception = { orderId: await arrive(api, moved), advisorId: moved.advisorId };
  tell(`按新时间到店，${reception.advisorId} 接待`);
  yield* served(stage, { guest, plan: PLAN, say: tell, ...reception });
}

/** The customer asks for a code, reads it in the message, and has a pass for it; one whose pass did not come asks again. */
function passOf({ api, clock }: BookingsStage, guest: Guest): Promise<string> {
  const storeId = STORE.id;
  return until('a pass', async () => {
    const askedAt = clock.now();
    const body = { storeId, phone: customerAt(guest.index).mobile };
    const { phoneCodeId } = await api.post<{ phoneCodeId: string }>('crm', '/v1/phone-codes', { body });
    const code = await until('the code by SMS', () => codeSince(api, guest, askedAt));
    try {
      const shown = { storeId, phoneCodeId, code };
      return (await api.post<{ pass: string }>('crm', '/v1/phone-codes/check', { body: shown })).pass;
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  });
}

/** In the message that the customer got since then. */
async function codeSince(api: Api, { customerId }: Guest, askedAt: Date): Promise<string | undefined> {
  const path = `/v1/simulator/messages?customerId=${customerId}&limit=100`;
  const { items } = await api.get<{ items: Message[] }>('crm', path, STAFF.crmAgent);
  const codes = items
    .filter(({ receivedAt }) => new Date(receivedAt) >= askedAt)
    .map(({ content }) => /验证码是(?<digits>\d{6})/.exec(content ?? '')?.groups?.['digits']);
  return codes.find((digits) => digits !== undefined);
}

interface Message {
  readonly content: string | null;
  readonly receivedAt: string;
}

/** Chooses an own car and a free time; the answer has an address by which the customer comes back. */
async function bookAlone(
  { api, dates }: BookingsStage,
  { customerId, vehicleId }: Guest,
): Promise<{ id: string; page: string }> {
  await until('the customer sees their car', async () => {
    const { items } = await api.get<{ items: { vehicleId: string }[] }>('appointments', '/v1/own/vehicles', customerId);
    return items.some((own) => own.vehicleId === vehicleId);
  });
  const startsAt = await chosenStart(api, customerId, dates.day);
  const { id } = await api.post<{ id: string }>('appointments', '/v1/own/appointments', {
    as: customerId,
    body: {
      ...{ vehicleId, channel: 'wechat', complaint: PLAN.complaint, operations: [OPERATION], startsAt },
      meanwhile: 'waits',
    },
  });
  return { id, page: await pageOf(api, `/v1/own/appointments/${id}`, customerId) };
}

/** Of the times that the customer sees, the latest that suits them. */
async function chosenStart(api: Api, customerId: string, from: string): Promise<string> {
  const wished = await freeStart(api, OPERATION, { from, latest: PLAN.at });
  const path = `/v1/own/free-starts?operationCodes=${OPERATION}&day=${localTime(wished, STORE.zone).date}`;
  const { starts } = await api.get<{ starts: { startsAt: string }[] }>('appointments', path, customerId);
  const chosen = starts.findLast(({ startsAt }) => new Date(startsAt) <= wished);
  if (!chosen) throw new Error('The customer sees no time that the store can keep.');
  return chosen.startsAt;
}

/** The technician who is kept for the visit asks for leave during its time. */
async function fallsOut({ api, say }: BookingsStage, { technicians }: AppointmentView): Promise<void> {
  const [kept] = technicians;
  if (!kept) throw new Error('Nobody is kept for the visit.');
  const { technicianId, startsAt, endsAt } = kept;
  const { items } = await api.get<{ items: { id: string; technicianId: string }[] }>(
    'workshop',
    '/v1/technicians?limit=100',
    STAFF.foreman,
  );
  const technician = items.find((one) => one.technicianId === technicianId);
  await api.post('workshop', `/v1/technicians/${technician?.id}/absences`, {
    as: STAFF.foreman,
    body: { startsAt, endsAt },
  });
  say(`${technicianId} 请假 ${timeOf(startsAt)}–${timeOf(endsAt)}，正是该车的技师`, BOOKER);
}

/** The check the day before finds what broke; the desk agrees another time with the customer, who confirms it. */
async function movedInTime(
  { api, say }: BookingsStage,
  { id }: AppointmentView,
  page: string,
): Promise<AppointmentView> {
  const checked = await until('the check finds the visit at risk', async () => {
    const view = await readAppointment(api, id);
    return view.risk !== 'none' && view;
  });
  say(`前一天检查：有风险（${checked.missing.join('、')}）`, BOOKER);
  const path = `/v1/appointments/${id}`;
  const { alternatives } = await api.get<{ alternatives: string[] }>(
    'appointments',
    `${path}/alternatives`,
    STAFF.bookingAgent,
  );
  const body = { startsAt: alternatives[0], by: 'store', reason: '技师请假' };
  const moved = await api.post<AppointmentView>('appointments', `${path}/move`, { as: STAFF.bookingAgent, body });
  if (moved.missing.includes('customer-confirmation')) await once(api.post('appointments', `${page}/confirm`));
  say(`客户出发前改到 ${timeOf(moved.startsAt)}，${moved.technicians[0]?.technicianId} 接手，客户确认`, BOOKER);
  return readAppointment(api, id);
}
