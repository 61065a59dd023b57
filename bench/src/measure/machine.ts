import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Linux counts processor time in hundredths of a second for everybody outside the kernel. */
const TICK_MICROS = 10_000;

/** Processor time of one process, in microseconds: its own, and that of its children that ended. */
interface ProcessTime {
  readonly parent: number;
  readonly ownMicros: number;
  readonly endedChildrenMicros: number;
}

function timeOf(pid: number): ProcessTime | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may hold anything: the numbers begin after the last one.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = (index: number): number => (fields[index] ?? 0) * TICK_MICROS;
    return { parent: fields[1] ?? 0, ownMicros: ticks(11) + ticks(12), endedChildrenMicros: ticks(13) + ticks(14) };
  } catch {
    return undefined; // it ended meanwhile
  }
}

/** Processor time that a process and all that descends from it have used so far, in microseconds. */
export function cpuMicrosOfTree(root: number): number {
  const times = new Map<number, ProcessTime>();
  for (const name of readdirSync('/proc')) {
    const time = /^\d+$/.test(name) ? timeOf(Number(name)) : undefined;
    if (time) times.set(Number(name), time);
  }
  const isOfTree = (pid: number): boolean => {
    for (let at: number | undefined = pid; at; at = times.get(at)?.parent) if (at === root) return true;
    return false;
  };
  let micros = 0;
  for (const [pid, time] of times) if (isOfTree(pid)) micros += time.ownMicros + time.endedChildrenMicros;
  return micros;
}

/** Memory that a process holds, in megabytes. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error(`Process ${pid} does not tell its memory.`);
  return Number(kilobytes) / 1024;
}

/** Shares of the machine's whole processor time, 0 to 1. */
export interface Disturbance {
  /** Used by processes that are not the bench's. */
  readonly foreign: number;
  /** Taken by the machine's host. */
  readonly stolen: number;
}

const MOST_DISTURBANCE = 0.2;

export const isDisturbed = ({ foreign, stolen }: Disturbance): boolean =>
  foreign > MOST_DISTURBANCE || stolen > MOST_DISTURBANCE;

/** Starts to watch the machine. @returns what disturbed the bench (this process and its descendants) since then */
export function watchMachine(): () => Disturbance {
  const before = machineTime();
  return () => {
    const after = machineTime();
    const elapsedMicros = (after.atMs - before.atMs) * 1_000 * availableParallelism();
    const foreignMicros = after.busyMicros - before.busyMicros - (after.ownMicros - before.ownMicros);
    return {
      foreign: Math.max(0, foreignMicros / elapsedMicros),
      stolen: (after.stolenMicros - before.stolenMicros) / elapsedMicros,
    };
  };
}

function machineTime(): { atMs: number; busyMicros: number; stolenMicros: number; ownMicros: number } {
  const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '';
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, stolen = 0] = line
    .split(/\s+/)
    .slice(1)
    .map((ticks) => Number(ticks) * TICK_MICROS);
  return {
    atMs: performance.now(),
    busyMicros: user + nice + system + interrupts + softInterrupts,
    stolenMicros: stolen,
    ownMicros: cpuMicrosOfTree(process.pid),
  };
}
