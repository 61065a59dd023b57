import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kept } from '../cluster/kept.js';
import type { Strike } from './fault.js';

const MEGABYTE = Buffer.alloc(1_048_576);

/** What of a cluster can lie on a disk of its own. */
export interface Lodger {
  readonly name: string;
  readonly server: Kept;
  /** Asks the server to end in order. */
  readonly stopSignal: NodeJS.Signals;
  /** Where the cluster says in which folder it starts. */
  readonly folder: 'natsStore' | 'postgresData';
  /** Size of the disk. */
  readonly megabytes: number;
}

/** Why this machine cannot do it. */
export const cannotMount = (): string | undefined =>
  process.getuid?.() === 0 ? undefined : 'mounting a small disk needs root';

/** Moves a server's folder to a small disk, fills that for some seconds, and moves the folder home. */
export async function fillDiskOf(
  { name, server, stopSignal, folder, megabytes }: Lodger,
  { cluster, note, pause }: Strike,
): Promise<void> {
  const home = cluster[folder];
  const disk = join(cluster.runDir, 'small-disk');
  const filler = join(disk, 'filler');
  const moveTo = async (place: string): Promise<void> => {
    await server.hold(stopSignal);
    rmSync(place, { recursive: true, force: true });
    execFileSync('cp', ['-a', cluster[folder], place]); // with the owners of its files, which PostgreSQL insists on
    cluster[folder] = place;
    await server.release();
  };
  mkdirSync(disk, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]);
  try {
    mkdirSync(join(disk, 'folder'));
    await moveTo(join(disk, 'folder/data'));
    note(`the disk of ${name} is full`);
    fill(filler, megabytes);
    await pause(5_000);
    rmSync(filler);
    note('the disk has room again');
    await server.up();
    await pause(1_000);
    await moveTo(home);
  } finally {
    execFileSync('umount', ['--lazy', disk]);
  }
}

function fill(file: string, megabytes: number): void {
  try {
    for (let left = megabytes; left > 0; left -= 1) writeFileSync(file, MEGABYTE, { flag: 'a' });
  } catch {
    // no space is left, as it should be
  }
}
