import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '@pitlane/kernel';
import { ABOUT, Database, Metrics } from '@pitlane/platform';
import { eventually, startService } from '@pitlane/testing';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { CrmModule } from '../app.module.js';
import { aPhone } from '../customers/testing.js';
import { aFollowUp } from '../follow-ups/testing.js';
import { migrations } from '../migrations/index.js';
import { Notification } from '../notifications/notification.entity.js';
import { NotificationSender } from '../notifications/notification-sender.service.js';
import { aVisit } from '../timeline/testing.js';
import { KeyRotation } from './key-rotation.service.js';
import { PersonalDataAccess } from './personal-data-access.entity.js';

const folder = mkdtempSync(join(tmpdir(), 'personal-data-'));
const keyFile = join(folder, 'keys.json');
const aKey = (): string => randomBytes(32).toString('base64');
const [oldKey, newKey, indexKey] = [aKey(), aKey(), aKey()];
const writeKeys = (current: string, keys: Record<string, string>): void =>
  writeFileSync(keyFile, JSON.stringify({ current, keys, indexKey }));
writeKeys('old', { old: oldKey });

const crm = startService(CrmModule, 'crm', migrations, { environment: { PERSONAL_DATA_KEYS_FILE: keyFile } });
afterAll(() => rmSync(folder, { recursive: true }));

const body = (facts: Record<string, unknown> = {}) => ({
  kind: 'person', name: '欧阳晓明', phone: aPhone(), preferredChannel: 'sms', language: 'zh', email: 'ouyang@example.com',
  birthday: '1988-03-14', tags: ['常客'], address: '世纪大道1号', ...facts,
}); // prettier-ignore
const register = async (facts: Record<string, unknown> = {}, headers = {}) =>
  (await crm.as('service-advisor').post('/v1/customers', body(facts), headers)).body as { id: string; phone: string };
const read = (id: string, role = 'crm-agent') => crm.as(role).get(`/v1/customers/${id}`);

describe('a ciphertext', () => {
  const UNREADABLE = { status: 409, body: { code: 'CRM.PERSONAL_DATA_UNREADABLE' } };

  it('with one bit changed is no customer, to nobody', async () => {
    const { id, phone } = await register();
    await crm.sql('UPDATE customer SET sealed_identity = set_bit(sealed_identity, 300, 1 - get_bit(sealed_identity, 300)) WHERE id = $1', [id]); // prettier-ignore
    expect(await read(id)).toMatchObject(UNREADABLE);
    expect(await crm.as('crm-agent').get(`/v1/customers?phone=${phone}`)).toMatchObject(UNREADABLE);
    expect(await crm.as('crm-agent').patch(`/v1/customers/${id}`, { name: '王' })).toMatchObject(UNREADABLE);
    expect(await crm.as('service-advisor').post('/v1/customers/claim', { phone })).toMatchObject(UNREADABLE);
    await crm.sql('DELETE FROM customer_store WHERE customer_id = $1', [id]);
    await crm.sql('DELETE FROM customer WHERE id = $1', [id]);
  });

  it.each([
    [
      'the identity',
      'UPDATE customer t SET sealed_identity = s.sealed_identity FROM customer s WHERE t.id = $1 AND s.id = $2',
    ],
    [
      'the key',
      'UPDATE customer_key t SET wrapped = s.wrapped FROM customer_key s WHERE t.customer_id = $1 AND s.customer_id = $2',
    ],
  ])('of another row is never shown as this one: %s', async (_what, sql) => {
    const [one, other] = [await register({ name: '欧阳甲甲' }), await register({ name: '欧阳乙乙' })];
    await crm.sql(sql, [one.id, other.id]);
    const answer = await read(one.id);
    expect(answer).toMatchObject(UNREADABLE);
    expect(answer.text).not.toContain('乙乙');
    await crm.sql('DELETE FROM customer_store WHERE customer_id = $1', [one.id]);
    await crm.sql('DELETE FROM customer WHERE id = $1', [one.id]);
    await crm.sql('DELETE FROM customer_key WHERE customer_id = $1', [one.id]);
  });

  it('of a message that was tampered with is not sent, and holds up no other', async () => {
    const [one, other] = [await register(), await register()];
    const [spoiled, whole] = [aVisit({ customerId: one.id }), aVisit({ customerId: other.id })];
    crm.clock.moveTo(new Date('2026-11-21T14:00:00Z')); // 22:00 in Shanghai
    await crm.deliver(spoiled.reminded);
    await crm.sql('UPDATE notification SET sealed_parameters = reverse(sealed_parameters) WHERE customer_id = $1', [
      one.id,
    ]);
    crm.clock.moveTo(new Date('2026-11-22T01:00:00Z'));
    await crm.deliver(whole.cancelled);
    const outcomes = await eventually(async () => {
      await crm.inStore('SH001', () => crm.get(NotificationSender).sendDue(crm.clock.now()));
      const all = (await crm.all(Notification)).filter(({ customerId }) => [one.id, other.id].includes(customerId));
      return all.every(({ status }) => status !== 'queued' && status !== 'sending') ? all : undefined;
    });
    expect(outcomes.map(({ customerId, status, reason }) => [customerId, status, reason])).toEqual(
      expect.arrayContaining([
        [one.id, 'skipped', 'unreadable'],
        [other.id, 'sent', null],
      ]),
    );
  });
});

