import { plusMinutes } from '@pitlane/kernel';
import { aCustomer } from '../customers/testing.js';
import { channelFor, endOfQuietHours } from './delivery-rules.js';
import type { Notification } from './notification.entity.js';
import { TEMPLATES, textOf } from './templates.js';
import { aNotification } from './testing.js';

const at = new Date('2026-11-21T01:00:00Z');

describe('the channel of a message', () => {
  it.each([
    ['the preferred one with consent', { consents: [{ channel: 'wechat', granted: true }] }, 'wechat', 'wechat'],
    [
      'the next that is agreed to',
      { email: 'a@example.com', consents: [{ channel: 'email', granted: true }] },
      'email',
      'email',
    ],
    [
      'not one without an address',
      { wechatId: null, consents: [{ channel: 'wechat', granted: true }] },
      'sms',
      undefined,
    ],
    ['SMS for want of any consent, and none for a reminder', { consents: [] }, 'sms', undefined],
    ['SMS after consent was withdrawn', { consents: [{ channel: 'wechat', granted: false }] }, 'sms', undefined],
  ] as const)('is %s', (_case, facts, service, reminder) => {
    const customer = aCustomer({ ...facts, consents: [...facts.consents] });
    expect(channelFor(customer, 'service')).toBe(service);
    expect(channelFor(customer, 'reminder')).toBe(reminder);
  });
});

describe('quiet hours', () => {
  it.each([
    ['20:59 in Shanghai', '2026-11-21T12:59:00Z', undefined],
    ['21:00', '2026-11-21T13:00:00Z', '2026-11-22T00:00:00.000Z'],
    ['midnight', '2026-11-21T16:00:00Z', '2026-11-22T00:00:00.000Z'],
    ['07:59', '2026-11-21T23:59:00Z', '2026-11-22T00:00:00.000Z'],
    ['08:00', '2026-11-22T00:00:00Z', undefined],
  ])('at %s', (_time, instant, end) => {
    expect(endOfQuietHours(new Date(instant), 'Asia/Shanghai')?.toISOString()).toBe(end);
  });
});

describe('a template', () => {
  const placeholders = (text: string): string[] =>
    [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

  it.each(Object.entries(TEMPLATES))('%s says the same in both languages', (_name, { zh, en }) => {
    expect(placeholders(zh)).toEqual(placeholders(en));
  });

  it('is filled in', () => {
    const { content } = aNotification(at);
    expect(textOf(content, 'zh')).toBe('【上海浦东店】您的车辆沪A7K326已完工，可以来店取车。');
    expect(textOf(content, 'en')).toBe('[上海浦东店] 沪A7K326 is ready for you.');
  });
});

describe('a notification', () => {
  it('is said once, however many senders come back with it', () => {
    const notification = aNotification(at);
    notification.claim('sms', at);
    expect(notification.markSent(at)).toMatchObject({
      notificationId: notification.id,
      channel: 'sms',
      template: 'vehicle-ready',
    });
    expect(notification.markSent(plusMinutes(at, 1))).toBeUndefined();
    expect(notification).toMatchObject({ status: 'sent', sentAt: at });
  });

  it('waits twice as long after each refusal, and fails with the eighth', () => {
    const notification = aNotification(at);
    const waits = Array.from({ length: 8 }, () => {
      notification.claim('sms', at);
      notification.markRefused('out-of-service');
      return (notification.dueAt.getTime() - at.getTime()) / 60_000;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
    expect(notification).toMatchObject({ status: 'failed', reason: 'out-of-service', attempts: 8 });
  });

  it('that its provider never got waits for nothing, and fails with the eighth try', () => {
    const notification = aNotification(at);
    for (let attempts = 1; attempts <= 8; attempts += 1) {
      notification.claim('sms', at);
      notification.release(plusMinutes(at, 1));
      expect(notification).toMatchObject({
        ...{ status: attempts < 8 ? 'queued' : 'failed', attempts, reason: 'no-answer', dueAt: plusMinutes(at, 1) },
      });
    }
  });

  it('that was sent meanwhile is not refused any more', () => {
    const notification = aNotification(at);
    notification.claim('sms', at);
    notification.markSent(at);
    notification.markRefused('out-of-service');
    expect(notification.status).toBe('sent');
  });

  it.each<[string, (code: Notification) => void]>([
    ['was sent', (code) => code.markSent(at)],
    [
      'is too late',
      (code) => {
        code.skip('expired');
      },
    ],
    [
      'was refused for the last time',
      (code) => {
        Object.assign(code, { attempts: 8 }).markRefused('out-of-service');
      },
    ],
    [
      'got no answer',
      (code) => {
        code.giveUp();
      },
    ],
  ])('with a code that %s holds it no longer', (_case, end) => {
    const parameters = { store: '上海浦东店', code: '123456', minutes: '5' };
    const code = Object.assign(aNotification(at, { template: 'phone-code', parameters }), {
      sealedParameters: Buffer.of(1),
    });
    code.claim('sms', at);
    expect(code.sealedParameters).not.toBeNull();
    end(code);
    expect(code.sealedParameters).toBeNull();
  });
});
