import { readFileSync } from 'node:fs';
import { loadConfig, loadOwnerUrl } from '@pitlane/platform';

/** Where the provisioner's settings are declared. */
const PROVISIONER = ['provisioner-main.ts', 'nats-options.ts'].map(
  (file) => new URL(`../../libs/platform/src/messaging/${file}`, import.meta.url),
);

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

/**
 * @param {import('@pitlane/contracts').ServiceName} service
 * @param {Record<string, string>} variables
 * @returns {string[]} what `migrate` would refuse
 */
export function wrongMigrationSettings(service, variables) {
  try {
    loadOwnerUrl(service, variables);
    return [];
  } catch (error) {
    return [/** @type {Error} */ (error).message];
  }
}

/** @param {Record<string, string>} variables @returns {string[]} what the provisioner would not read */
export function wrongProvisionerSettings(variables) {
  const program = PROVISIONER.map((file) => readFileSync(file, 'utf8')).join('');
  return Object.keys(variables)
    .filter((name) => !program.includes(`${name}:`))
    .map((name) => `provisioner: it does not read ${name}`);
}
