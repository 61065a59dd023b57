import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SERVICES } from '@pitlane/contracts';
import { PLANS } from '../demo/plans.js';
import { playDay } from '../demo/day.js';
import { Api } from '../platform/api.js';
import { type OwnPlatform, startOwnPlatform } from '../platform/own-platform.js';
import { withBooks } from '../verify/books.js';
import { type EventReport, fuzzEvents } from './events.js';
import { fuzzHttp, type HttpReport } from './http.js';

const HELP = `npm run fuzz                           starts a platform of its own and sends it what nobody should send
npm run fuzz -- --requests N           requests to each service (default 5000), made from its OpenAPI document
npm run fuzz -- --events N             messages from each service (default 2000), made from the event schemas
npm run fuzz -- --seed S               the same requests again (default: another each time, printed)
npm run fuzz -- --only parts,crm       some services

No answer may be a 5xx, leak its inside or be undocumented; no refusal may change anything; every event ends done, skipped or parked;
no process may end. It ends with 0 when all of that held. A red run keeps its logs and data.`;

const number = (text: string, name: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a number.`);
  return Number(text);
};

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '5000' },
    events: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    only: { type: 'string', default: SERVICES.join() },
    help: { type: 'boolean', default: false },
  },
});

const print = (line = ''): void => void process.stdout.write(`${line}\n`);

/** One of the staff of SH001 for each role; services have tokens of their own kind. */
function staffByRole(): Record<string, string> {
  const file = resolve(import.meta.dirname, '../../dev-users.json');
  const users = JSON.parse(readFileSync(file, 'utf8')) as { id: string; stores: string[]; roles: string[] }[];
  const here = users.filter(({ stores, roles }) => stores.includes('SH001') && !roles.includes('service')).reverse();
  return Object.fromEntries(here.flatMap(({ id, roles }) => roles.map((role) => [role, id])));
}

async function fuzz(own: OwnPlatform, seed: number): Promise<boolean> {
  const api = new Api(own.platform);
  // Some cars are in the house, so that a request can meet something.
  await playDay(own.platform, { seed, plans: PLANS.slice(0, 3), print: () => undefined });
  const services = SERVICES.filter((service) => values.only.split(',').includes(service));
  const requests = number(values.requests, 'requests');
  const http = await withBooks(own.platform, async (books) => {
    const reports: HttpReport[] = [];
    for (const service of services) {
      const report = await fuzzHttp(service, {
        platform: own.platform,
        books,
        api,
        staff: staffByRole(),
        seed,
        requests,
      });
      reports.push(report);
      printHttp(report);
    }
    return reports;
  });
  const events = await fuzzEvents({ platform: own.platform, api, seed, events: number(values.events, 'events') });
  printEvents(events);
  const ends = endsOf(own);
  for (const end of ends) print(`  ${end}`);
  return ends.length === 0 && [...http, ...events].every(({ faults }) => faults.length === 0);
}

function printHttp({ service, requests, successes, refusals, busy, provenUnchanged, faults }: HttpReport): void {
  const refused = [...refusals.values()].reduce((sum, n) => sum + n, 0);
  print(
    `${service}: ${requests} requests, ${successes} done, ${refused} refused with ${refusals.size} codes, ${busy} told to come again, ` +
      `${provenUnchanged} looked at for changes, ${faults.length} faults`,
  );
  for (const fault of faults.slice(0, 10)) print(`  ${fault}`);
}

function printEvents(reports: readonly EventReport[]): void {
  for (const { consumer, sent, done, skipped, parked, heldBack, redriven, faults } of reports) {
    print(
      `${consumer}: ${sent} messages = ${done} done + ${skipped} skipped + ${parked} parked + ${heldBack} held back by a parked one; ` +
        `${redriven} sent again, ${faults.length} faults`,
    );
    for (const fault of faults.slice(0, 10)) print(`  ${fault}`);
  }
}

/** Processes that ended, and errors that nobody caught. */
function endsOf(own: OwnPlatform): string[] {
  const { platform, runDir } = own;
  const now = JSON.parse(readFileSync(join(runDir, 'state.json'), 'utf8')) as { pids: Record<string, number> };
  const ended = Object.entries(platform.pids).filter(([name, pid]) => now.pids[name] !== pid);
  const uncaught = own.logs().filter(({ text }) => text.includes('"msg":"uncaught"'));
  return [...ended.map(([name]) => `${name} ended`), ...uncaught.map(({ name }) => `an uncaught error in ${name}`)];
}

async function main(): Promise<void> {
  if (values.help) return print(HELP);
  const seed = number(values.seed, 'seed');
  print(`seed ${seed}`);
  const own = await startOwnPlatform('fuzz');
  let isGreen = false;
  try {
    isGreen = await fuzz(own, seed);
  } finally {
    await own.stop({ keep: !isGreen });
    if (!isGreen) print(`red; logs and data: ${own.runDir}`);
  }
  process.exitCode = isGreen ? 0 : 1;
}

await main();
