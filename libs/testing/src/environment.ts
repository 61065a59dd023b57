import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the test run's servers are; `npm test` starts them and says so in the environment. */
export interface TestEnvironment {
  readonly postgresUrl: string;
  readonly natsUrl: string;
  readonly natsPasswords: Readonly<Record<string, string>>;
  readonly issuer: string;
  readonly storesFile: string;
}

/** @throws Error when the tests were not started by `npm test` */
export function testEnvironment(): TestEnvironment {
  return {
    postgresUrl: variable('TEST_PG_URL'),
    natsUrl: variable('TEST_NATS_URL'),
    natsPasswords: JSON.parse(variable('TEST_NATS_USERS')) as Record<string, string>,
    issuer: variable('TEST_ISSUER'),
    storesFile: variable('TEST_STORES_FILE'),
  };
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests with npm test.`);
  return value;
}

export interface DevUser {
  readonly id: string;
  readonly stores: readonly string[];
  readonly roles: readonly string[];
}

/** The first user with a role who works in a store. */
export function userWith(role: string, store: string): DevUser {
  const file = join(dirname(testEnvironment().storesFile), 'dev-users.json');
  const users = JSON.parse(readFileSync(file, 'utf8')) as DevUser[];
  const found = users.find((user) => user.roles.includes(role) && user.stores.includes(store));
  if (!found) throw new Error(`No user is ${role} in ${store}.`);
  return found;
}
