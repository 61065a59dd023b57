import { randomUUID } from 'node:crypto';
import { plusMinutes } from '@pitlane/kernel';
import { CONFIG, type Config, Database } from '@pitlane/platform';
import { eventually, startService } from '@pitlane/testing';
import { CrmModule } from '../app.module.js';
import type { CustomerProfile } from '../customers/customer.entity.js';
import { aCustomer, knownIn } from '../customers/testing.js';
import { MessageRefused, type OutgoingMessage } from '../message-providers/message-provider.js';
import { SimulatedProvider } from '../message-providers/simulated-provider.service.js';
import { migrations } from '../migrations/index.js';
import { CustomerKeys } from '../personal-data/customer-keys.service.js';
import { givenCustomer } from '../personal-data/testing.js';
import { aVisit } from '../timeline/testing.js';
import { aVehicle, vehicleKnownIn } from '../vehicles/testing.js';
import { Notification } from './notification.entity.js';
import { NotificationSender } from './notification-sender.service.js';
import type { MessageView } from './notification.dto.js';

const crm = startService(CrmModule, 'crm', migrations);
const SATURDAY_NINE = new Date('2026-11-21T01:00:00Z');

beforeEach(() => crm.clock.moveTo(SATURDAY_NINE));

async function aKnownVisit(facts: Partial<CustomerProfile> = {}) {
  const customer = await givenCustomer(crm, aCustomer(facts));
  const vehicle = await crm.given(aVehicle({ ownerCustomerId: customer.id }));
  await crm.given(knownIn('SH001', customer));
  await crm.given(vehicleKnownIn('SH001', vehicle));
  return { ...aVisit({ customerId: customer.id, vehicleId: vehicle.id }), plate: vehicle.plate, customer };
}

const notificationsOf = async (customerId: string): Promise<Notification[]> =>
  (await crm.all(Notification)).filter((notification) => notification.customerId === customerId);
const messagesTo = async (customerId: string): Promise<MessageView[]> => {
  const path = `/v1/simulator/messages?customerId=${customerId}&limit=100`;
  return (await crm.as('crm-agent').get<{ items: MessageView[] }>(path)).body.items;
};
const notifiedOf = async (customerId: string) =>
  (await crm.outbox()).filter(
    ({ type, data }) => type === 'crm.notification.sent.v1' && data['customerId'] === customerId,
  );
const send = () => crm.inStore('SH001', () => crm.get(NotificationSender).sendDue(crm.clock.now()));

/** Lets many senders loose until all messages to the customer look like this. */
const sendUntil = (customerId: string, expected: Partial<Notification>): Promise<Notification[]> =>
  eventually(async () => {
    await Promise.all([send(), send(), send(), send()]);
    const all = await notificationsOf(customerId);
    const looksLike = (one: Notification): boolean =>
      Object.entries(expected).every(([key, value]) => one[key as keyof Notification] === value);
    return all.length > 0 && all.every(looksLike) ? all : undefined;
  });
const advance = (minutes: number): void => crm.clock.moveTo(plusMinutes(crm.clock.now(), minutes));

