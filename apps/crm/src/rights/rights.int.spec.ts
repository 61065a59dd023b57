import { eventually, startService, type TestAnswer } from '@pitlane/testing';
import { Metrics } from '@pitlane/platform';
import { CrmModule } from '../app.module.js';
import { ConsentChange } from '../customers/consent-change.entity.js';
import { CustomerChange } from '../customers/customer-change.entity.js';
import { aPhone } from '../customers/testing.js';
import { FollowUp } from '../follow-ups/follow-up.entity.js';
import { migrations } from '../migrations/index.js';
import { Notification } from '../notifications/notification.entity.js';
import { NotificationSender } from '../notifications/notification-sender.service.js';
import { aVisit } from '../timeline/testing.js';
import { aCar } from '../vehicles/testing.js';

const crm = startService(CrmModule, 'crm', migrations);
beforeEach(() => crm.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

/** Words that nobody else has: wherever they are found, they came from this customer. */
const CANARY = {
  name: '金丝雀儿', email: 'canary@pitlane.example', wechatId: 'wxid_canary', birthday: '1977-07-17', tags: ['鸟类爱好者'],
  address: '翠鸟路77号',
}; // prettier-ignore
const REMARKS = '金丝雀儿说她搬到翠鸟路了';

const send = () => crm.inStore('SH001', () => crm.get(NotificationSender).sendDue(crm.clock.now()));
const advisor = crm.as('service-advisor');
const manager = crm.as('service-manager');

/** A customer with a car, known in two stores, who came, was written to, was called, and changed their address. */
async function aLife() {
  const phone = aPhone();
  const registration = {
    ...CANARY, phone, kind: 'person', preferredChannel: 'sms', language: 'zh', consents: [{ channel: 'sms', granted: true }],
  }; // prettier-ignore
  const { id } = (await advisor.post<{ id: string }>('/v1/customers', registration)).body;
  const car = { ...aCar(), make: '上汽大众', model: '朗逸', modelYear: 2021, powertrain: 'petrol', mileageKm: 46_180 };
  const vehicle = (await advisor.post<{ id: string }>('/v1/vehicles', { ...car, ownerCustomerId: id })).body;
  const visit = aVisit({ customerId: id, vehicleId: vehicle.id });
  for (const event of [visit.booked, visit.opened, visit.quoted, visit.ready, visit.delivered])
    await crm.deliver(event);
  await eventually(async () => {
    await send();
    return (await notificationsOf(id)).every(({ status }) => status === 'sent');
  });
  await crm.as('service-advisor', { store: 'SH002' }).post('/v1/customers/claim', { phone });
  await crm.deliver(aVisit({ customerId: id }).delivered, { storeId: 'SH002' });
  const [followUp] = (await crm.all(FollowUp)).filter(
    ({ customerId, storeId }) => customerId === id && storeId === 'SH001',
  );
  const call = {
    result: 'reached-satisfied',
    answers: [{ question: `${CANARY.name}满意吗`, score: 9 }],
    remarks: REMARKS,
  };
  await crm.as('crm-agent').post(`/v1/follow-ups/${followUp?.id ?? ''}/attempts`, call);
  const change = { address: '翠鸟路78号', consents: [{ channel: 'email', granted: true }] };
  const key = { 'idempotency-key': `change-${id}` };
  const changed = await crm.as('crm-agent').patch(`/v1/customers/${id}`, change, key);
  const repeatChange = () => crm.as('crm-agent').patch(`/v1/customers/${id}`, change, key);
  return { id, phone, vehicleId: vehicle.id, plate: car.plate, changed, repeatChange };
}

const notificationsOf = async (id: string) =>
  (await crm.all(Notification)).filter(({ customerId }) => customerId === id);

const tables = async (): Promise<string[]> => {
  const rows = await crm.sql<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
  return rows.map(({ name }) => name);
};

/** Tables that hold one of the words anywhere, as text or as raw bytes. */
async function tablesWith(words: readonly string[]): Promise<string[]> {
  // As text a row shows its bytes in hexadecimal digits.
  const patterns = words.flatMap((word) => [`%${word}%`, `%${Buffer.from(word).toString('hex')}%`]);
  const searches = (await tables()).map(
    (name) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM "${name}" t WHERE t::text LIKE ANY ($1))`,
  );
  return (await crm.sql<{ name: string }>(searches.join(' UNION ALL '), [patterns])).map(({ name }) => name);
}

/** Everything that identifies the canary. */
const wordsOf = (phone: string): string[] => [
  phone, CANARY.name, CANARY.email, CANARY.wechatId, CANARY.birthday, '翠鸟路', '鸟类爱好者', '搬到',
]; // prettier-ignore

describe('a customer’s personal data', () => {
  let life: Awaited<ReturnType<typeof aLife>>;
  beforeAll(async () => {
    life = await aLife();
  }, 60_000);
  const exported = (who = 'service-manager', store = 'SH001') =>
    crm.as(who, { store }).get<Record<string, unknown[]>>(`/v1/customers/${life.id}/export`);

  it('is in the clear nowhere in the database, in no event and in no metric', async () => {
    const words = wordsOf(life.phone);
    expect(await tablesWith(words)).toEqual([]);
    expect(await crm.get(Metrics).registry.metrics()).not.toMatch(new RegExp(words.join('|')));
    // The search would find it: the plate, which events carry, is there.
    expect(await tablesWith([life.plate])).toEqual(expect.arrayContaining(['vehicle', 'outbox']));
  });

  it('is corrected by who is written down, with the field, never its value', async () => {
    const changes = (await crm.all(CustomerChange)).filter(({ customerId }) => customerId === life.id);
    expect(changes.map(({ field, changedBy }) => [field, changedBy]).sort()).toEqual([
      ['address', 'song.crm'],
      ['consents', 'song.crm'],
    ]);
  });

  /** Where in the export the rows of a table are that belong to a customer. */
  const PLACES: Readonly<Record<string, string>> = {
    customer_store: 'stores', consent_change: 'consentChanges', customer_change: 'changes', personal_data_access: 'accesses',
    vehicle_owner: 'ownerships', known_visit: 'visits', timeline_entry: 'timeline', follow_up: 'followUps', notification: 'notifications',
    simulated_message: 'messages',
  }; // prettier-ignore

  it('is exported with every row of every table that names the customer, of all stores of the group', async () => {
    const { status, body } = await exported();
    expect(status).toBe(200);
    const named = await crm.sql<{ table: string }>(
      `SELECT table_name AS table FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'customer_id'`,
    );
    const rows = async (table: string) => crm.sql(`SELECT 1 FROM "${table}" WHERE customer_id = $1`, [life.id]);
    // A key is no data of a person; it is what opens them.
    for (const { table } of named.filter((one) => one.table !== 'customer_key')) {
      const held = (await rows(table)).length;
      expect({ table, exported: body[PLACES[table] ?? table]?.length }).toEqual({ table, exported: held });
      expect({ table, held: held > 0 }).toEqual({ table, held: true });
    }
    expect(body['vehicles']).toMatchObject([{ id: life.vehicleId }]);
    expect(body['mileageReadings']).toHaveLength(3);
  });

  it('is exported as it was before it was sealed', async () => {
    const { body, text } = await exported();
    expect(body['customer']).toMatchObject({ ...CANARY, phone: life.phone, address: '翠鸟路78号', masked: false });
    for (const words of [REMARKS, `${CANARY.name}满意吗`, `您的车辆${life.plate}已完工`]) expect(text).toContain(words);
    expect(body['accesses']).toContainEqual(expect.objectContaining({ purpose: 'export', seenBy: 'huang.manager' }));
  });

  it('is exported for who answers to the customer, of their own group', async () => {
    expect((await exported('group-admin')).status).toBe(200);
    expect((await exported('crm-agent')).status).toBe(403);
    expect((await exported('service-manager', 'BJ001')).status).toBe(404);
  });
});

describe('POST /v1/customers/:id/erase', () => {
  const erase = (id: string, store = 'SH001'): Promise<TestAnswer> =>
    crm.as('service-manager', { store }).post(`/v1/customers/${id}/erase`, { reason: 'requested' });

  it('destroys the key and the indexes, and leaves what the books need', async () => {
    const { id, phone } = await aLife();
    expect(await erase(id)).toMatchObject({
      status: 200,
      body: { id, reason: 'requested', erasedAt: crm.clock.now().toISOString() },
    });

    expect(await crm.sql('SELECT kek_id, wrapped, erased_at FROM customer_key WHERE customer_id = $1', [id])).toEqual([
      { kek_id: null, wrapped: null, erased_at: crm.clock.now() },
    ]);
    expect(
      await crm.sql('SELECT sealed_identity, phone_index, name_indexes, erased_by FROM customer WHERE id = $1', [id]),
    ).toEqual([{ sealed_identity: null, phone_index: null, name_indexes: [], erased_by: 'huang.manager' }]);
    expect(await tablesWith(wordsOf(phone))).toEqual([]);
    const agent = crm.as('crm-agent');
    expect(await agent.get(`/v1/customers/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'CRM.CUSTOMER_ERASED', customerId: id },
    });
    expect(await manager.get(`/v1/customers/${id}/export`)).toMatchObject({ body: { code: 'CRM.CUSTOMER_ERASED' } });
    expect(await agent.patch(`/v1/customers/${id}`, { name: '张三' })).toMatchObject({
      body: { code: 'CRM.CUSTOMER_ERASED' },
    });
    for (const query of [`phone=${phone}`, `name=${encodeURIComponent(CANARY.name)}`]) {
      expect((await agent.get<{ items: unknown[] }>(`/v1/customers?${query}`)).body.items).not.toContainEqual(expect.objectContaining({ id })); // prettier-ignore
    }
    expect((await agent.get(`/v1/customers/${id}/timeline`)).status).toBe(200);
    const calls = await agent.get<{ items: Record<string, unknown>[] }>('/v1/follow-ups?status=done');
    expect(
      calls.body.items.find(({ customerId, result }) => customerId === id && result === 'satisfied'),
    ).toMatchObject({
      attempts: [{ answers: [], remarks: null }],
    });
  });

  it('says so in each store that knows the customer, by id alone, and once', async () => {
    const { id } = await aLife();
    const first = await erase(id);
    const second = await erase(id, 'SH002');
    expect([second.status, second.text]).toEqual([200, first.text]);
    const said = (await crm.outbox()).filter(
      ({ type, data }) => type === 'crm.customer.erased.v1' && data['customerId'] === id,
    );
    const erasedAt = crm.clock.now().toISOString();
    expect(said.map(({ storeId, aggregateVersion, data }) => [storeId, aggregateVersion, data]).sort()).toEqual([
      ['SH001', 2, { customerId: id, erasedAt }],
      ['SH002', 2, { customerId: id, erasedAt }],
    ]);
  });

  it('ends every consent and every call that is owed, in all stores', async () => {
    const { id } = await aLife();
    await erase(id);
    const log = (await crm.all(ConsentChange)).filter(({ customerId, granted }) => customerId === id && !granted);
    expect(log.map(({ channel, purpose, changedBy }) => [channel, purpose, changedBy]).sort()).toEqual([
      ['email', 'reminders', 'huang.manager'],
      ['sms', 'reminders', 'huang.manager'],
    ]);
    const followUps = (await crm.all(FollowUp)).filter(({ customerId }) => customerId === id);
    expect(followUps.map(({ storeId, result }) => [storeId, result]).sort()).toEqual([
      ['SH001', 'erased'],
      ['SH001', 'satisfied'],
      ['SH002', 'erased'],
      ['SH002', 'erased'],
    ]);
    const open = followUps.find(({ result }) => result === 'erased');
    const late = await crm.as('crm-agent', { store: open?.storeId ?? '' }).post(`/v1/follow-ups/${open?.id ?? ''}/attempts`, { result: 'unreachable' }); // prettier-ignore
    expect(late).toMatchObject({ status: 409, body: { code: 'CRM.FOLLOW_UP_DONE' } });
  });

  it('lets no message go out afterwards, whatever waits or still comes; and owes no call', async () => {
    const { id, vehicleId } = await aLife();
    crm.clock.moveTo(new Date('2026-11-21T14:00:00Z')); // 22:00 in Shanghai: a reminder waits for the morning
    const visit = aVisit({ customerId: id, vehicleId });
    await crm.deliver(visit.reminded);
    const sentBefore = (await notificationsOf(id)).filter(({ status }) => status === 'sent').length;
    await erase(id);
    for (const event of [visit.quoted, visit.ready, visit.delivered]) await crm.deliver(event);
    crm.clock.moveTo(new Date('2026-11-22T01:00:00Z'));
    const all = await eventually(async () => {
      await send();
      const notifications = await notificationsOf(id);
      return notifications.every(({ status }) => status !== 'queued' && status !== 'sending')
        ? notifications
        : undefined;
    });
    expect(all.filter(({ status }) => status === 'sent')).toHaveLength(sentBefore);
    expect(all.filter(({ reason }) => reason === 'customer-erased')).toHaveLength(4);
    const owed = (await crm.all(FollowUp)).filter(({ repairOrderId }) => repairOrderId === visit.repairOrderId);
    expect(owed.map(({ result }) => result)).toEqual(['erased', 'erased']);
  });

  it('takes stored answers with it: who repeats a request learns that the customer was erased', async () => {
    const { id, changed, repeatChange } = await aLife();
    expect((await repeatChange()).text).toBe(changed.text);
    await erase(id);
    expect(await repeatChange()).toMatchObject({ status: 404, body: { code: 'CRM.CUSTOMER_ERASED' } });
  });

  it('makes room for a new customer with the same phone', async () => {
    const { id, phone, vehicleId } = await aLife();
    await erase(id);
    expect((await crm.as('service-advisor', { store: 'SH002' }).post('/v1/customers/claim', { phone })).status).toBe(
      404,
    );
    const again = await advisor.post('/v1/customers', {
      ...CANARY,
      phone,
      kind: 'person',
      preferredChannel: 'sms',
      language: 'zh',
    });
    expect(again.status).toBe(201);
    expect(again.body['id']).not.toBe(id);
    const owner = { customerId: again.body['id'] };
    expect((await advisor.post(`/v1/vehicles/${vehicleId}/owner`, owner)).status).toBe(200);
    expect((await advisor.post(`/v1/vehicles/${vehicleId}/owner`, { customerId: id })).body).toMatchObject({ code: 'CRM.CUSTOMER_NOT_KNOWN' }); // prettier-ignore
  });

  it('happens once, though two managers ask at the same time', async () => {
    const { id } = await aLife();
    const answers = await Promise.all(['SH001', 'SH002', 'SH001', 'SH002'].map((store) => erase(id, store)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect((await crm.outbox()).filter(({ type, data }) => type === 'crm.customer.erased.v1' && data['customerId'] === id)).toHaveLength(2); // prettier-ignore
  });

  it.each([{}, { reason: '王小明要求' }])('wants one of the reasons of the law, not %j', async (body) => {
    const { id } = await aLife();
    expect((await manager.post(`/v1/customers/${id}/erase`, body)).status).toBe(422);
    expect((await crm.as('crm-agent').get(`/v1/customers/${id}`)).status).toBe(200);
  });

  it('is not for crm agents, and another group finds nobody', async () => {
    const { id } = await aLife();
    expect((await crm.as('crm-agent').post(`/v1/customers/${id}/erase`, { reason: 'requested' })).status).toBe(403);
    expect((await erase(id, 'BJ001')).status).toBe(404);
  });
});
