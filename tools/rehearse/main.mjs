/** `npm run rehearse`: what docs/operations.md describes, done for real on a platform of its own. */
import { parseArgs } from 'node:util';
import { SERVICES } from '@pitlane/contracts';
import { killAll } from '../processes.mjs';
import { rehearseBackup } from './backup.mjs';
import { rehearseRestore } from './restore.mjs';
import { rehearseUpgrade } from './upgrade.mjs';

const HELP = `npm run rehearse -- backup                          every disk is lost; all comes back from base backup and log archive
npm run rehearse -- restore [--services billing]   databases are set back to an earlier moment (PITR)
npm run rehearse -- upgrade --from REF              this version takes the place of an older one while a day goes on
  --keep    leaves the platform's folder below tmp`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    services: { type: 'string', default: 'billing' },
    from: { type: 'string' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

async function main() {
  const [what] = positionals;
  const services = values.services.split(',');
  const unknown = services.filter((service) => !SERVICES.some((name) => name === service));
  if (unknown.length > 0) throw new Error(`There is no service ${unknown.join()}.`);
  if (what === 'restore') return rehearseRestore(services, values);
  if (what === 'backup') return rehearseBackup(values);
  if (what === 'upgrade' && values.from) return rehearseUpgrade(values.from, values);
  console.log(HELP);
  return values.help ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (killAll(), process.exit(130)));
process.exitCode = await main();
