/** A load generator in a process of its own: takes one load from its parent, answers with what came of it, ends. */
import { httpSenders } from './http-sender.js';
import type { Load } from './job.js';
import { drive } from './sender.js';
import { sqlSenders } from './sql-sender.js';

process.once('message', (load: Load) => {
  void run(load).then(
    () => process.disconnect(),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function run(load: Load): Promise<void> {
  const senders = await (load.kind === 'http' ? httpSenders(load) : sqlSenders(load));
  const result = await drive(senders, load);
  await Promise.all(senders.map((sender) => sender.close()));
  process.send?.(result);
}
