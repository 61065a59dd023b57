/**
 * Finds a nats-server, or gets one: $NATS_SERVER_BIN, then PATH, the user's cache, Debian's package (unpacked into the
 * cache, no root needed), the official Docker image. Node built-ins only: it runs before `npm ci`.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const OLDEST = { major: 2, minor: 10 };
const WANTED = `nats-server ${OLDEST.major}.${OLDEST.minor} or later`;
const IMAGE = 'nats:2.12';
const DEBIAN_SUITE = 'trixie';
const DEBIAN_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** @param {string} command @param {string[]} args @param {string} [cwd] */
const run = async (command, args, cwd) =>
  (await promisify(execFile)(command, args, { cwd, timeout: 120_000, env: { ...process.env, LC_ALL: 'C' } })).stdout;

const cacheDir = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pitlane');

/** @param {string} binary @returns {Promise<boolean>} whether it runs here and is new enough */
async function isUsable(binary) {
  try {
    const [, major, minor] = /v(\d+)\.(\d+)/.exec(await run(binary, ['--version'])) ?? [];
    return Number(major) > OLDEST.major || (Number(major) === OLDEST.major && Number(minor) >= OLDEST.minor);
  } catch {
    return false;
  }
}

/** @returns {Promise<string>} the address of the Debian archive that this machine uses */
async function debianArchive() {
  const targets = await run('apt-get', [
    'indextargets',
    '--format',
    '$(REPO_URI) $(COMPONENT)',
    'Created-By: Packages',
  ]);
  const known = /^(\S+\/debian\/?) main$/m.exec(targets)?.[1];
  return known ?? debianArchiveOfSources();
}

/** Package lists that were never fetched leave only the configured sources to read. */
async function debianArchiveOfSources() {
  const folder = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list', ...(await readdir(folder)).map((name) => join(folder, name))];
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const found = /^(?:URIs:|deb (?:\[[^\]]*\] )?)\s*(\S+\/debian\/?)(?=\s|$)/m.exec(text);
    if (found?.[1]) return found[1];
  }
  throw new Error('no Debian archive is configured');
}

/** @param {string} work an empty folder @returns {Promise<string>} the unpacked binary */
async function fromDebian(work) {
  const dirs = ['sources', 'lists/partial', 'cache/archives/partial'];
  for (const dir of dirs) await mkdir(join(work, dir), { recursive: true });
  const source = `Types: deb\nURIs: ${await debianArchive()}\nSuites: ${DEBIAN_SUITE}\nComponents: main\nSigned-By: ${DEBIAN_KEYRING}\n`;
  await writeFile(join(work, 'sources/debian.sources'), source);
  const apart = {
    'Dir::Etc::sourcelist': '/dev/null',
    'Dir::Etc::sourceparts': join(work, 'sources'),
    'Dir::State::lists': join(work, 'lists'),
    'Dir::Cache': join(work, 'cache'),
    'Acquire::Languages': 'none',
    'APT::Sandbox::User': '',
  };
  const options = ['-qq', ...Object.entries(apart).flatMap(([key, value]) => ['-o', `${key}=${value}`])];
  await run('apt-get', [...options, 'update']);
  await run('apt-get', [...options, 'download', 'nats-server'], work);
  const deb = (await readdir(work)).find((name) => name.endsWith('.deb'));
  if (!deb) throw new Error('apt-get downloaded nothing');
  await run('dpkg', ['-x', join(work, deb), join(work, 'root')]);
  return join(work, 'root/usr/sbin/nats-server');
}

/** @param {string} work an empty folder @returns {Promise<string>} the binary, out of the image */
async function fromDocker(work) {
  const container = (await run('docker', ['create', IMAGE])).trim();
  try {
    await run('docker', ['cp', `${container}:/nats-server`, join(work, 'nats-server')]);
  } finally {
    await run('docker', ['rm', container]);
  }
  return join(work, 'nats-server');
}

/** @param {(work: string) => Promise<string>} fetch @returns {Promise<string>} path in the cache */
async function intoCache(fetch) {
  await mkdir(cacheDir(), { recursive: true });
  const work = await mkdtemp(join(cacheDir(), 'get-'));
  try {
    const binary = await fetch(work);
    await chmod(binary, 0o755);
    if (!(await isUsable(binary))) throw new Error('the binary does not run here');
    const kept = join(cacheDir(), 'nats-server');
    await rename(binary, kept);
    return kept;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * @param {(message: string) => void} [say] hears that something is being fetched
 * @returns {Promise<string>} path of a nats-server of at least version 2.10
 * @throws Error saying in one line what is missing
 */
export async function natsServer(say = () => {}) {
  const chosen = process.env.NATS_SERVER_BIN;
  if (chosen) {
    if (await isUsable(chosen)) return chosen;
    throw new Error(`NATS_SERVER_BIN=${chosen} is no ${WANTED}.`);
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, 'nats-server'));
  for (const binary of [...onPath, join(cacheDir(), 'nats-server')]) if (await isUsable(binary)) return binary;

  say('fetching nats-server (once)');
  /** @type {string[]} */
  const reasons = [];
  for (const [where, fetch] of Object.entries({ Debian: fromDebian, Docker: fromDocker })) {
    try {
      return await intoCache(fetch);
    } catch (error) {
      reasons.push(`${where}: ${/** @type {Error} */ (error).message.trim().split('\n').at(-1)}`);
    }
  }
  throw new Error(`${WANTED} is missing: install it on the PATH or set NATS_SERVER_BIN (tried ${reasons.join('; ')}).`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(await natsServer(console.error));
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exitCode = 1;
  }
}
