/** The users of NATS as a configuration file: `node deploy/nats/users.mjs` writes it anew from tools/nats-conf.mjs. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CLUSTER_USERS, NATS_USERS, natsUsers } from '../../tools/nats-conf.mjs';

/** Each file of users, and how it knows a user: by a password for one machine, by the public half of an nkey for the cluster. */
const FILES = {
  'users.conf': { field: 'password', prefix: 'NATS_PASSWORD_', names: NATS_USERS },
  'users-nkey.conf': { field: 'nkey', prefix: 'NATS_NKEY_', names: CLUSTER_USERS },
};

/** @param {keyof typeof FILES} file @returns {string} its text */
function usersConf(file) {
  const { field, prefix, names } = FILES[file];
  const users = natsUsers(Object.fromEntries(names.map((user) => [user, `$${prefix}${user}`])));
  const shown = users.map(({ user, password, permissions }) =>
    field === 'nkey' ? { nkey: password, permissions } : { user, password, permissions },
  );
  const text = JSON.stringify(shown, null, 2).replaceAll(/"(\$NATS_\w+)"/g, '$1'); // quoted, it would be the name of the variable
  return `# Made from tools/nats-conf.mjs by "node deploy/nats/users.mjs"; each user has only the rights that it needs.\nauthorization { users: ${text} }\n`;
}

/** @returns {[path: string, text: string][]} the files as they have to be */
export const usersFiles = () =>
  Object.keys(FILES).map((file) => [
    fileURLToPath(new URL(file, import.meta.url)),
    usersConf(/** @type {keyof typeof FILES} */ (file)),
  ]);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const [path, text] of usersFiles()) writeFileSync(path, text);
