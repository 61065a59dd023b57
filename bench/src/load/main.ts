/** A load generator in a process of its own: takes one load from its parent, answers with what came of it, ends. */
import { httpSenders } from './http-sender.js';
import type { Job } from './job.js';
import { drive } from './sender.js';
import { sqlSenders } from './sql-sender.js';

process.once('message', (job: Job) => {
  void run(job).then(
    () => process.disconnect(),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function run(job: Job): Promise<void> {
  const senders = await (job.kind === 'http' ? httpSenders(job) : sqlSenders(job));
  const result = await drive(senders, job);
  await Promise.all(senders.map((sender) => sender.close()));
  process.send?.(result);
}
