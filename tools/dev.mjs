/** `npm run dev <service>`: runs one service from its sources, again after each change, in the place of the built one. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '@pitlane/contracts';
import { startProcess } from './processes.mjs';
import { hold, isAlive, release, ROOT, runningState } from './run-state.mjs';

const HELP = `npm run dev ${SERVICES.join('|')}
Compiles and restarts the service after each change, on its usual address, beside a running npm start
(which takes the service back afterwards). Without one, it starts the rest of the platform itself.`;

/** @returns {Promise<import('./run-state.mjs').RunState>} of the running platform, started when there is none */
async function platform() {
  const running = await runningState();
  if (running) return running;
  const launcher = await startProcess(process.execPath, [join(ROOT, 'tools/start.mjs'), '--no-demo'], {
    name: 'npm start',
  });
  for (;;) {
    const state = await runningState();
    if (state) return state;
    if (launcher.hasExited()) throw new Error('The platform did not start.');
    await sleep(200);
  }
}

/** @param {string} service @param {number | undefined} pid of the built service */
async function takeOver(service, pid) {
  hold(service);
  if (pid && isAlive(pid)) process.kill(pid, 'SIGTERM');
  while (isAlive(pid)) await sleep(100);
}

async function main() {
  const service = process.argv[2] ?? '';
  if (!SERVICES.some((name) => name === service)) return console.log(HELP);
  const state = await platform();
  await takeOver(service, state.pids[service]);

  const program = join(ROOT, `apps/${service}/dist/main.js`);
  if (!existsSync(program)) throw new Error(`${program} is missing: run npm run build.`);
  const tsc = [
    join(ROOT, 'node_modules/typescript7/bin/tsc'),
    '-b',
    '--watch',
    '--preserveWatchOutput',
    `apps/${service}`,
  ];
  const compiler = await startProcess(process.execPath, tsc, { name: 'tsc', cwd: ROOT });
  const env = { ...process.env, ...state.environments[service] };
  const watched = ['--watch', '--watch-preserve-output', program];
  const running = await startProcess(process.execPath, watched, { name: service, cwd: ROOT, env });
  console.log(`${service} is at ${state.services[service]}; Ctrl-C gives it back`);

  const stop = async () => {
    await Promise.all([running.stop(), compiler.stop()]);
    release(service);
    process.exit(0); // a platform started here ends with this process
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
}

await main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
