import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../cluster/cluster.js';

const MEGABYTE = Buffer.alloc(1_048_576);

/** A disk of its own for one folder of the cluster, small enough to be filled. */
export interface SmallDisk {
  /** Folder on it. */
  readonly folder: string;
  /** Writes until nothing more fits. */
  readonly fill: () => void;
  readonly makeRoom: () => void;
}

/** Why this machine cannot do it. */
export const cannotMount = (): string | undefined =>
  process.getuid?.() === 0 ? undefined : 'mounting a small disk needs root';

/** Gives `work` a disk of so many megabytes, which is gone after it. */
export async function onSmallDisk(
  { runDir }: Cluster,
  megabytes: number,
  work: (disk: SmallDisk) => Promise<void>,
): Promise<void> {
  const disk = join(runDir, 'small-disk');
  const filler = join(disk, 'filler');
  mkdirSync(disk, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]);
  const fill = (): void => {
    try {
      for (let left = megabytes; left > 0; left -= 1) writeFileSync(filler, MEGABYTE, { flag: 'a' });
    } catch {
      // no space is left, as it should be
    }
  };
  try {
    await work({ folder: join(disk, 'folder'), fill, makeRoom: () => rmSync(filler) });
  } finally {
    execFileSync('umount', ['--lazy', disk]);
  }
}

/** Copies a folder with the owners of its files, which PostgreSQL insists on. */
export function copyFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, '..'), { recursive: true });
  execFileSync('cp', ['-a', from, to]);
}
