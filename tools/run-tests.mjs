/** `npm test`: starts the servers once, runs every test against them, stops them. See --help. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { killAll, startProcess } from './processes.mjs';
import { startTestInfra } from './test-infra.mjs';

const HELP = `npm test [-- jest arguments]        every test; e2e last and one file at a time
npm test -- --selectProjects parts  one project only (kernel, contracts, platform, testing, <service>, tools, e2e)
node tools/run-tests.mjs --infra-only  starts the servers only, prints where they are, waits for Ctrl-C
TEST_INFRA=containers npm test      takes PostgreSQL and NATS from containers`;
const TIME_LIMIT_MS = 14 * 60_000;
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The end-to-end tests run five services each: they have the machine to themselves, after the others.
 * @param {string[]} args @returns {string[][]} the arguments of each jest run
 */
function jestRuns(args) {
  if (args.some((arg) => /^--(select|ignore)Projects/.test(arg))) return [args];
  return [
    ['--ignoreProjects', 'e2e', '--passWithNoTests', ...args],
    ['--selectProjects', 'e2e', '--passWithNoTests', '--runInBand', ...args],
  ];
}

/**
 * @param {string[]} args of jest
 * @param {NodeJS.ProcessEnv} env
 * @param {number} deadline
 * @returns {Promise<{ passed: number, failed: number }>}
 */
async function runJest(args, env, deadline) {
  const report = join(ROOT, 'tmp', `jest-${process.pid}.json`);
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--json', '--outputFile', report, ...args];
  const running = await startProcess(process.execPath, [...node, ...jest], { name: 'jest', env, cwd: ROOT });
  const tooLong = setTimeout(() => {
    console.error(`The tests took longer than ${TIME_LIMIT_MS / 60_000} minutes.`);
    void running.stop(0);
  }, deadline - Date.now());
  const how = await running.exited;
  clearTimeout(tooLong);
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return { passed: result.numPassedTests, failed: how === 'exit code 0' ? failed : Math.max(failed, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(report, { force: true });
  }
}

/** @param {string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<boolean>} whether every test passed */
async function runAll(args, env) {
  const deadline = Date.now() + TIME_LIMIT_MS;
  const total = { passed: 0, failed: 0 };
  for (const run of jestRuns(args)) {
    const { passed, failed } = await runJest(run, env, deadline);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0;
}

async function main() {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return console.log(HELP);
  // A jest that takes this program for a test would start itself again and again.
  if (process.env.JEST_WORKER_ID) throw new Error('The test runner does not run inside jest.');

  const infra = await startTestInfra();
  const interrupted = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => resolve(false));
  });
  try {
    if (args.includes('--infra-only')) {
      for (const [name, value] of Object.entries(infra.env)) console.log(`export ${name}='${value}'`);
      await interrupted;
    } else {
      const passed = await Promise.race([runAll(args, { ...process.env, ...infra.env }), interrupted]);
      process.exitCode = passed ? 0 : 1;
    }
  } finally {
    await infra.stop();
    killAll(); // a jest that was interrupted
  }
}

await main().catch((error) => {
  console.error(error.message);
  process.exit(1); // servers that did start end with this process
});
