/** `npm run rehearse`: what docs/operations.md describes, done for real on a platform of its own. */
import { parseArgs } from 'node:util';
import { SERVICES } from '@pitlane/contracts';
import { killAll } from '../processes.mjs';
import { rehearseBackup } from './backup.mjs';
import { rehearseImport } from './import.mjs';
import { rehearseRestore } from './restore.mjs';
import { rehearseUpgrade } from './upgrade.mjs';

const HELP = `npm run rehearse -- backup                          every disk is lost; all comes back from base backup and log archive
npm run rehearse -- restore [--services billing]   databases are set back to an earlier moment (PITR)
npm run rehearse -- upgrade --from REF              this version takes the place of an older one while a day goes on
npm run rehearse -- import [--rows 100000]          a parts book is taken over while its service is killed again and again
  --keep    leaves the platform's folder below tmp`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    services: { type: 'string', default: 'billing' },
    from: { type: 'string' },
    rows: { type: 'string', default: '100000' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** @param {string} text */
function rowsOf(text) {
  const rows = Number(text);
  if (!Number.isInteger(rows) || rows < 1_000) throw new Error('A book to rehearse with has 1,000 rows at least.');
  return rows;
}

async function main() {
  const [what] = positionals;
  const services = values.services.split(',');
  const unknown = services.filter((service) => !SERVICES.some((name) => name === service));
  if (unknown.length > 0) throw new Error(`There is no service ${unknown.join()}.`);
  if (what === 'restore') return rehearseRestore(services, values);
  if (what === 'backup') return rehearseBackup(values);
  if (what === 'upgrade' && values.from) return rehearseUpgrade(values.from, values);
  if (what === 'import') return rehearseImport({ rows: rowsOf(values.rows), keep: values.keep });
  console.log(HELP);
  return values.help ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (killAll(), process.exit(130)));
process.exitCode = await main();
