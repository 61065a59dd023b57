/** `npm run rehearse -- upgrade --from REF`: this version takes the place of an older one, service by service, while a day goes on. */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SERVICES } from '@pitlane/contracts';
import { readRunningPlatform } from '../dist/index.js';
import { Balancer } from '../dist/chaos/cluster/balancer.js';
import { natsConf } from '../nats-conf.mjs';
import { freePort, runProcess } from '../processes.mjs';
import { ROOT } from '../run-state.mjs';
import { Platform, say, verify } from './platform.mjs';

const CARS = 8;
/** Old and new answer side by side for so many lines of the day's story, each service in turn. */
const LINES_TOGETHER = 6;

/** A build of another version, beside this one: its own sources, the same packages. @param {string} ref @param {string} root */
async function build(ref, root) {
  execFileSync('git', ['worktree', 'add', '--detach', '--force', root, ref], { cwd: ROOT, stdio: 'ignore' });
  const packages = join(ROOT, 'node_modules');
  mkdirSync(join(root, 'node_modules/@pitlane'), { recursive: true });
  for (const name of readdirSync(packages)) {
    if (name !== '@pitlane') symlinkSync(join(packages, name), join(root, 'node_modules', name));
  }
  for (const name of readdirSync(join(packages, '@pitlane'))) {
    const link = join(packages, '@pitlane', name);
    if (lstatSync(link).isSymbolicLink()) symlinkSync(readlinkSync(link), join(root, 'node_modules/@pitlane', name));
  }
  const args = [
    join(ROOT, 'node_modules/typescript7/bin/tsc'),
    '-b',
    ...SERVICES.map((service) => `apps/${service}`),
    'tools',
  ];
  await runProcess(process.execPath, args, { name: `The build of ${ref}`, cwd: root, logFile: `${root}.build.log` });
}

/**
 * The day as the older version plays it: what it doesn't know yet, nobody asks of it.
 * @param {string} root @returns {Promise<Pick<typeof import('../dist/index.js'), 'playDay' | 'PLANS'>>}
 */
const dayOf = (root) => import(pathToFileURL(join(root, 'tools/dist/index.js')).href);

/** @param {string} root */
function forget(root) {
  rmSync(join(root, 'node_modules'), { recursive: true, force: true });
  execFileSync('git', ['worktree', 'remove', '--force', root], { cwd: ROOT, stdio: 'ignore' });
}

/** The broker allows and keeps what this version needs of it: its users, its streams, its durables. @param {Platform} platform */
function renewBroker(platform) {
  const { nats, pids } = platform.state;
  // The launcher names the folder of the streams on the command line; a reload looks for it in the file alone.
  const folder = `jetstream { store_dir: ${JSON.stringify(join(platform.runDir, 'nats'))},`;
  const conf = natsConf({ passwords: nats.users }).replace('jetstream {', folder);
  writeFileSync(join(platform.runDir, 'nats.conf'), conf, { mode: 0o600 });
  if (pids.nats) process.kill(pids.nats, 'SIGHUP');
  const user = { NATS_USER: 'provisioner', NATS_PASSWORD: nats.users.provisioner };
  const env = { NODE_ENV: 'development', NATS_URL: nats.url, ...user, PROVISION: 'once' };
  const { output } = platform.program([join(ROOT, 'libs/platform/dist/messaging/provisioner-main.js')], env);
  say(`the broker as the new one wants it: ${output.trim().replaceAll('\n', ', ')}`);
}

/** Puts the new version of a service beside the old one. @param {Platform} platform @param {string} service @param {number} port */
async function bringUp(platform, service, port) {
  const env = { SERVICE_PORT: String(port), SHUTDOWN_DELAY_SECONDS: '1' };
  await platform.run(service, { env, name: `${service}-new` });
}

/** One address for the old and the new of each service. @param {Platform} platform */
async function balance(platform) {
  const { state } = platform;
  const ports = Object.fromEntries(await Promise.all(SERVICES.map(async (service) => [service, await freePort()])));
  const balancers = await Promise.all(
    SERVICES.map((service) => Balancer.open([Number(new URL(state.services[service] ?? '').port), ports[service]])),
  );
  SERVICES.forEach((service, index) => (state.services[service] = balancers[index]?.url ?? ''));
  const stateFile = join(platform.runDir, 'state-of-both.json');
  writeFileSync(stateFile, JSON.stringify(state), { mode: 0o600 });
  return { ports, stateFile, close: () => balancers.forEach((balancer) => balancer.close()) };
}

/**
 * Each service in turn: the new one beside the old one, then the new one alone.
 * @param {Platform} platform
 * @param {{ ports: Record<string, number>, later: () => Promise<unknown>, lines: () => number }} day
 */
async function roll(platform, { ports, later, lines }) {
  renewBroker(platform);
  for (const service of SERVICES) {
    await later();
    await bringUp(platform, service, ports[service] ?? 0);
    say(`${service}: old and new side by side, the database as the new one wants it (after ${lines()} lines)`);
    await later();
    await platform.takeOver(service);
    say(`${service}: the new one alone (after ${lines()} lines)`);
  }
}

/** @param {string} from a ref of git @param {{ keep: boolean }} options @returns {Promise<number>} exit code */
export async function rehearseUpgrade(from, options) {
  const old = join(ROOT, `tmp/rehearse-old-${process.pid}`);
  try {
    say(`building ${from}`);
    await build(from, old);
    return await replaceEach(old, options);
  } finally {
    forget(old);
  }
}

/** @param {string} old root of the older version @param {{ keep: boolean }} options @returns {Promise<number>} exit code */
async function replaceEach(old, { keep }) {
  const name = `rehearse-upgrade-${process.pid}`;
  const platform = await Platform.start(name, { root: old, env: { SHUTDOWN_DELAY_SECONDS: '1' } });
  const { ports, stateFile, close } = await balance(platform);
  const { playDay, PLANS } = await dayOf(old);
  let lines = 0;
  /** @type {(() => void)[]} */
  const waiting = [];
  const print = () => {
    lines += 1;
    if (lines % LINES_TOGETHER === 0) waiting.shift()?.();
  };
  const later = () => new Promise((resolve) => waiting.push(() => resolve(undefined)));
  try {
    let isReplaced = false;
    const rolling = roll(platform, { ports, later, lines: () => lines }).finally(() => (isReplaced = true));
    let sentAgain = 0;
    for (let seed = 1; !isReplaced; seed += 1) {
      const day = playDay(readRunningPlatform(stateFile), { seed, plans: PLANS.slice(0, CARS), print });
      sentAgain += (await day).api.retried;
    }
    await rolling;
    say(`the days are over after ${lines} lines; ${sentAgain} requests had to be sent again`);
    const red = verify(stateFile);
    return red.length + sentAgain === 0 ? 0 : 1;
  } finally {
    close();
    await platform.stop();
    if (keep) say(`kept: ${platform.runDir}`);
    else rmSync(platform.runDir, { recursive: true, force: true });
  }
}
