import { formatFen, instantOf, plusMinutes } from '@pitlane/kernel';
import type { Api } from '../platform/api.js';
import { until } from '../platform/api.js';
import type { HouseClock } from '../platform/house-clock.js';
import {
  type AppointmentView,
  arrive,
  book,
  confirm,
  prepare,
  readAppointment,
  stage as stageParts,
} from './booking-steps.js';
import type { Narrator } from './narrator.js';
import type { Plan } from './plans.js';
import type { Random } from './random.js';
import { agree, signDeclined, takeIn, walkIn } from './reception-steps.js';
import type { Story } from './scheduler.js';
import { giveBack, pay, refund, settle } from './settlement-steps.js';
import { STAFF, STORE } from './staff-members.js';
import type { Guest } from './store-setup.js';
import { tellFaults } from './telematics-steps.js';
import { workOn } from './work.js';

/** The day on which the story plays, and what its people share. */
export interface Stage {
  readonly api: Api;
  readonly clock: HouseClock;
  readonly narrator: Narrator;
  readonly random: Random;
  /** Local dates: when the calls come in, the day before, the day itself, the day after. */
  readonly dates: Readonly<Record<'calls' | 'before' | 'day' | 'after', string>>;
}

const at = (date: string, time: string): Date => instantOf(date, time, STORE.zone);

/** One car, from the booking call until it leaves the yard. */
export async function* visit(stage: Stage, guest: Guest, plan: Plan): Story {
  const say = (what: string): void => stage.narrator.say(stage.clock.now(), guest.index, what);
  const arrival = at(stage.dates.day, plan.at);
  let reception: Reception;
  if (plan.walkIn) {
    yield arrival;
    const advisorId = stage.random.pick(STAFF.advisors);
    reception = { orderId: await walkIn(stage.api, advisorId, guest, plan), advisorId };
    say('直接到店，没有预约');
  } else {
    const appointment = yield* bookedAhead(stage, guest, plan);
    yield new Date(appointment.startsAt);
    if (plan.noShow) return yield* staysAway(stage, appointment, say);
    reception = { orderId: await arrive(stage.api, appointment), advisorId: appointment.advisorId };
    say(`到店，${reception.advisorId} 接待`);
  }
  yield* served(stage, { guest, plan, say, ...reception });
}

interface Reception {
  orderId: string;
  advisorId: string;
}

/** What the steps of one visit share. */
export interface Visit extends Reception {
  readonly guest: Guest;
  readonly plan: Plan;
  readonly say: (what: string) => void;
}

/** Booked two days ahead, prepared, confirmed, checked the day before. */
export async function* bookedAhead(
  { api, clock, narrator, dates }: Stage,
  guest: Guest,
  plan: Plan,
): AsyncGenerator<Date, AppointmentView, void> {
  const say = (what: string): void => narrator.say(clock.now(), guest.index, what);
  yield plusMinutes(at(dates.calls, '15:00'), plan.guest * 4);
  const proposal = plan.tells && (await tellFaults(api, guest, { codes: plan.tells, now: clock.now() }));
  if (proposal) say(`预约建议：${proposal.describedFault}`);
  const wanted = { ...plan, ...(proposal && { proposalId: proposal.id }) };
  const appointment = await book(api, guest, wanted, at(dates.day, plan.at));
  const { lowFen, highFen, durationMinutes } = appointment.estimate;
  say(
    `电话预约 ${plan.operations.join('、')}，${durationMinutes} 分钟，估价 ${formatFen(lowFen)}–${formatFen(highFen)}`,
  );

  yield plusMinutes(at(dates.calls, '17:00'), plan.guest);
  const shelf = `R-${String(plan.guest + 1).padStart(2, '0')}`;
  if ((await layReady(api, appointment.id, { plan, shelf })) === 'short') say('备件缺货，已记录短缺');

  yield at(dates.before, '18:10');
  const checked = await until('the day-before check', async () => {
    const view = await readAppointment(api, appointment.id);
    return view.nextCheck !== 'day-before' && view;
  });
  if (checked.risk === 'none') return checked;
  say(`前一天检查：有风险（${checked.missing.join('、')}）`);
  yield plusMinutes(at(dates.before, '18:40'), plan.guest);
  if (plan.partShort) {
    await until('the late delivery is staged', async () => (await stageParts(api, appointment.id, shelf)) === 'staged');
  }
  if (plan.unconfirmed) await confirm(api, appointment.id);
  say(plan.partShort ? '紧急到货，已备货上架' : '电话联系客户，已确认到店');
  return readAppointment(api, appointment.id);
}

/** Once all is planned and kept: documents and parts are laid ready, and the customer confirms. */
export async function layReady(
  api: Api,
  appointmentId: string,
  { plan, shelf }: { plan: Plan; shelf: string },
): Promise<'staged' | 'short'> {
  const awaited = plan.partShort ? ['repair-order-draft'] : ['repair-order-draft', 'parts'];
  await until('all is planned and kept', async () => {
    const { missing } = await readAppointment(api, appointmentId);
    return !awaited.some((item) => missing.includes(item));
  });
  const parts = await prepare(api, appointmentId, shelf);
  if (!plan.unconfirmed) await confirm(api, appointmentId);
  return parts;
}

/** Nobody comes: after the store's patience ends, bay, technician and parts are free again. */
async function* staysAway({ api }: Stage, appointment: AppointmentView, say: (what: string) => void): Story {
  yield plusMinutes(new Date(appointment.startsAt), 32);
  await until('the no-show is noticed', async () => (await readAppointment(api, appointment.id)).status === 'no-show');
  say('爽约，工位和备件已释放');
}

/** Intake, quote and signature, the work, the inspections, settlement, and the way home. */
export async function* served(stage: Stage, visit: Visit): Story {
  const { api, clock } = stage;
  const { orderId, advisorId, plan, guest, say } = visit;
  yield plusMinutes(clock.minute(), 5);
  const promisedAt = plusMinutes(clock.minute(), 240);
  const order = await takeIn(api, orderId, { advisorId, guest, promisedAt, leaves: plan.meanwhile !== undefined });
  const quote = await agree(api, orderId, { advisorId, plan });
  say(`委托书 ${order.number}，报价 ${formatFen(quote.totalFen ?? 0)}，客户签字`);

  yield* workOn(stage, visit);
  yield plusMinutes(clock.minute(), 15);
  const settlement = await settle(api, orderId);
  const paymentId = await pay(api, settlement, plan);
  say(
    `结算 ${settlement.number}：${formatFen(settlement.totalFen)}，${plan.pays}${plan.callbackTwice ? '（网关回调两次）' : ''}`,
  );
  yield plusMinutes(clock.minute(), 5);
  await signDeclined(api, orderId, advisorId);
  await giveBack(api, orderId, { settlementId: settlement.id, advisorId });
  say('交车，出门证已核销');
  if (plan.refundFen) {
    yield plusMinutes(clock.minute(), 20);
    await refund(api, paymentId, plan.refundFen);
    say(`退款 ${formatFen(plan.refundFen)}，原路退回`);
  }
}
