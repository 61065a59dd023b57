import { z } from 'zod';
import { runProvisioner } from './provisioner.js';

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

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

let isFirst = true;
await runProvisioner(
  {
    url: settings.NATS_URL,
    user: settings.NATS_USER,
    password: settings.NATS_PASSWORD,
    replicas: settings.STREAM_REPLICAS,
    maxBytes: settings.STREAM_MAX_BYTES,
  },
  (made) => {
    if (made.length > 0) process.stdout.write(`made ${made.join(', ')}\n`);
    if (isFirst) process.stdout.write('provisioned\n');
    isFirst = false;
    if (settings.PROVISION === 'once') stop.abort();
  },
  stop.signal,
);
