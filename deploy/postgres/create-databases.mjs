/**
 * Makes the five databases with their roles where they are missing, and sets the roles' passwords: on the server of
 * docker-compose.yml at every start, on a managed one by hand. DATABASE_ADMIN_URL may make roles and databases;
 * DATABASE_PASSWORD_<role> is the password of e.g. `parts_owner` and `parts_app`.
 */
import 'reflect-metadata';
import { SERVICES } from '@pitlane/contracts';
import { ensureDatabases } from '../../tools/databases.mjs';

/** @param {string} name */
function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}

await ensureDatabases(required('DATABASE_ADMIN_URL'), [...SERVICES], (role) => required(`DATABASE_PASSWORD_${role}`));
console.log(`databases ready: ${SERVICES.join(', ')}`);