describe('a customer is told', () => {
  it.each([
    ['booked', '【上海浦东店】您的车辆{plate}已预约2026-11-23 09:30到店，服务顾问陈志强将接待您。'],
    ['reminded', '【上海浦东店】温馨提醒：您预约于2026-11-23 09:30到店，一切已准备就绪，服务顾问陈志强恭候光临。'],
    ['advisorChanged', '【上海浦东店】您2026-11-23 09:30的预约将由服务顾问刘雅婷接待。'],
    ['moved', '【上海浦东店】您的车辆{plate}的预约已改期至2026-11-24 14:00，服务顾问陈志强将接待您。'],
    ['cancelled', '【上海浦东店】您2026-11-23 09:30的预约已取消，如需另约时间请联系我们。'],
    ['missed', '【上海浦东店】您2026-11-23 09:30的预约未能到店，欢迎重新预约。'],
    [
      'offered',
      '【上海浦东店】您候补的时段有空位：2026-11-23 09:30（车辆{plate}），已为您保留，请于2026-11-21 09:30前确认，逾期将让给下一位。',
    ],
    ['quoted', '【上海浦东店】您的车辆{plate}的维修报价为¥450.00，请在2026-11-24 18:00前确认。'],
    ['ready', '【上海浦东店】您的车辆{plate}已完工，可以来店取车。'],
    ['settled', '【上海浦东店】您的车辆{plate}的结算单SH001-JS-2026-000045已出具，应付¥450.00。'],
    ['refunded', '【上海浦东店】已按原支付方式向您退款¥123.45。'],
    ['delivered', '【上海浦东店】感谢您的光临，祝您用车愉快！车辆{plate}如有任何问题，请联系服务顾问陈志强。'],
  ] as const)('when the visit is %s, once', async (event, text) => {
    const visit = await aKnownVisit();
    const once = { aggregateId: randomUUID(), eventId: randomUUID(), version: 1 };
    expect(await crm.deliver(visit[event], once)).toBe('done');
    expect(await crm.deliver(visit[event], once)).toBe('duplicate');

    await sendUntil(visit.customerId, { status: 'sent', attempts: 1 });

    const content = text.replace('{plate}', visit.plate);
    expect(await messagesTo(visit.customerId)).toMatchObject([{ channel: 'wechat', recipient: 'wxid_wang', content }]);
    const [notified] = await notifiedOf(visit.customerId);
    expect(notified).toMatchObject({
      storeId: 'SH001',
      data: { channel: 'wechat', sentAt: '2026-11-21T01:00:00.000Z' },
    });
    expect(JSON.stringify(notified)).not.toMatch(/wxid_wang|陈志强/);
  });

  it('of further work apart from the first quote, and in the own language', async () => {
    const visit = await aKnownVisit({ language: 'en', preferredChannel: 'sms', consents: [] });
    visit.quoted.findingId = randomUUID();
    await crm.deliver(visit.quoted);
    await sendUntil(visit.customerId, { status: 'sent', template: 'finding-quoted' });
    const [message] = await messagesTo(visit.customerId);
    expect(message).toMatchObject({ channel: 'sms', recipient: visit.customer.phone });
    expect(message?.content).toContain('We found further work on');
  });

  it('once by many senders at once', async () => {
    const visits = await Promise.all(Array.from({ length: 5 }, () => aKnownVisit()));
    for (const visit of visits) await crm.deliver(visit.ready);
    await Promise.all(Array.from({ length: 16 }, send));
    for (const { customerId } of visits) {
      await sendUntil(customerId, { status: 'sent', attempts: 1 });
      expect(await messagesTo(customerId)).toHaveLength(1);
      expect(await notifiedOf(customerId)).toHaveLength(1);
    }
  });
});

describe('a message that cannot be said', () => {
  it('to an unknown customer is kept with the reason', async () => {
    const visit = aVisit();
    expect(await crm.deliver(visit.cancelled)).toBe('done');
    expect(await notificationsOf(visit.customerId)).toMatchObject([{ status: 'skipped', reason: 'customer-unknown' }]);
  });

  it('of an unknown car is kept with the reason', async () => {
    const { customerId } = await aKnownVisit();
    await crm.deliver(aVisit({ customerId }).ready);
    expect(await notificationsOf(customerId)).toMatchObject([{ status: 'skipped', reason: 'vehicle-unknown' }]);
  });

  it('without consent is no reminder', async () => {
    const visit = await aKnownVisit({ consents: [{ channel: 'wechat', granted: false }] });
    await crm.deliver(visit.reminded);
    await sendUntil(visit.customerId, { status: 'skipped', reason: 'no-consent' });
    expect(await messagesTo(visit.customerId)).toEqual([]);
  });

  it('is shown to the crm agent of the store', async () => {
    const visit = aVisit();
    await crm.deliver(visit.cancelled);
    const seenIn = async (store: string) => {
      const path = `/v1/notifications?customerId=${visit.customerId}&status=skipped`;
      return (await crm.as('crm-agent', { store }).get<{ items: unknown[] }>(path)).body.items;
    };
    expect(await seenIn('SH001')).toMatchObject([{ template: 'appointment-cancelled', reason: 'customer-unknown' }]);
    expect(await seenIn('SH002')).toEqual([]);
  });
});

