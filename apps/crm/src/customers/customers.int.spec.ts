import { Database } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { CrmModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { ConsentChange } from './consent-change.entity.js';
import { Customer } from './customer.entity.js';
import { aPhone } from './testing.js';

const crm = startService(CrmModule, 'crm', migrations);

const body = (facts: Record<string, unknown> = {}): Record<string, unknown> => ({
  kind: 'person',
  name: '王小明',
  phone: aPhone(),
  preferredChannel: 'sms',
  language: 'zh',
  ...facts,
});
const register = (facts: Record<string, unknown> = {}, who = 'service-advisor', store = 'SH001') =>
  crm.as(who, { store }).post('/v1/customers', body(facts));
const told = async (customerId: unknown) =>
  (await crm.outbox()).filter(({ data }) => data['customerId'] === customerId);

describe('POST /v1/customers', () => {
  it('keeps the customer, and tells the store’s services no more than an id', async () => {
    const phone = aPhone();
    const answer = await register({ phone, name: '金丝雀', address: '世纪大道1号', email: 'canary@example.com' });

    expect(answer).toMatchObject({ status: 201, body: { phone, name: '金丝雀', tags: [], version: 1 } });
    expect(await crm.find(Customer, answer.body['id'] as string)).toMatchObject({ groupId: 'huadong', erasedAt: null });
    const [event] = await told(answer.body['id']);
    expect(event).toMatchObject({ subject: 'evt.crm.SH001.customer.registered.v1', aggregateVersion: 1 });
    expect(event?.data).toEqual({ customerId: answer.body['id'], kind: 'person', preferredChannel: 'sms' });
    expect(JSON.stringify(await crm.outbox())).not.toMatch(/金丝雀|世纪大道|canary/);
  });

  it('names the phone that is none, and writes nothing', async () => {
    const before = await crm.all(Customer);
    const answer = await register({ phone: '12345678901' });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'invalid_phone', errors: [{ pointer: '/phone', code: 'invalid_phone' }] },
    });
    expect(answer.text).not.toContain('12345678901');
    expect(await crm.all(Customer)).toHaveLength(before.length);
  });

  it('names the customer that the store has with this phone', async () => {
    const phone = aPhone();
    const { body: first } = await register({ phone });
    expect(await register({ phone })).toMatchObject({
      status: 409,
      body: { code: 'CRM.CUSTOMER_EXISTS', customerId: first['id'] },
    });
  });

  it('lets one of eight simultaneous registrations of a phone win', async () => {
    const phone = aPhone();
    const answers = await Promise.all(Array.from({ length: 8 }, () => register({ phone })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    expect(
      (await crm.as('crm-agent').get<{ items: unknown[] }>(`/v1/customers?phone=${phone}`)).body.items,
    ).toHaveLength(1);
  });

  it('refuses a consent that is given and withheld at once, and writes nothing', async () => {
    const before = (await crm.all(Customer)).length;
    const consents = [true, false].map((granted) => ({ channel: 'sms', granted }));
    expect(await register({ consents })).toMatchObject({
      status: 422,
      body: { code: 'CRM.CONSENT_NAMED_TWICE', errors: [{ pointer: '/consents' }] },
    });
    expect(await crm.all(Customer)).toHaveLength(before);
  });

  it.each(['storeId', 'groupId', 'version'])('takes no %s from the caller', async (field) => {
    expect(await register({ [field]: 'BJ001' })).toMatchObject({ status: 422, body: { code: 'unknown_field' } });
  });

  it('is not for technicians', async () => {
    expect(await register({}, 'technician')).toMatchObject({ status: 403 });
  });
});

describe('PATCH /v1/customers/:id', () => {
  it('changes what is given, and logs each consent with who and when', async () => {
    const { body: customer } = await register({ consents: [{ channel: 'sms', granted: true }] });
    const path = `/v1/customers/${String(customer['id'])}`;

    const answer = await crm.as('song.crm').patch(path, {
      name: '王晓明',
      consents: [
        { channel: 'sms', granted: false },
        { channel: 'wechat', granted: true },
      ],
    });

    expect(answer).toMatchObject({ status: 200, body: { name: '王晓明', phone: customer['phone'], version: 2 } });
    const log = (await crm.all(ConsentChange)).filter(({ customerId }) => customerId === customer['id']);
    expect(log.map(({ channel, granted, changedBy }) => [channel, granted, changedBy])).toEqual([
      ['sms', true, 'chen.advisor'],
      ['sms', false, 'song.crm'],
      ['wechat', true, 'song.crm'],
    ]);
  });

  it('is refused to who read an older version', async () => {
    const { body: customer } = await register();
    const change = (name: string) =>
      crm.as('crm-agent').patch(`/v1/customers/${String(customer['id'])}`, { name }, { 'if-match': '"1"' });
    expect([(await change('甲')).status, (await change('乙')).status]).toEqual([200, 412]);
  });

  it('does not take the phone of another', async () => {
    const { body: one } = await register();
    const { body: other } = await register();
    const answer = await crm.as('crm-agent').patch(`/v1/customers/${String(one['id'])}`, { phone: other['phone'] });
    expect(answer).toMatchObject({ status: 409, body: { code: 'CRM.CUSTOMER_EXISTS' } });
  });
});

