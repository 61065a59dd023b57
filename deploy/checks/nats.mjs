import { readFileSync } from 'node:fs';
import { SERVICES } from '@pitlane/contracts';
import { NATS_LIMITS } from '../../tools/nats-conf.mjs';
import { usersFiles } from '../nats/users.mjs';

const GIGABYTE = 2 ** 30;
const MEGABYTE = 2 ** 20;
/** Of a volume: the rest is for what the server writes beside the streams. */
const USABLE_SHARE = 0.8;

/** @param {string} name */
const conf = (name) => readFileSync(new URL(`../nats/${name}`, import.meta.url), 'utf8');

/** @param {string} name @returns {number} bytes that all streams together may take on one server */
function maxFileBytes(name) {
  const size = /max_file: (\d+)GB/.exec(conf(name))?.[1];
  if (size === undefined) throw new Error(`${name} does not say max_file in GB.`);
  return Number(size) * GIGABYTE;
}

/**
 * @param {string} name of the server's configuration
 * @param {number} streamBytes STREAM_MAX_BYTES of the provisioner
 * @param {number} [volumeBytes] of one server, where it has a limit
 * @returns {string[]} what does not fit: every stream reserves its size
 */
export function wrongSizes(name, streamBytes, volumeBytes = Infinity) {
  const maxFile = maxFileBytes(name);
  const needed = streamBytes * SERVICES.length;
  return [
    needed > maxFile && `${SERVICES.length} streams reserve ${needed} bytes, ${name} allows ${maxFile}`,
    maxFile > volumeBytes * USABLE_SHARE && `${name} allows ${maxFile} bytes of a volume of ${volumeBytes}`,
  ].filter((problem) => problem !== false);
}

/** @type {import('../check.mjs').Check[]} */
export const natsChecks = [
  [
    'nats: the users and their rights are those of tools/nats-conf.mjs',
    () =>
      usersFiles()
        .filter(([path, text]) => readFileSync(path, 'utf8') !== text)
        .map(([path]) => `${path} is old: run node deploy/nats/users.mjs`),
  ],
  [
    'nats: the limits are those of tools/nats-conf.mjs',
    () => NATS_LIMITS.filter((line) => !conf('base.conf').includes(line)).map((line) => `base.conf lacks ${line}`),
  ],
  ['nats: the streams fit into the single server', () => wrongSizes('single.conf', 256 * MEGABYTE)],
];