describe('quiet hours', () => {
  it('put a reminder off until the morning, and let an answer through', async () => {
    crm.clock.moveTo(new Date('2026-11-21T14:00:00Z')); // 22:00 in Shanghai
    const reminded = await aKnownVisit();
    const booked = await aKnownVisit();
    await crm.deliver(reminded.reminded);
    await crm.deliver(booked.booked);

    await sendUntil(booked.customerId, { status: 'sent' });
    const [waiting] = await sendUntil(reminded.customerId, { status: 'queued', attempts: 0 });
    expect(waiting?.dueAt).toEqual(new Date('2026-11-22T00:00:00Z'));

    crm.clock.moveTo(new Date('2026-11-22T00:00:00Z'));
    await sendUntil(reminded.customerId, { status: 'sent' });
  });

  it('or not, a reminder does not come after the visit began', async () => {
    crm.clock.moveTo(new Date('2026-11-23T01:30:00Z'));
    const visit = await aKnownVisit();
    await crm.deliver(visit.reminded);
    await sendUntil(visit.customerId, { status: 'skipped', reason: 'expired' });
  });
});

describe('a reminder that waits for the morning', () => {
  it.each([
    ['cancelled', 'appointment-cancelled', 'visit-ended'],
    ['missed', 'appointment-no-show', 'visit-ended'],
    ['moved', 'appointment-moved', 'visit-moved'],
  ] as const)('is withdrawn when the visit is %s', async (event, told, withdrawn) => {
    crm.clock.moveTo(new Date('2026-11-21T14:00:00Z')); // 22:00 in Shanghai
    const visit = await aKnownVisit();
    const other = { ...aVisit({ customerId: visit.customerId }) };
    for (const { appointmentId, reminded } of [visit, other])
      await crm.deliver(reminded, { aggregateId: appointmentId });
    await crm.deliver(visit[event], { aggregateId: visit.appointmentId });

    crm.clock.moveTo(new Date('2026-11-22T00:00:00Z'));
    await eventually(async () => {
      await send();
      return (await messagesTo(visit.customerId)).length === 2;
    });

    const outcomes = (await notificationsOf(visit.customerId)).map(({ template, status, reason }) => [
      template,
      status,
      reason,
    ]);
    expect(outcomes.sort()).toEqual(
      [
        [told, 'sent', null],
        ['appointment-reminded', 'sent', null],
        ['appointment-reminded', 'skipped', withdrawn],
      ].sort(),
    );
  });

  it('of a new time gives way to the next: the customer hears the last one, once', async () => {
    const visit = await aKnownVisit();
    const { appointmentId: aggregateId, moved } = visit;
    await crm.deliver(moved, { aggregateId });
    await crm.deliver(Object.assign(moved, { startsAt: '2026-11-25T06:00:00.000Z' }), { aggregateId });
    await eventually(async () => {
      await send();
      return (await messagesTo(visit.customerId)).length === 1;
    });
    expect(await messagesTo(visit.customerId)).toMatchObject([
      { content: expect.stringContaining('2026-11-25 14:00') },
    ]);
  });
});

describe('an offer of the waitlist', () => {
  it('is not told any more once it has lapsed', async () => {
    crm.clock.moveTo(new Date('2026-11-21T01:30:00Z'));
    const visit = await aKnownVisit();
    await crm.deliver(visit.offered);
    await sendUntil(visit.customerId, { status: 'skipped', reason: 'expired' });
  });
});

describe('the limit of messages to one customer', () => {
  it('is twenty an hour, however many senders there are', async () => {
    const visit = await aKnownVisit();
    for (let count = 0; count < 23; count += 1) await crm.deliver(visit.ready);
    await eventually(async () => {
      await Promise.all(Array.from({ length: 12 }, send));
      return (await notifiedOf(visit.customerId)).length >= 20;
    });
    expect(await messagesTo(visit.customerId)).toHaveLength(20);

    advance(60);
    await sendUntil(visit.customerId, { status: 'sent' });
    expect(await messagesTo(visit.customerId)).toHaveLength(23);
  });

  it('is spent by no codes, which anyone may ask for', async () => {
    const visit = await aKnownVisit();
    for (let count = 0; count < 20; count += 1) await crm.deliver(visit.ready);
    await sendUntil(visit.customerId, { status: 'sent' });
    await crm.sql(`UPDATE notification SET template = 'phone-code' WHERE customer_id = $1`, [visit.customerId]);
    await crm.deliver(visit.ready);
    await sendUntil(visit.customerId, { status: 'sent' });
  });
});

