import { CONFIG, type Config, CustomerPasses } from '@pitlane/platform';
import { plusMinutes } from '@pitlane/kernel';
import { eventually, startService } from '@pitlane/testing';
import { CrmModule } from '../app.module.js';
import type { CustomerProfile } from '../customers/customer.entity.js';
import { aCustomer, aPhone, knownIn } from '../customers/testing.js';
import { migrations } from '../migrations/index.js';
import type { MessageView } from '../notifications/notification.dto.js';
import { givenCustomer } from '../personal-data/testing.js';
import { PhoneCode } from './phone-code.entity.js';
import { codeOf, postOpenly, sendCodes } from './testing.js';

const crm = startService(CrmModule, 'crm', migrations);
const MORNING = new Date('2026-11-21T01:00:00Z');
const post = async (path: string, body: object) => postOpenly(await crm.url, path, body);
const ask = (phone: string, storeId = 'SH001') => post('/v1/phone-codes', { storeId, phone });
const check = (phoneCodeId: unknown, code: string, storeId = 'SH001') =>
  post('/v1/phone-codes/check', { storeId, phoneCodeId, code });

beforeEach(async () => {
  crm.clock.moveTo(MORNING);
  await crm.sql('TRUNCATE phone_code');
});

async function aKnownCustomer(facts: Partial<CustomerProfile> = {}) {
  const customer = await givenCustomer(crm, aCustomer(facts));
  await crm.given(knownIn('SH001', customer));
  return customer;
}

/** Appointments, as it looks at passes. */
const appointments = () =>
  new CustomerPasses({ ...crm.app.get<Config>(CONFIG, { strict: false }), service: 'appointments' });

