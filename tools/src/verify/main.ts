import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultStateFile, readRunningPlatform } from '../platform/running.js';
import { type Books, withBooks } from './books.js';
import { canary } from './canary.js';
import { INVARIANTS } from './invariants.js';
import { isRed, summaryOf, tableOf, verify } from './report.js';
import { waitUntilSettled } from './settled.js';

const HELP = `npm run verify                     checks the books of the running platform against the invariants
npm run verify -- --only P1,P2     some of them
npm run verify -- --wait SECONDS   first waits that long, at most, until every event had its effect (default 60)
npm run verify -- --canary WORDS   seeks these words, parted by commas, everywhere but where crm seals them (X12);
                                   --canary-cars WORDS seeks VINs and plates in logs and metrics
npm run verify -- --json           the results as JSON, with all rows that break an invariant
npm run verify -- --state FILE     a platform that another npm start runs

Each database is read as of one moment; the platform may go on. Events are compared as far back as the outbox keeps them: 30 days.
It ends with 0 when all are green, 1 when one is red, 2 when it could not look.`;

const COULD_NOT_LOOK = 2;

const { values } = parseArgs({
  options: {
    state: { type: 'string', default: defaultStateFile() },
    wait: { type: 'string', default: '60' },
    only: { type: 'string' },
    canary: { type: 'string', default: '' },
    'canary-cars': { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const wordsOf = (list: string): string[] => list.split(',').filter((word) => word !== '');
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const warn = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  if (values.help) {
    print(HELP);
    return 0;
  }
  const wanted = values.only?.split(',');
  const unknown = wanted?.filter((id) => !INVARIANTS.some((invariant) => invariant.id === id)) ?? [];
  const waitMs = Number(values.wait) * 1_000;
  if (unknown.length > 0) throw new Error(`There is no invariant ${unknown.join()}.`);
  if (!(waitMs >= 0)) throw new Error('--wait takes a number of seconds.');

  const platform = readRunningPlatform(values.state);
  const canaries = { people: wordsOf(values.canary), cars: wordsOf(values['canary-cars']) };
  const surroundings = { runDirectory: dirname(values.state), services: platform.services };
  const sought = [...canaries.people, ...canaries.cars].length > 0 ? [canary(canaries, surroundings)] : [];
  const invariants = [...INVARIANTS.filter(({ id }) => wanted?.includes(id) ?? true), ...sought];
  return withBooks(platform, (books) => look(books, waitMs, invariants));
}

async function look(books: Books, waitMs: number, invariants: typeof INVARIANTS): Promise<number> {
  if (!(await waitUntilSettled(books, waitMs)))
    warn(`After ${values.wait} s some events have not had their effect yet.`);
  const results = await verify(invariants, books);
  print(values.json ? JSON.stringify(results) : `${tableOf(results)}\n\n${summaryOf(results)}`);
  return results.some(isRed) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const { message, cause } = error as Error;
  warn(cause instanceof Error ? `${message} ${cause.message}` : message);
  process.exitCode = COULD_NOT_LOOK;
}