describe('a provider', () => {
  const REFUSED: Partial<CustomerProfile> = { consents: [{ channel: 'wechat', granted: false }] };

  it('that refuses is asked again later, and at last no more', async () => {
    const visit = await aKnownVisit({ phone: '13900000000', preferredChannel: 'sms', consents: [] });
    await crm.deliver(visit.ready);
    for (let attempts = 1; attempts <= 8; attempts += 1) {
      const status = attempts < 8 ? 'queued' : 'failed';
      await sendUntil(visit.customerId, { status, attempts, reason: 'out-of-service' });
      advance(2 ** (attempts - 1));
    }
    expect(await notifiedOf(visit.customerId)).toEqual([]);
  });

  it('whose answer is lost is asked what it has before anything is sent again', async () => {
    const visit = await aKnownVisit({ phone: '13900009999', preferredChannel: 'sms', consents: [] });
    await crm.deliver(visit.ready);
    await sendUntil(visit.customerId, { status: 'sending', attempts: 1 });
    expect(await notifiedOf(visit.customerId)).toEqual([]);

    advance(1);
    await sendUntil(visit.customerId, { status: 'sent', attempts: 2 });

    expect(await messagesTo(visit.customerId)).toMatchObject([{ receivedAt: SATURDAY_NINE.toISOString() }]);
    expect(await notifiedOf(visit.customerId)).toHaveLength(1);
  });

  it.each<[string, string, Partial<CustomerProfile>, Partial<Notification>]>([
    ['sent by day', '2026-11-21T02:00:00Z', {}, { status: 'sent', reason: null }],
    ['kept for the morning', '2026-11-21T14:00:00Z', {}, { status: 'queued', reason: 'no-answer' }],
    ['not sent without consent', '2026-11-21T02:00:00Z', REFUSED, { status: 'skipped', reason: 'no-consent' }],
  ])('that never got what was on its way is asked first: a reminder is %s', async (_what, at, facts, expected) => {
    const visit = await aKnownVisit(facts);
    await crm.deliver(visit.reminded);
    await crm.sql(
      `UPDATE notification SET status = 'sending', channel = 'sms', attempts = 1, due_at = '2026-11-21T01:00:00Z'
       WHERE customer_id = $1`,
      [visit.customerId],
    );
    crm.clock.moveTo(new Date(at));
    await sendUntil(visit.customerId, expected);
    expect(await messagesTo(visit.customerId)).toHaveLength(expected.status === 'sent' ? 1 : 0);
  });

  it('that is simulated carries nothing in production: nobody would get it', async () => {
    const production = { ...crm.app.get<Config>(CONFIG, { strict: false }), NODE_ENV: 'production' as const };
    const provider = new SimulatedProvider(crm.get(Database), crm.clock, crm.get(CustomerKeys), production);
    const message = {
      id: randomUUID(),
      customerId: randomUUID(),
      channel: 'sms',
      recipient: '13900001234',
      content: 'x',
    };
    await expect(provider.send(message as OutgoingMessage)).rejects.toThrow(new MessageRefused('not-configured'));
  });

  it('that is simulated shows what it was given', async () => {
    const visit = await aKnownVisit();
    await crm.deliver(visit.ready);
    await sendUntil(visit.customerId, { status: 'sent' });
    const path = `/v1/simulator/messages?customerId=${visit.customerId}`;
    const { body } = await crm.as('crm-agent').get(path);
    expect(body).toMatchObject({ items: [{ channel: 'wechat', recipient: 'wxid_wang' }], nextCursor: null });
    expect((await crm.as('technician').get(path)).status).toBe(403);
  });
});