describe('GET /v1/customers', () => {
  it('finds by the whole phone or by how the name begins, and takes wildcards as they are', async () => {
    const { body: customer } = await register({ name: '欧阳100%' });
    const names = async (query: string): Promise<unknown[]> => {
      const { body: page } = await crm
        .as('crm-agent')
        .get<{ items: Record<string, unknown>[] }>(`/v1/customers?${query}`);
      return page.items.map(({ name }) => name);
    };
    const phone = String(customer['phone']);
    expect(await names(`phone=${phone}`)).toEqual(['欧阳100%']);
    expect(await names(`phone=${phone.slice(0, 10)}`)).toEqual([]);
    expect(await names(`name=${encodeURIComponent('欧阳')}`)).toEqual(['欧阳100%']);
    expect(await names(`name=${encodeURIComponent('欧阳 100％')}`)).toEqual(['欧阳100%']);
    expect(await names(`name=${encodeURIComponent('%100')}`)).toEqual([]);
    expect((await crm.as('crm-agent').get(`/v1/customers?name=${encodeURIComponent('欧')}`)).status).toBe(422);
  });
});

describe('a customer of the group', () => {
  const seenIn = (store: string, id: unknown) =>
    crm.as('service-advisor', { store }).get(`/v1/customers/${String(id)}`);
  const claim = (store: string, phone: unknown) =>
    crm.as('service-advisor', { store }).post('/v1/customers/claim', { phone });

  it('is not there for another store until it claims them by their exact phone', async () => {
    const { body: customer } = await register();
    const { id, phone } = customer;
    expect((await seenIn('SH002', id)).status).toBe(404);
    const taken = await register({ phone }, 'service-advisor', 'SH002');
    expect(taken).toMatchObject({ status: 409, body: { code: 'CRM.CUSTOMER_EXISTS' } });
    expect(taken.text).not.toContain(String(id));

    expect(await claim('SH002', phone)).toMatchObject({ status: 200, body: { id, name: '王小明' } });

    expect((await seenIn('SH002', id)).status).toBe(200);
    expect((await told(id)).map(({ storeId, aggregateVersion }) => [storeId, aggregateVersion])).toEqual([
      ['SH001', 1],
      ['SH002', 1],
    ]);
    const grants = await crm.sql('SELECT store_id, reason, granted_by FROM customer_store WHERE customer_id = $1', [
      id,
    ]);
    expect(grants).toContainEqual({ store_id: 'SH002', reason: 'claimed', granted_by: 'jiang.advisor' });
  });

  it('is claimed once, however often', async () => {
    const { body: customer } = await register();
    const answers = await Promise.all(Array.from({ length: 6 }, () => claim('SH002', customer['phone'])));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect((await claim('SH002', customer['phone'])).status).toBe(200);
    expect(await told(customer['id'])).toHaveLength(2);
  });

  it('is never there for another group, which may have a customer with the same phone', async () => {
    const { body: customer } = await register();
    expect((await claim('BJ001', customer['phone'])).status).toBe(404);
    expect((await seenIn('BJ001', customer['id'])).status).toBe(404);
    expect((await register({ phone: customer['phone'] }, 'service-advisor', 'BJ001')).status).toBe(201);
  });
});

describe('row-level security', () => {
  const inStore = (store: string, sql: string, parameters: unknown[] = []) =>
    crm.inStore(store, () => crm.get(Database).transaction((tx) => tx.query(sql, parameters)));

  it('shows a store its own customers, and those that it was given', async () => {
    const { body: customer } = await register();
    const id = customer['id'];
    const seen = async (store: string) => (await inStore(store, 'SELECT id FROM customer WHERE id = $1', [id])).length;
    expect([await seen('SH001'), await seen('SH002'), await seen('BJ001')]).toEqual([1, 0, 0]);
    expect(await inStore('SH002', `UPDATE customer SET language = 'en' WHERE id = $1 RETURNING id`, [id])).toEqual([]);
    await crm.as('service-advisor', { store: 'SH002' }).post('/v1/customers/claim', { phone: customer['phone'] });
    expect([await seen('SH001'), await seen('SH002'), await seen('BJ001')]).toEqual([1, 1, 0]);
  });

  it('lets no store write into another group', async () => {
    const copy = `INSERT INTO customer_store SELECT gen_random_uuid(), store_id, 1, 0, 'beifang', customer_id, reason, granted_by, granted_at
                  FROM customer_store LIMIT 1`;
    await expect(inStore('SH001', copy)).rejects.toThrow(/row-level security/);
  });

  it('lets nobody rewrite the log of consents, or delete a customer', async () => {
    await expect(inStore('SH001', 'UPDATE consent_change SET granted = true')).rejects.toThrow(/permission denied/);
    await expect(inStore('SH001', 'DELETE FROM customer')).rejects.toThrow(/permission denied/);
  });
});
