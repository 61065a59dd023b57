import { jetstreamManager } from '@nats-io/jetstream';
import { SERVICES } from '@pitlane/contracts';
import { z } from 'zod';
import { checked, refusePlaintext } from '../config/config.js';
import { tlsByMesh } from '../config/transport.js';
import { NATS_SETTINGS } from './nats-options.js';
import { connectProvisioner, replayTo, runProvisioner } from './provisioner.js';

// Makes the streams and durables. `provisioner-main.js replay parts` lets parts read every event again, and ends.

const settings = checked(
  'The provisioner cannot start',
  z
    .object({
      NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
      TLS_BY_MESH: tlsByMesh,
      ...NATS_SETTINGS,
      NATS_URL: z.string().min(1),
      STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
      STREAM_MAX_BYTES: z.coerce
        .number()
        .int()
        .min(1_048_576)
        .default(256 * 1_048_576),
      /** `once`: provision and end, for a Job. */
      PROVISION: z.enum(['once', 'always']).default('always'),
    })
    .superRefine(refusePlaintext),
  process.env,
);
const sizes = { replicas: settings.STREAM_REPLICAS, maxBytes: settings.STREAM_MAX_BYTES };

const [, , command, name] = process.argv;
if (command === 'replay') await replay();
else await provisionUntilStopped();

async function replay(): Promise<void> {
  const consumer = SERVICES.find((service) => service === name);
  if (!consumer) throw new Error(`replay ${SERVICES.join('|')}`);
  const connection = await connectProvisioner(settings);
  const durables = await replayTo(await jetstreamManager(connection, { checkAPI: false }), consumer);
  await connection.close();
  process.stdout.write(`${durables.join(', ')} begin anew\n`);
}

async function provisionUntilStopped(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

  let isFirst = true;
  await runProvisioner(
    await connectProvisioner(settings),
    sizes,
    (made) => {
      if (made.length > 0) process.stdout.write(`made ${made.join(', ')}\n`);
      if (isFirst) process.stdout.write('provisioned\n');
      isFirst = false;
      if (settings.PROVISION === 'once') stop.abort();
    },
    stop.signal,
  );
}
