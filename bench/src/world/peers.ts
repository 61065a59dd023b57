import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { house, REPOSITORY } from './house.js';
import type { World } from './world.js';

const FOLDER = join(REPOSITORY, 'bench/peers');
const STAMP = join(FOLDER, 'node_modules/.setup-stamp');

/** The peers could not be installed: rows that compare with them are skipped by name. */
export class PeersMissing extends Error {}

/** Installs and compiles what the bench compares with, once. @throws PeersMissing */
export async function preparePeers(world: World, say: (message: string) => void): Promise<void> {
  const logFile = join(world.folder, 'peers.log');
  const run = (name: string, command: string, args: string[]): Promise<void> =>
    house.runProcess(command, args, { name, logFile, cwd: FOLDER, env: process.env });
  const lock = createHash('sha256')
    .update(readFileSync(join(FOLDER, 'package-lock.json')))
    .digest('hex');
  try {
    if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== lock) {
      say('installing the peers (once)');
      await run('npm ci', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
      writeFileSync(STAMP, lock);
    }
    await run('The compiler', process.execPath, [join(REPOSITORY, 'node_modules/typescript7/bin/tsc'), '-p', FOLDER]);
  } catch (error) {
    throw new PeersMissing(`The peers could not be installed. ${(error as Error).message}`);
  }
}

export const peerProgram = (name: string): string => join('bench/peers/dist', name);