describe('a code for a phone', () => {
  it('comes by SMS whatever the customer prefers, and gets them a pass for that store, once', async () => {
    const customer = await aKnownCustomer();
    const asked = await ask(customer.phone);
    expect(asked).toEqual({
      status: 202,
      body: { phoneCodeId: expect.any(String), expiresAt: '2026-11-21T01:05:00.000Z' },
    });
    const code = await codeOf(crm, customer.id);

    const { status, body } = await check(asked.body['phoneCodeId'], code);
    expect(status).toBe(200);
    expect(body).toEqual({ pass: expect.any(String), expiresInSeconds: 600 });
    expect(await appointments().verify(String(body['pass']))).toEqual({
      ...{ id: customer.id, groupId: 'huadong', stores: ['SH001'], roles: ['customer'] },
      issuer: 'urn:pitlane:crm',
    });
    expect(await check(asked.body['phoneCodeId'], code)).toMatchObject({
      status: 422,
      body: { code: 'CRM.PHONE_CODE_NOT_VALID' },
    });
  });

  it('is told by SMS to its phone, and stands nowhere in the clear', async () => {
    const customer = await aKnownCustomer({ preferredChannel: 'wechat' });
    await ask(customer.phone);
    const code = await codeOf(crm, customer.id);
    const path = `/v1/simulator/messages?customerId=${customer.id}`;
    const { items } = (await crm.as('crm-agent').get<{ items: MessageView[] }>(path)).body;
    expect(items).toMatchObject([{ channel: 'sms', recipient: customer.phone }]);
    const rows = await crm.sql<{ row: string }>(
      `SELECT row_to_json(p)::text AS row FROM phone_code p UNION ALL SELECT row_to_json(n)::text FROM notification n
       UNION ALL SELECT payload::text FROM outbox UNION ALL SELECT changes::text FROM audit_entry`,
    );
    expect(rows.filter(({ row }) => row.includes(`"${code}"`) || row.includes(customer.phone))).toEqual([]);
  });

  it('is asked for in the same way when nobody in the store has the phone: no message goes out, and no code is right', async () => {
    const known = await aKnownCustomer();
    const elsewhere = await givenCustomer(crm, aCustomer());
    const answers = [await ask(known.phone), await ask(aPhone()), await ask(elsewhere.phone, 'SH002')];
    for (const { status, body } of answers) {
      expect({ status, fields: Object.keys(body) }).toEqual({ status: 202, fields: ['phoneCodeId', 'expiresAt'] });
    }
    const statuses = () => crm.all(PhoneCode).then((all) => all.map(({ status }) => status).sort());
    await eventually(async () => {
      await sendCodes(crm);
      return (await statuses()).every((status) => status !== 'asked');
    });
    expect(await statuses()).toEqual(['nobody', 'nobody', 'sent']);
    const [, nobody] = answers;
    expect(await check(nobody?.body['phoneCodeId'], '123456')).toMatchObject({
      status: 422,
      body: { code: 'CRM.PHONE_CODE_NOT_VALID' },
    });
  });

  it('is right for five tries and five minutes, and each wrong one is written down', async () => {
    const customer = await aKnownCustomer();
    const { phoneCodeId } = (await ask(customer.phone)).body;
    const code = await codeOf(crm, customer.id);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let n = 0; n < 5; n += 1) expect((await check(phoneCodeId, wrong)).status).toBe(422);
    expect(await crm.find(PhoneCode, String(phoneCodeId))).toMatchObject({ tries: 5, status: 'sent' });
    expect((await check(phoneCodeId, code)).status).toBe(422);

    const late = (await ask(customer.phone)).body['phoneCodeId'];
    await eventually(async () => {
      await sendCodes(crm);
      return (await crm.find(PhoneCode, String(late)))?.status === 'sent';
    });
    const lateCode = await codeOf(crm, customer.id);
    crm.clock.moveTo(plusMinutes(MORNING, 5));
    expect((await check(late, lateCode)).status).toBe(422);
  });

  it('is sent to those whose data can be read, whoever asked before them', async () => {
    const [unreadable, customer] = [await aKnownCustomer(), await aKnownCustomer()];
    await crm.sql(
      `UPDATE customer_key SET wrapped = set_byte(wrapped, length(wrapped) - 1, 255 - get_byte(wrapped, length(wrapped) - 1))
       WHERE customer_id = $1`,
      [unreadable.id],
    );
    await ask(unreadable.phone);
    const { phoneCodeId } = (await ask(customer.phone)).body;
    await sendCodes(crm);
    expect((await check(phoneCodeId, await codeOf(crm, customer.id))).status).toBe(200);
  });

  it('lets one of many who send it at once in', async () => {
    const customer = await aKnownCustomer();
    const { phoneCodeId } = (await ask(customer.phone)).body;
    const code = await codeOf(crm, customer.id);
    const answers = await Promise.all(Array.from({ length: 4 }, () => check(phoneCodeId, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
  });

  it('is good in its own store alone', async () => {
    const customer = await aKnownCustomer();
    const { phoneCodeId } = (await ask(customer.phone)).body;
    const code = await codeOf(crm, customer.id);
    expect((await check(phoneCodeId, code, 'SH002')).status).toBe(422);
    expect((await check(phoneCodeId, code, 'BJ001')).status).toBe(422);
    expect((await check(phoneCodeId, code)).status).toBe(200);
  });

  it.each([
    ['a store that is not there', { storeId: 'XX999' }, 404],
    ['what is no phone', { phone: '12345678901' }, 422],
    ['a phone with a prefix', { phone: '+8613800138000' }, 422],
    ['a customer named by the caller', { customerId: '01990000-0000-7000-8000-000000000001' }, 422],
  ])('is not sent for %s', async (_, wrong, status) => {
    const answer = await post('/v1/phone-codes', { storeId: 'SH001', phone: aPhone(), ...wrong });
    expect(answer.status).toBe(status);
    expect(await crm.all(PhoneCode)).toEqual([]);
  });
});

describe('the number of codes', () => {
  it('is limited by phone, known or not, in all stores of the group together, also when they are asked for at once', async () => {
    for (const phone of [(await aKnownCustomer()).phone, aPhone()]) {
      const stores = ['SH001', 'SH002', 'SH001', 'SH002', 'SH001', 'SH002', 'SH001', 'SH002'];
      const answers = await Promise.all(stores.map((storeId) => ask(phone, storeId)));
      expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 202, 202, 202, 429, 429, 429]);
      expect(answers.find(({ status }) => status === 429)?.body).toMatchObject({ code: 'CRM.TOO_MANY_PHONE_CODES' });
    }
    expect((await ask(aPhone())).status).toBe(202);
  });

  it('begins anew after an hour, and what stood for the phone is forgotten', async () => {
    const phone = aPhone();
    for (let n = 0; n < 5; n += 1) await ask(phone);
    expect((await ask(phone)).status).toBe(429);
    crm.clock.moveTo(plusMinutes(MORNING, 61));
    expect((await ask(phone)).status).toBe(202);
    await crm.inStore('SH001', () => sendCodes(crm));
    expect(await crm.all(PhoneCode)).toHaveLength(1);
  });

  it('is limited by address, too', async () => {
    const { url } = await crm.twin({ RATE_PER_ADDRESS: '1' });
    const body = { storeId: 'SH001', phone: aPhone() };
    expect((await postOpenly(url, '/v1/phone-codes', body)).status).toBe(202);
    expect(await postOpenly(url, '/v1/phone-codes', body)).toMatchObject({
      status: 429,
      body: { code: 'rate_limited' },
    });
  });
});

describe('where crm has no key for passes', () => {
  it('nobody gets one', () => {
    const production = { ...crm.app.get<Config>(CONFIG, { strict: false }), NODE_ENV: 'production' as const };
    const holder = { customerId: '01990000-0000-7000-8000-000000000001', groupId: 'huadong', storeId: 'SH001' };
    expect(() => new CustomerPasses(production).sign(holder)).toThrow('Customers get no passes here.');
  });
});
