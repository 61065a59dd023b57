import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@pitlane/contracts';
import { localTime, plusMinutes } from '@pitlane/kernel';
import { type Guest, setUpStore, STAFF, STORE, until } from '@pitlane/tools';
import { platformUnderTest } from './support.js';

interface Message {
  readonly content: string;
  readonly channel: string;
}

describe('a customer without an account', () => {
  const { api, platform, clock } = platformUnderTest();
  let guest: Guest;
  let pass: string;
  let appointmentId: string;
  /** What lets in, or tells who somebody is. */
  const secrets: string[] = [];

  beforeAll(async () => {
    const guests = await setUpStore(api, clock.now());
    guest = guests[16] as Guest;
  }, 120_000);

  /** Asks as anyone does; with the pass once there is one. */
  async function ask<T>(service: ServiceName, path: string, body?: object): Promise<T> {
    const command = { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${platform.services[service]}${path}`, {
      ...(body !== undefined && command),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
        ...(pass && { authorization: `Bearer ${pass}` }),
      },
    });
    expect(response.status).toBeLessThan(300);
    return (await response.json()) as T;
  }

  const messageWith = (words: RegExp): Promise<Message> =>
    until(`the customer is told ${words.source}`, async () => {
      const path = `/v1/simulator/messages?customerId=${guest.customerId}&limit=100`;
      const { items } = await api.get<{ items: Message[] }>('crm', path, STAFF.crmAgent);
      return items.find(({ content }) => words.test(content));
    });

  it('proves that a phone is theirs by the code that comes to it', async () => {
    const { phone } = await api.get<{ phone: string }>('crm', `/v1/customers/${guest.customerId}`, STAFF.crmAgent);
    const asked = await ask<{ phoneCodeId: string }>('crm', '/v1/phone-codes', { storeId: STORE.id, phone });
    const { content, channel } = await messageWith(/验证码是\d{6}/);
    const [code] = /\d{6}/.exec(content) ?? [];
    const body = { storeId: STORE.id, phoneCodeId: asked.phoneCodeId, code };
    ({ pass } = await ask<{ pass: string }>('crm', '/v1/phone-codes/check', body));
    expect(channel).toBe('sms');
    secrets.push(phone, pass);
  });

  it('books one of the times that are free for their own car, and is told so', async () => {
    const { vehicleId } = guest;
    await until('appointments knows the car', async () => {
      const { items } = await ask<{ items: { vehicleId: string }[] }>('appointments', '/v1/own/vehicles');
      return items.some((own) => own.vehicleId === vehicleId);
    });
    const day = localTime(plusMinutes(clock.now(), 4 * 1440), STORE.zone).date;
    const free = `/v1/own/free-starts?operationCodes=MNT-001&day=${day}`;
    const { starts } = await ask<{ starts: { startsAt: string }[] }>('appointments', free);
    const booked = await ask<{ id: string; status: string }>('appointments', '/v1/own/appointments', {
      ...{ vehicleId, channel: 'wechat', complaint: '到保养里程了', operations: ['MNT-001'], meanwhile: 'leaves' },
      startsAt: starts.at(-1)?.startsAt,
    });
    expect(booked.status).toBe('booked');
    appointmentId = booked.id;
    const { content } = await messageWith(new RegExp(`已预约${day}`));
    const [link = ''] = /http\S+$/.exec(content) ?? [];
    expect(await (await fetch(link)).text()).toContain('已预约，请确认');
  });

  it('comes back by the link of the visit, and confirms and cancels it', async () => {
    const { path } = await ask<{ path: string }>('appointments', `/v1/own/appointments/${appointmentId}/link`);
    pass = '';
    const visit = path.replace(/\/page$/, '');
    secrets.push(visit.replace('/v1/visits/', ''));
    expect(await ask('appointments', `${visit}/confirm`, {})).toMatchObject({ status: 'confirmed' });
    const page = await (await fetch(`${platform.services.appointments}${path}`)).text();
    expect(page).toContain('已确认');
    expect(await ask('appointments', `${visit}/cancel`, {})).toMatchObject({ status: 'cancelled' });
    await messageWith(/的预约已取消/);
  });

  it('leaves neither phone nor pass nor link in a log', () => {
    const folder = join(process.env['PITLANE_RUN_DIR'] ?? '', 'logs');
    const logs = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(logs.filter((text) => text.includes('/v1/visits/:token'))).not.toEqual([]);
    expect(secrets).toHaveLength(3);
    expect(logs.filter((text) => secrets.some((secret) => text.includes(secret)))).toEqual([]);
  });
});
