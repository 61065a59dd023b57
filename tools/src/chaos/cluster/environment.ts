import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServiceName } from '@pitlane/contracts';
import type { RunningPlatform } from '../../platform/running.js';

export const ROOT = resolve(import.meta.dirname, '../../../..');
/** For `node --import`. */
export const LOAD_HOOK = pathToFileURL(join(ROOT, 'tools/dist/chaos/edits/load-hook.js')).href;

/** Readiness goes off this long before the server closes: several looks of the balancer. */
const SHUTDOWN_DELAY_SECONDS = '1';

export interface Given {
  readonly clockFile: string;
  readonly cursorSecret: string;
  readonly gatewaySecret: string;
  /** Of crm alone. */
  readonly personalDataKeysFile: string;
  readonly staffCutoffsFile: string;
  readonly edits: readonly string[];
}

/** The configuration of a service, before its links. */
export const environmentOf = (
  service: ServiceName,
  { services, issuer, nats, databases, storesFile }: Omit<RunningPlatform, 'environments'>,
  { clockFile, cursorSecret, gatewaySecret, personalDataKeysFile, staffCutoffsFile, edits }: Given,
): Record<string, string> => ({
  NODE_ENV: 'development',
  LOG_LEVEL: 'warn',
  DATABASE_URL: databases[service].appUrl,
  DATABASE_OWNER_URL: databases[service].ownerUrl,
  NATS_URL: nats.url,
  NATS_USER: service,
  NATS_PASSWORD: nats.users[service] ?? '',
  AUTH_ISSUER: issuer,
  AUTH_CLIENT_ID: `${service}.service`,
  AUTH_CLIENT_SECRET: 'dev',
  STORES_FILE: storesFile,
  CLOCK_FILE: clockFile,
  PEERS: JSON.stringify(services),
  CURSOR_SECRET: cursorSecret,
  GATEWAY_SECRET: gatewaySecret,
  STAFF_CUTOFFS_FILE: staffCutoffsFile,
  ...(service === 'crm' && { PERSONAL_DATA_KEYS_FILE: personalDataKeysFile }),
  SHUTDOWN_DELAY_SECONDS,
  CHAOS_EDITS: edits.join(),
});
