import { startUpgraded } from '@pitlane/testing';
import { DataKey } from '../personal-data/data-key.js';
import { KeyRing } from '../personal-data/key-ring.js';
import { PersonalData1764000004000 } from './1764000004000-personal-data.js';
import { migrations } from './index.js';

const CUSTOMER = '01990000-0000-7000-8000-000000000001';
const FOLLOW_UP = '01990000-0000-7000-8000-000000000002';
const ROW = '01990000-0000-7000-8000-000000000003';
const IDENTITY = {
  name: '金丝雀儿', phone: '13812345678', email: null, wechatId: 'wxid_canary', birthday: '1977-07-17', tags: ['鸟类爱好者'],
  address: '翠鸟路77号',
}; // prettier-ignore
const REPORT = { answers: [{ question: '满意吗', score: 9 }], remarks: '她搬到翠鸟路了' };
const PARAMETERS = { store: '上海浦东店', plate: '沪A7K326' };
const MESSAGE = { recipient: '13812345678', content: '金丝雀儿，您的车好了' };

/** Rows as the release before wrote them. */
const BEFORE = `
  INSERT INTO customer (id, store_id, version, event_version, group_id, kind, name, phone, wechat_id, preferred_channel, language,
    birthday, tags, consents, address, registered_at)
  VALUES ('${CUSTOMER}', 'SH001', 3, 0, 'huadong', 'person', '金丝雀儿', '13812345678', 'wxid_canary', 'sms', 'zh', '1977-07-17',
    '{鸟类爱好者}', '[]', '翠鸟路77号', now());
  INSERT INTO follow_up (id, store_id, version, event_version, repair_order_id, customer_id, vehicle_id, advisor_id, round, delivered_at,
    due_at, contact_at)
  VALUES ('${FOLLOW_UP}', 'SH001', 1, 0, '${ROW}', '${CUSTOMER}', '${ROW}', 'chen.advisor', 1, now(), now(), now());
  INSERT INTO follow_up_attempt (id, store_id, follow_up_id, number, outcome, answers, remarks, made_at, made_by)
  VALUES ('${ROW}', 'SH001', '${FOLLOW_UP}', 1, 'unreachable', '${JSON.stringify(REPORT.answers)}', '${REPORT.remarks}', now(), 'song.crm');
  INSERT INTO notification (id, store_id, version, event_version, customer_id, cause_event_id, template, parameters, status, queued_at,
    due_at, attempts)
  VALUES ('${ROW}', 'SH001', 1, 0, '${CUSTOMER}', '${ROW}', 'vehicle-ready', '${JSON.stringify(PARAMETERS)}', 'queued', now(), now(), 0);
  INSERT INTO simulated_message (id, store_id, customer_id, channel, recipient, content, received_at)
  VALUES ('${ROW}', 'SH001', '${CUSTOMER}', 'sms', '${MESSAGE.recipient}', '${MESSAGE.content}', now());
  INSERT INTO command (store_id, principal, key, fingerprint, status, body)
  VALUES ('SH001', 'chen.advisor', 'k', 'f', 201, '{"phone":"13812345678"}');`;

const upgraded = startUpgraded('crm', { migrations, first: PersonalData1764000004000, rows: BEFORE });

const one = async (sql: string): Promise<Record<string, Buffer>> => {
  const rows = await upgraded.sql<Record<string, Buffer>>(sql);
  return rows[0] ?? {};
};

describe('customers that were stored in the clear', () => {
  it('open after the upgrade as they were, each under a key of their own', async () => {
    const ring = KeyRing.from({ NODE_ENV: 'test' });
    const rows = await upgraded.sql<{ kek_id: string; wrapped: Buffer }>('SELECT kek_id, wrapped FROM customer_key');
    expect(rows).toHaveLength(1);
    const [stored] = rows.map(({ kek_id: kekId, wrapped }) => ({ kekId, wrapped }));
    if (!stored) throw new Error('The customer has no key.');
    const key = new DataKey(ring.unwrap(stored, { groupId: 'huadong', customerId: CUSTOMER }));
    const open = async (table: string, column: string, { owner = 'SH001', row = ROW } = {}) =>
      key.open({ table, column, owner, row }, (await one(`SELECT ${column} FROM ${table}`))[column] ?? Buffer.alloc(0));

    expect(await open('customer', 'sealed_identity', { owner: 'huadong', row: CUSTOMER })).toEqual(IDENTITY);
    expect(await open('follow_up_attempt', 'sealed_report')).toEqual(REPORT);
    expect(await open('notification', 'sealed_parameters')).toEqual(PARAMETERS);
    expect(await open('simulated_message', 'sealed_message')).toEqual(MESSAGE);
    const { phone_index } = await one('SELECT phone_index FROM customer');
    expect(phone_index?.equals(ring.blindIndex('phone', 'huadong', '13812345678'))).toBe(true);
  });

  it('leave nothing behind in the files of their tables', async () => {
    await upgraded.sql('CHECKPOINT');
    const tables = ['customer', 'follow_up_attempt', 'notification', 'simulated_message', 'command'];
    for (const table of tables) {
      const { file } = await one(`SELECT pg_read_binary_file(pg_relation_filepath('${table}')) AS file`);
      const found = ['13812345678', '金丝雀', '翠鸟路', '沪A7K326'].filter((word) => file?.includes(word));
      expect([table, found]).toEqual([table, []]);
    }
  });

  it('are not in answers any more; the keys of their commands stay taken', async () => {
    const rows = await upgraded.sql('SELECT key, body, fingerprint FROM command');
    expect(rows).toEqual([{ key: 'k', body: null, fingerprint: Buffer.alloc(0) }]);
  });

  it('are kept from other stores and groups as before', async () => {
    const walls = `SELECT relname FROM pg_class WHERE relname IN ('customer', 'customer_key', 'follow_up', 'notification',
      'simulated_message', 'customer_store', 'follow_up_attempt', 'personal_data_access', 'customer_change')
      AND relrowsecurity AND relforcerowsecurity`;
    expect(await upgraded.sql(walls)).toHaveLength(9);
  });
});
