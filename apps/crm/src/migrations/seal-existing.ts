import type { QueryRunner } from 'typeorm';
import { nameIndexes, phoneIndex } from '../customers/identity-index.js';
import { DataKey, type Place } from '../personal-data/data-key.js';
import { KeyRing } from '../personal-data/key-ring.js';

const BATCH = 500;

interface ClearRow {
  id: string;
  owner: string;
  group_id: string;
  customer_id: string;
  content: Record<string, unknown>;
}

const CUSTOMERS = `
  SELECT id, group_id AS owner, group_id, id AS customer_id, jsonb_build_object(
    'name', name, 'phone', phone, 'email', email, 'wechatId', wechat_id, 'birthday', birthday, 'tags', tags, 'address', address
  ) AS content
  FROM customer WHERE id > $1 ORDER BY id LIMIT $2`;

/** The group of a row of a store: its customer's, or, where crm does not know them, that of the store's other customers. */
const GROUP_OF_ROW = `
  coalesce((SELECT group_id FROM customer WHERE id = customer_id),
    (SELECT group_id FROM customer_store s WHERE s.store_id = clear.store_id LIMIT 1), 'unknown') AS group_id`;

const REPORTS = `
  SELECT clear.id, clear.store_id AS owner, ${GROUP_OF_ROW}, customer_id,
    jsonb_build_object('answers', answers, 'remarks', remarks) AS content
  FROM follow_up_attempt clear JOIN follow_up ON follow_up.id = follow_up_id WHERE clear.id > $1 ORDER BY clear.id LIMIT $2`;

const PARAMETERS = `
  SELECT clear.id, store_id AS owner, ${GROUP_OF_ROW}, customer_id, parameters AS content
  FROM notification clear WHERE id > $1 ORDER BY id LIMIT $2`;

const MESSAGES = `
  SELECT clear.id, store_id AS owner, ${GROUP_OF_ROW}, customer_id,
    jsonb_build_object('recipient', recipient, 'content', content) AS content
  FROM simulated_message clear WHERE id > $1 ORDER BY id LIMIT $2`;

/** Seals what the tables hold in the clear, as the service of today would have written it. */
export async function sealExisting(runner: QueryRunner): Promise<void> {
  let ring: KeyRing | undefined;
  // An empty database needs no keys.
  const keyRing = (): KeyRing => (ring ??= KeyRing.from(process.env));
  const sealing = new Sealing(runner, keyRing);
  await sealing.each(CUSTOMERS, async ({ group_id, content, ...row }) => {
    const { name, phone } = content as { name: string; phone: string };
    const sealed = await sealing.seal({ ...row, group_id, content }, { table: 'customer', column: 'sealed_identity' });
    await runner.query('UPDATE customer SET sealed_identity = $2, phone_index = $3, name_indexes = $4 WHERE id = $1', [
      row.id, sealed, phoneIndex(keyRing(), group_id, phone), nameIndexes(keyRing(), group_id, name),
    ]); // prettier-ignore
  });
  await sealing.each(REPORTS, async (row) => {
    const sealed = await sealing.seal(row, { table: 'follow_up_attempt', column: 'sealed_report' });
    await runner.query('UPDATE follow_up_attempt SET sealed_report = $2 WHERE id = $1', [row.id, sealed]);
  });
  await sealing.each(PARAMETERS, async (row) => {
    const sealed = await sealing.seal(row, { table: 'notification', column: 'sealed_parameters' });
    await runner.query('UPDATE notification SET sealed_parameters = $2 WHERE id = $1', [row.id, sealed]);
  });
  await sealing.each(MESSAGES, async (row) => {
    const sealed = await sealing.seal(row, { table: 'simulated_message', column: 'sealed_message' });
    await runner.query('UPDATE simulated_message SET sealed_message = $2 WHERE id = $1', [row.id, sealed]);
  });
}

class Sealing {
  private readonly keys = new Map<string, DataKey>();

  constructor(
    private readonly runner: QueryRunner,
    private readonly ring: () => KeyRing,
  ) {}

  async each(select: string, seal: (row: ClearRow) => Promise<void>): Promise<void> {
    let last = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = (await this.runner.query(select, [last, BATCH])) as ClearRow[];
      for (const row of rows) await seal(row);
      last = rows.at(-1)?.id ?? last;
      if (rows.length < BATCH) return;
    }
  }

  async seal(row: ClearRow, { table, column }: Pick<Place, 'table' | 'column'>): Promise<Buffer> {
    const key = await this.keyOf(row);
    return key.seal({ table, column, owner: row.owner, row: row.id }, row.content);
  }

  private async keyOf({ group_id: groupId, customer_id: customerId }: ClearRow): Promise<DataKey> {
    const known = this.keys.get(`${groupId} ${customerId}`);
    if (known) return known;
    const bytes = DataKey.random();
    const { kekId, wrapped } = this.ring().wrap(bytes, { groupId, customerId });
    await this.runner.query(
      'INSERT INTO customer_key (group_id, customer_id, kek_id, wrapped) VALUES ($1, $2, $3, $4)',
      [groupId, customerId, kekId, wrapped],
    );
    const key = new DataKey(bytes);
    this.keys.set(`${groupId} ${customerId}`, key);
    return key;
  }
}