describe('the stored answer of a command', () => {
  it('holds nothing in the clear, and goes out again byte for byte', async () => {
    const request = body();
    const send = () => crm.as('service-advisor').post('/v1/customers', request, { 'idempotency-key': 'an-answer' });
    const first = await send();
    const [stored] = await crm.sql<{ body: string; fingerprint: Buffer }>(
      `SELECT body, fingerprint FROM command WHERE key = 'an-answer'`,
    );
    expect(stored?.body).not.toMatch(new RegExp(`${request.phone}|欧阳|世纪大道`));
    expect(Buffer.from(String(stored?.body.split(':')[1]), 'base64').includes(request.phone)).toBe(false);
    expect((await send()).text).toBe(first.text);
    expect(first.body).toMatchObject({ phone: request.phone });
  });

  it('is not betrayed by the fingerprint of its request, which whoever knows the key of the indexes alone can make', async () => {
    const request = { phone: (await register()).phone };
    await crm.as('service-advisor').post('/v1/customers/claim', request, { 'idempotency-key': 'a-fingerprint' });
    const content = canonicalJson(['POST', '/v1/customers/claim', {}, request]);
    const [stored] = await crm.sql<{ fingerprint: Buffer }>(
      `SELECT fingerprint FROM command WHERE key = 'a-fingerprint'`,
    );
    expect(stored?.fingerprint.equals(createHash('sha256').update(content).digest())).toBe(false);
    expect(stored?.fingerprint).toHaveLength(32);
  });

  it('names whom it is about on every command that shows a person or their car', () => {
    const reflector = crm.get(Reflector);
    const commands = crm.get(DiscoveryService).getControllers().flatMap(({ instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return crm.get(MetadataScanner).getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name] as () => unknown;
        const [path, method] = ['path', 'method'].map((key) => Reflect.getMetadata(key, handler) as unknown);
        return path !== undefined && method !== 0 ? [[`${instance.constructor.name}.${name}`, reflector.get(ABOUT, handler)]] : [];
      });
    }); // prettier-ignore
    const unnamed = commands.filter(([, about]) => about === undefined).map(([name]) => name);
    // A phone's code and its pass show nobody, and public commands keep no answers.
    const phoneCodes = ['PhoneCodesController.ask', 'PhoneCodesController.check'];
    expect(unnamed.sort()).toEqual([
      ...['ParkedController.discard', 'ParkedController.redrive'],
      ...phoneCodes,
      'RightsController.erase',
    ]);
    expect(commands.length).toBeGreaterThan(unnamed.length + 5);
  });
});

