/** The users of NATS as a configuration file: `node deploy/nats/users.mjs` writes it anew from tools/nats-conf.mjs. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { NATS_USERS, natsUsers } from '../../tools/nats-conf.mjs';

export const USERS_FILE = fileURLToPath(new URL('users.conf', import.meta.url));

/** @param {string} user @returns the environment variable that holds the user's password */
const variableOf = (user) => `NATS_PASSWORD_${user}`;

/** @returns {string} the text of users.conf */
export function usersConf() {
  const users = natsUsers(Object.fromEntries(NATS_USERS.map((user) => [user, `$${variableOf(user)}`])));
  const text = JSON.stringify(users, null, 2).replaceAll(/"(\$NATS_PASSWORD_\w+)"/g, '$1'); // quoted, it would be the password
  return `# Made from tools/nats-conf.mjs by "node deploy/nats/users.mjs"; each user has only the rights that it needs.\nauthorization { users: ${text} }\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(USERS_FILE, usersConf());
