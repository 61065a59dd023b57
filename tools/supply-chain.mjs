/**
 * `npm run supply-chain`: what comes in from outside, and what must not go out. One line for each check, exit code 1 when one fails:
 * the lock file is whole, no secret is in the repository, no known hole in what runs in production, and a bill of materials.
 * `--root DIR` looks at another copy of the repository; `--offline` leaves out what asks the registry.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';

const LARGEST_TEXT_BYTES = 1_000_000;
const OUTPUT_BYTES = 64 * 1024 * 1024;

/** What a secret looks like, wherever it stands. */
const SECRETS = {
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\n[A-Za-z0-9+/=\s]{40,}/,
  'the seed of an nkey': /\bS[UANO][A-Z2-7]{56}\b/,
  'a key of a cloud': /\b(?:AKIA|ASIA|LTAI)[A-Za-z0-9]{16,20}\b/,
  'a token of a forge or a registry': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20}|npm_[A-Za-z0-9]{36})\b/,
  'a signed token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/,
};

/** @typedef {{ name: string, run: () => string[] | 'skipped' }} Check */

const { values } = parseArgs({
  options: { root: { type: 'string' }, offline: { type: 'boolean', default: false } },
});
const root = values.root ?? fileURLToPath(new URL('..', import.meta.url));

/** @returns {string[]} entries of the lock file that would bring something else, or from somewhere else, than was reviewed */
function lockProblems() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).flatMap(([path, { link, resolved, integrity }]) => {
    if (link || !path.includes('node_modules/')) return [];
    const problems = [];
    if (resolved !== undefined) problems.push(`${path} names where it comes from: ${new URL(resolved).host}`);
    if (!/^sha512-/.test(integrity ?? '')) problems.push(`${path} has no sha512`);
    return problems;
  });
}

/** @returns {string[]} packages of ours that ask for something else than the lock file says they do: `npm ci` would refuse */
function driftProblems() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const own = Object.keys(packages).filter((path) => !path.includes('node_modules/'));
  return own
    .filter((path) => {
      const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
      return ['dependencies', 'devDependencies'].some(
        (kind) => !isDeepStrictEqual(manifest[kind] ?? {}, packages[path][kind] ?? {}),
      );
    })
    .map((path) => `${path || '.'}/package.json does not fit package-lock.json: run npm install`);
}

/** @returns {string[]} */
function secretProblems() {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  return files.flatMap((file) => {
    const stat = statSync(join(root, file), { throwIfNoEntry: false });
    if (!stat?.isFile() || stat.size > LARGEST_TEXT_BYTES) return [];
    const text = readFileSync(join(root, file), 'utf8');
    return Object.entries(SECRETS).flatMap(([what, pattern]) => (pattern.test(text) ? [`${file}: ${what}`] : []));
  });
}

/** @returns {string[] | 'skipped'} */
function auditProblems() {
  if (values.offline) return 'skipped';
  const args = ['audit', '--omit=dev', '--json'];
  const { stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: OUTPUT_BYTES, timeout: 60_000 });
  const { vulnerabilities } = stdout ? JSON.parse(stdout) : {};
  if (!vulnerabilities) return 'skipped'; // the registry does not answer, or has no list of holes
  return Object.values(vulnerabilities)
    .filter(({ severity }) => ['high', 'critical'].includes(severity))
    .map(({ name, severity }) => `${name}: ${severity}`);
}

/** @typedef {{ components: { 'bom-ref': string }[], dependencies: { ref: string, dependsOn: string[] }[] }} Bom */

/**
 * Writes the bill of materials of what production runs: all that npm names, without what the lock file marks as development's.
 * (`npm sbom --omit=dev` also leaves out what development and production share.)
 * @returns {string[]}
 */
function bomProblems() {
  const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'];
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: OUTPUT_BYTES });
  if (status !== 0) return [stderr.trim()];
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const shipped = new Set(
    Object.entries(packages)
      .filter(([path, { dev }]) => path.includes('node_modules/') && !dev)
      .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`),
  );
  /** @type {Bom} */
  const bom = JSON.parse(stdout);
  const components = bom.components.filter((component) => shipped.has(component['bom-ref']));
  const dependencies = bom.dependencies
    .filter(({ ref }) => shipped.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => shipped.has(other)) }));
  mkdirSync(join(root, 'tmp'), { recursive: true });
  writeFileSync(join(root, 'tmp/sbom.cdx.json'), JSON.stringify({ ...bom, components, dependencies }, null, 2));
  const { dependencies: wanted } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.entries(wanted)
    .filter(([name, version]) => !components.some((component) => component['bom-ref'] === `${name}@${version}`))
    .map(([name]) => `the bill of materials lacks ${name}`);
}

/** @type {Check[]} */
const checks = [
  { name: 'the lock file says what, not where from, and each part by its hash', run: lockProblems },
  { name: 'the lock file fits package.json', run: driftProblems },
  { name: 'no secret is in a tracked file', run: secretProblems },
  { name: 'no known hole in what runs in production', run: auditProblems },
  { name: 'bill of materials (CycloneDX): tmp/sbom.cdx.json', run: bomProblems },
];

for (const { name, run } of checks) {
  const problems = run();
  if (problems === 'skipped') {
    console.log(`skipped  ${name}: the registry answers no audit`);
    continue;
  }
  console.log(`${problems.length === 0 ? 'passed ' : 'FAILED '}  ${name}`);
  for (const problem of problems) console.log(`         ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
