import { SERVICES, type ServiceName } from '@pitlane/contracts';
import { z } from 'zod';
import { NATS_SETTINGS } from '../messaging/nats-options.js';
import { DEVELOPMENT_PASS_KEY } from './development-pass-key.js';
import { withFiles } from './secret-files.js';
import { plaintextIn, type Transport, tlsByMesh } from './transport.js';

const optionalText = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value));
const port = z.coerce.number().int().min(0).max(65_535);
const seconds = z.coerce.number().int().min(0).max(600);
const perSecond = z.coerce.number().min(0).max(1_000_000).optional();
const peers = z
  .string()
  .default('{}')
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.partialRecord(z.enum(SERVICES), z.url()));

/** A half of an Ed25519 key as RFC 8037 writes it: `d`, `x`. */
const passKey = optionalText.pipe(
  z
    .string()
    .regex(/^[\w-]{43}\.[\w-]{43}$/)
    .optional(),
);
const passPublicKeys = optionalText.pipe(
  z
    .string()
    .regex(/^[\w-]{43}(,[\w-]{43})*$/)
    .optional(),
);
const [, DEVELOPMENT_PASS_PUBLIC_KEY = ''] = DEVELOPMENT_PASS_KEY.split('.');

const DEVELOPMENT_SECRETS = ['dev', 'development', 'change-me', 'secret'];

const environment = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
    SERVICE_HOST: z.string().default('127.0.0.1'),
    SERVICE_PORT: port.default(3000),
    METRICS_PORT: port.optional(),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    DATABASE_URL: z.url(),
    DATABASE_OWNER_URL: optionalText,
    DATABASE_POOL: z.coerce.number().int().min(2).max(50).default(10),
    TLS_BY_MESH: tlsByMesh,
    ...NATS_SETTINGS,
    AUTH_ISSUER: z.url(),
    AUTH_AUDIENCE_PREFIX: z.string().min(1).default('urn:pitlane:'),
    STAFF_CUTOFFS_FILE: optionalText,
    AUTH_CLIENT_ID: optionalText,
    AUTH_CLIENT_SECRET: optionalText,
    /** Both halves of the key that crm signs customers' passes with: `d.x`. Without it nobody gets one. */
    CUSTOMER_PASS_KEY: passKey,
    /** The public halves of those keys whose passes count: `x`, in a rotation two, with a comma. */
    CUSTOMER_PASS_PUBLIC_KEYS: passPublicKeys,
    STORES_FILE: z.string(),
    CLOCK_FILE: optionalText,
    PEERS: peers,
    CURSOR_SECRET: z.string().min(8),
    /** Makes and opens secret links; the same in services that make links for each other. Without it, CURSOR_SECRET does. */
    LINK_SECRET: optionalText.pipe(z.string().min(16).optional()),
    /** Where customers reach appointments: crm writes it before the link of a visit. Without it messages have no link. */
    VISIT_LINKS_URL: optionalText.pipe(z.url().optional()),
    PERSONAL_DATA_KEYS_FILE: optionalText,
    GATEWAY_SECRET: z.string().min(8).default('gateway-secret-for-development'),
    RATE_PER_ADDRESS: perSecond,
    RATE_PER_PRINCIPAL: perSecond,
    RATE_PER_STORE: perSecond,
    REQUESTS_IN_FLIGHT: z.coerce.number().int().min(1).max(100_000).default(500),
    TRUSTED_PROXIES: optionalText,
    SHUTDOWN_DELAY_SECONDS: seconds.default(0),
    SELF_CHECK_SECONDS: z.coerce.number().int().min(0).max(86_400).default(300),
    OTEL_EXPORTER_OTLP_ENDPOINT: optionalText,
  })
  .superRefine(refusePlaintext)
  .superRefine((env, context) => {
    if (env.NODE_ENV !== 'production') return;
    if (env.CLOCK_FILE)
      context.addIssue({ code: 'custom', path: ['CLOCK_FILE'], message: 'moves the clock: not in production' });
    for (const name of [
      'AUTH_CLIENT_SECRET',
      'CURSOR_SECRET',
      'LINK_SECRET',
      'GATEWAY_SECRET',
      'NATS_PASSWORD',
    ] as const) {
      const value = env[name];
      if (value && DEVELOPMENT_SECRETS.some((known) => value === known || value.endsWith('-for-development'))) {
        context.addIssue({ code: 'custom', path: [name], message: 'is a development secret' });
      }
    }
    for (const name of ['CUSTOMER_PASS_KEY', 'CUSTOMER_PASS_PUBLIC_KEYS'] as const) {
      if (env[name]?.includes(DEVELOPMENT_PASS_PUBLIC_KEY))
        context.addIssue({ code: 'custom', path: [name], message: 'is a development key' });
    }
  });

/** A refinement of settings: nothing travels in the clear in production. */
export function refusePlaintext(transport: Transport, context: z.RefinementCtx): void {
  for (const { name, message } of plaintextIn(transport)) context.addIssue({ code: 'custom', path: [name], message });
}

export type Environment = z.infer<typeof environment>;

/** All settings of one service, checked once. */
export interface Config extends Environment {
  readonly service: ServiceName;
}

/**
 * Reads the settings of a service from environment variables, or from the files that `NAME_FILE` names.
 * @throws Error that names every variable that is missing or wrong, without its value
 */
export function loadConfig(service: ServiceName, variables: NodeJS.ProcessEnv): Config {
  return { ...checked(`${service} cannot start`, environment, variables), service };
}

const migration = z
  .object({
    NODE_ENV: environment.shape.NODE_ENV,
    TLS_BY_MESH: tlsByMesh,
    DATABASE_OWNER_URL: z.url(),
  })
  .superRefine(refusePlaintext);

/** The one secret that `migrate` needs: the address of the database, as its owner. @throws Error as `loadConfig` does */
export function loadOwnerUrl(service: ServiceName, variables: NodeJS.ProcessEnv): string {
  return checked(`${service} cannot migrate`, migration, variables).DATABASE_OWNER_URL;
}

/** @throws Error that begins with `failure`, and names every variable that is missing or wrong, without its value */
export function checked<Shape extends z.ZodRawShape>(
  failure: string,
  settings: z.ZodObject<Shape>,
  variables: NodeJS.ProcessEnv,
): z.infer<z.ZodObject<Shape>> {
  const parsed = settings.safeParse(withFiles(Object.keys(settings.shape), variables));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new Error(`${failure}: ${problems.join('; ')}`);
}

/** Injection token of `Config`. */
export const CONFIG = Symbol('config');
