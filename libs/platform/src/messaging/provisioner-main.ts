import { jetstreamManager } from '@nats-io/jetstream';
import { SERVICES } from '@pitlane/contracts';
import { z } from 'zod';
import { connectProvisioner, type ProvisionerSettings, replayTo, runProvisioner } from './provisioner.js';

// Makes the streams and durables. `provisioner-main.js replay parts` lets parts read every event again, and ends.

const settings = z
  .object({
    NATS_URL: z.string().min(1),
    NATS_USER: z.string().optional(),
    NATS_PASSWORD: z.string().optional(),
    STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
    STREAM_MAX_BYTES: z.coerce
      .number()
      .int()
      .min(1_048_576)
      .default(256 * 1_048_576),
    /** `once`: provision and end, for a Job. */
    PROVISION: z.enum(['once', 'always']).default('always'),
  })
  .parse(process.env);

const connectionSettings: ProvisionerSettings = {
  url: settings.NATS_URL,
  user: settings.NATS_USER,
  password: settings.NATS_PASSWORD,
  replicas: settings.STREAM_REPLICAS,
  maxBytes: settings.STREAM_MAX_BYTES,
};

const [, , command, name] = process.argv;
if (command === 'replay') await replay();
else await provisionUntilStopped();

async function replay(): Promise<void> {
  const consumer = SERVICES.find((service) => service === name);
  if (!consumer) throw new Error(`replay ${SERVICES.join('|')}`);
  const connection = await connectProvisioner(connectionSettings);
  const durables = await replayTo(await jetstreamManager(connection, { checkAPI: false }), consumer);
  await connection.close();
  process.stdout.write(`${durables.join(', ')} begin anew\n`);
}

async function provisionUntilStopped(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

  let isFirst = true;
  await runProvisioner(
    connectionSettings,
    (made) => {
      if (made.length > 0) process.stdout.write(`made ${made.join(', ')}\n`);
      if (isFirst) process.stdout.write('provisioned\n');
      isFirst = false;
      if (settings.PROVISION === 'once') stop.abort();
    },
    stop.signal,
  );
}
