/** `npm start`: the whole platform on this machine. See --help. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tokenFor } from './issuer.mjs';
import { killAll, runProcess } from './processes.mjs';
import { ROOT, RUN_DIR, runningState, STATE_FILE } from './run-state.mjs';
import { Stack } from './stack.mjs';

const HELP = `npm start               everything on this machine; keeps its data in tmp/run; Ctrl-C stops it
npm start -- --fresh    begins anew: forgets all data
npm start -- --no-demo  plays no day at the store on the first start`;
const DEMO = join(ROOT, 'tools/dist/demo/main.js');
const DEMO_DONE = join(RUN_DIR, 'demo-done');
const EXAMPLE_USER = 'chen.advisor';
const began = Date.now();

/** @param {string} message */
const say = (message) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${message}`);

/** @param {import('./run-state.mjs').RunState} state */
function describe({ services, issuer, nats, databases }) {
  const rows = [
    ...Object.entries(services).map(([service, url]) => [service, `${url}/v1`, `${url}/docs`]),
    ['issuer', issuer, `${issuer}/.well-known/openid-configuration`],
    ['NATS', nats.url, 'users and passwords: tmp/run/state.json'],
    [
      'PostgreSQL',
      new URL(databases.workshop?.appUrl ?? '').host,
      'a database per service; passwords: tmp/run/state.json',
    ],
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`).join('\n');
}

/** @param {import('./run-state.mjs').RunState} state @returns a request to paste, and how to get a token for anyone */
async function example({ services, issuer }) {
  const token = await tokenFor(issuer, EXAMPLE_USER);
  return `Ask the workshop something, as ${EXAMPLE_USER} (the token is good for ten minutes):

TOKEN='${token}'
curl -sS -H "Authorization: Bearer $TOKEN" '${services.workshop}/v1/repair-orders?limit=5'

A token for another of tools/dev-users.json:

curl -sS ${issuer}/token -d grant_type=client_credentials -d client_secret=dev -d client_id=sun.foreman`;
}

/** Once per data folder: a day at the store, so that there is something to look at. */
async function loadDemo() {
  if (existsSync(DEMO_DONE) || !existsSync(DEMO)) return;
  say('playing one day at the store, this once');
  try {
    await runProcess(process.execPath, [DEMO, '--state', STATE_FILE], { name: 'The demonstration' });
    writeFileSync(DEMO_DONE, '');
    say('the day is over; its data stays');
  } catch (error) {
    say(/** @type {Error} */ (error).message);
  }
}

/** @param {Stack} stack The first signal stops everything in order, the second at once. */
function stopOnSignal(stack) {
  let stopping = false;
  const stop = async () => {
    if (stopping) {
      killAll();
      process.exit(130);
    }
    stopping = true;
    console.log();
    say('stopping (again to stop at once)');
    await stack.stop();
    say('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
}

async function main() {
  const { values } = parseArgs({
    options: { fresh: { type: 'boolean' }, 'no-demo': { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(HELP);
  const other = await runningState();
  if (other) throw new Error(`Pitlane already runs from this folder (process ${other.pids.launcher}).`);
  if (values.fresh) rmSync(RUN_DIR, { recursive: true, force: true });

  const stack = new Stack(say);
  stopOnSignal(stack);
  await stack.start();
  say('ready');
  if (!values['no-demo']) await loadDemo();
  console.log(`\n${describe(stack.state)}\n\n${await example(stack.state)}\n`);
  say('running; logs in tmp/run/logs; Ctrl-C stops everything');
}

await main().catch((error) => {
  console.error(error.message);
  process.exit(1); // what did start ends with this process
});
