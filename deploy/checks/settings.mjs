import { readFileSync } from 'node:fs';
import { loadConfig } from '@pitlane/platform';

const PROVISIONER = new URL('../../libs/platform/src/messaging/provisioner-main.ts', import.meta.url);

/**
 * @param {import('@pitlane/contracts').ServiceName} service
 * @param {Record<string, string>} variables all that its container sets
 * @returns {string[]} what the service would refuse at its start, and what it would not read
 */
export function wrongSettings(service, variables) {
  try {
    const config = loadConfig(service, variables);
    return Object.keys(variables)
      .filter((name) => !(name in config))
      .map((name) => `${service}: no service reads ${name}`);
  } catch (error) {
    return [/** @type {Error} */ (error).message];
  }
}

/** @param {Record<string, string>} variables @returns {string[]} what the provisioner would not read */
export function wrongProvisionerSettings(variables) {
  const program = readFileSync(PROVISIONER, 'utf8');
  return Object.keys(variables)
    .filter((name) => !program.includes(`${name}:`))
    .map((name) => `provisioner: it does not read ${name}`);
}
