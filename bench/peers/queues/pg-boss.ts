/** pg-boss: jobs in PostgreSQL, sent in the business transaction; at its shortest polling interval, in batches of 500. */
import PgBoss from 'pg-boss';
import { produce } from './produce.js';

const QUEUE = 'events';
const boss = new PgBoss({ connectionString: process.env['DATABASE_URL'] ?? '', max: 10 });
boss.on('error', (error) => console.error(error));
await boss.start();
await boss.createQueue(QUEUE);

if (process.env['ROLE'] === 'consumer') {
  await boss.work<{ id: string }>(QUEUE, { batchSize: 500, pollingIntervalSeconds: 0.5 }, async (jobs) => {
    const ids = jobs.map(({ data }) => data.id);
    const db = boss.getDb() as { executeSql(text: string, values: unknown[]): Promise<unknown> };
    await db.executeSql('INSERT INTO effect (event_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING', [ids]);
  });
  console.log('ready');
} else {
  await produce((id, client) =>
    boss.send(QUEUE, { id }, { db: { executeSql: (text, values) => client.query(text, values) } }),
  );
  await boss.stop({ graceful: false });
  process.exit(0);
}