describe('who sees a customer', () => {
  const accesses = async (customerId: string) =>
    (await crm.all(PersonalDataAccess)).filter((access) => access.customerId === customerId);

  it.each(['service-advisor', 'booking-agent', 'crm-agent'])(
    'whole: %s, who reaches them; and it is written down',
    async (role) => {
      const { id, phone } = await register();
      expect(await read(id, role)).toMatchObject({
        body: { name: '欧阳晓明', phone, email: 'ouyang@example.com', address: '世纪大道1号', masked: false },
      });
      expect(await accesses(id)).toMatchObject([
        { storeId: 'SH001', role, purpose: 'look-up', seenAt: crm.clock.now() },
      ]);
    },
  );

  it.each(['service-manager', 'cashier', 'claims-clerk'])(
    'masked: %s, in every answer; and no entry is made',
    async (role) => {
      const { id, phone } = await register();
      const masked = { name: '欧**', phone: `${phone.slice(0, 3)}****${phone.slice(-4)}`, masked: true };
      const nothing = { email: null, wechatId: null, birthday: null, tags: [], address: null };
      const answer = await read(id, role);
      expect(answer.body).toMatchObject({ ...masked, ...nothing });
      const list = await crm.as(role).get<{ items: unknown[] }>(`/v1/customers?phone=${phone}`);
      expect(list.body.items).toEqual([answer.body]);
      expect(answer.text + list.text).not.toMatch(/晓明|example|世纪|1988|常客/);
      expect(await accesses(id)).toEqual([]);
    },
  );

  it('is written down for searches, claims, changes and what was said on the phone', async () => {
    const { id, phone } = await register();
    const followUp = aFollowUp();
    followUp.customerId = id;
    await crm.given(followUp);
    const agent = crm.as('crm-agent');
    await agent.get(`/v1/customers?phone=${phone}`);
    await crm.as('service-advisor', { store: 'SH002' }).post('/v1/customers/claim', { phone });
    await agent.patch(`/v1/customers/${id}`, { name: '欧阳明明' });
    await agent.post(`/v1/follow-ups/${followUp.id}/attempts`, { result: 'unreachable', remarks: '关机' });
    const entries = (await accesses(id)).map(({ seenBy, storeId, purpose }) => [seenBy, storeId, purpose]);
    expect(entries.sort()).toEqual([
      ['jiang.advisor', 'SH002', 'claim'],
      ['song.crm', 'SH001', 'change'],
      ['song.crm', 'SH001', 'follow-up'],
      ['song.crm', 'SH001', 'search'],
    ]);
  });

  it.each(['UPDATE personal_data_access SET seen_by = $1', 'DELETE FROM personal_data_access WHERE seen_by = $1', 'UPDATE customer_change SET field = $1'])(
    'stays written down: %s', async (sql) => {
      const work = crm.inStore('SH001', () => crm.get(Database).transaction((tx) => tx.query(sql, ['nobody'])));
      await expect(work).rejects.toThrow(/permission denied/);
    },
  ); // prettier-ignore
});

describe('the keys of the customers', () => {
  const rotate = () => crm.get(KeyRotation).rotate();

  /** Reads and changes customers until it is stopped. @returns what was not answered 200, and how many were sent */
  function load(customers: readonly { id: string }[]) {
    const sent = { count: 0, failures: [] as number[] };
    let isOver = false;
    const client = async (): Promise<void> => {
      while (!isOver) {
        const { id } = customers[(sent.count += 1) % customers.length] ?? { id: '' };
        const change = { tags: [`${sent.count}`] };
        const isRead = sent.count % 3 > 0;
        const answer = isRead ? await read(id) : await crm.as('crm-agent').patch(`/v1/customers/${id}`, change);
        if (answer.status !== 200) sent.failures.push(answer.status);
      }
    };
    const clients = [client(), client(), client()];
    const stop = async () => {
      isOver = true;
      await Promise.all(clients);
    };
    return { sent, stop };
  }

  it('come under a new key while requests run, and the old one may go', async () => {
    const customers: { id: string }[] = [];
    while (customers.length < 110) customers.push(await register());
    const { sent, stop } = load(customers);
    try {
      await eventually(() => Promise.resolve(sent.count > 20));
      writeKeys('new', { old: oldKey, new: newKey });
      await eventually(async () => {
        await rotate();
        return (await crm.get(KeyRotation).countStale()) === 0;
      });
      writeKeys('new', { new: newKey });
      await rotate();
      const before = sent.count;
      await eventually(() => Promise.resolve(sent.count > before + 20));
    } finally {
      await stop();
    }
    expect(sent.failures).toEqual([]);
    expect(await crm.sql('SELECT DISTINCT kek_id FROM customer_key')).toEqual([{ kek_id: 'new' }]);
  }, 60_000);

  it('come under it beside one that is damaged, which the metric goes on counting', async () => {
    const { id } = await register();
    await crm.sql(
      `INSERT INTO customer_key SELECT group_id, '00000000-0000-4000-8000-000000000000', kek_id, wrapped FROM customer_key LIMIT 1`,
    );
    writeKeys('newer', { new: newKey, newer: aKey() });
    await eventually(async () => {
      await rotate();
      return (await crm.get(KeyRotation).countStale()) === 1;
    });
    const metric = await crm.get(Metrics).registry.getSingleMetricAsString('pitlane_stale_customer_keys');
    expect(metric).toMatch(/ 1$/);
    expect(await read(id)).toMatchObject({ status: 200, body: { name: '欧阳晓明' } });
  });
});
