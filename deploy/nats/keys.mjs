/**
 * Makes an nkey for each user of NATS in a cluster: `node deploy/nats/keys.mjs DIR` writes `public.env`, which the servers are given, and
 * `seeds/<user>`, each a secret of that user alone. Seeds are shown nowhere.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nkeys } from '@nats-io/transport-node';
import { CLUSTER_USERS } from '../../tools/nats-conf.mjs';

const [, , dir] = process.argv;
if (!dir) throw new Error('Usage: node deploy/nats/keys.mjs DIR');
mkdirSync(join(dir, 'seeds'), { recursive: true, mode: 0o700 });
const lines = CLUSTER_USERS.map((user) => {
  const key = nkeys.createUser();
  writeFileSync(join(dir, 'seeds', user), key.getSeed(), { mode: 0o600, flag: 'wx' });
  return `NATS_NKEY_${user}=${key.getPublicKey()}`;
});
writeFileSync(join(dir, 'public.env'), `${lines.join('\n')}\n`);
