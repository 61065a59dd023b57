import type { ServiceName } from '@pitlane/contracts';
import { type Config, loadConfig } from '@pitlane/platform';
import { testEnvironment } from './environment.js';
import type { StartOptions } from './service.js';

/** The settings of a service under test: everything at hand, nothing that goes off by itself. */
export function testConfig(
  name: ServiceName,
  databaseUrl: string,
  { nats = false, environment = {} }: StartOptions,
): Config {
  const { natsUrl, natsPasswords, issuer, storesFile } = testEnvironment();
  return loadConfig(name, {
    NODE_ENV: 'test',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    DATABASE_URL: databaseUrl,
    AUTH_ISSUER: issuer,
    AUTH_CLIENT_ID: `${name}.service`,
    AUTH_CLIENT_SECRET: 'dev',
    STORES_FILE: storesFile,
    CURSOR_SECRET: 'cursor-secret-for-development',
    SELF_CHECK_SECONDS: '0',
    ...(nats && { NATS_URL: natsUrl, NATS_USER: name, NATS_PASSWORD: natsPasswords[name] }),
    ...environment,
  });
}
