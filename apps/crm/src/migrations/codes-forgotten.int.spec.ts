import { startUpgraded } from '@pitlane/testing';
import { CodesForgotten1797000100000 } from './1797000100000-codes-forgotten.js';
import { migrations } from './index.js';

const notification = (number: number, template: string, status: string): string => `
  INSERT INTO notification (id, store_id, version, event_version, customer_id, cause_event_id, template, sealed_parameters, status,
    queued_at, due_at, attempts, channel, sent_at)
  VALUES ('01990000-0000-7000-8000-00000000000${number}', 'SH001', 1, 0, gen_random_uuid(), gen_random_uuid(), '${template}', 'sealed',
    '${status}', now(), now(), 1, 'sms', ${status === 'sent' ? 'now()' : 'NULL'});`;

const BEFORE = [
  notification(1, 'phone-code', 'sent'),
  notification(2, 'phone-code', 'skipped'),
  notification(3, 'phone-code', 'failed'),
  notification(4, 'phone-code', 'queued'),
  notification(5, 'vehicle-ready', 'sent'),
].join('');

const upgraded = startUpgraded('crm', { migrations, first: CodesForgotten1797000100000, rows: BEFORE });

describe('codes that were sent before the upgrade', () => {
  it('are kept by nobody; what waits and what says something else stays', async () => {
    const rows = await upgraded.sql(
      'SELECT right(id::text, 1) AS n FROM notification WHERE sealed_parameters IS NULL ORDER BY id',
    );
    expect(rows).toEqual([{ n: '1' }, { n: '2' }, { n: '3' }]);
  });
});
