/**
 * Ends what its parent started, once the parent is gone. Its standard input is a pipe from the parent that closes even
 * when the parent is killed with SIGKILL. Lines: `keep <pid> <signal>` and `forget <pid>`; a pid is a group's leader.
 */
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const GRACE_MS = 10_000;
/** @type {Map<number, NodeJS.Signals>} */
const kept = new Map();

/** @param {number} pid @param {NodeJS.Signals | 0} signal @returns whether the group still exists */
function signalGroup(pid, signal) {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

// A signal to the parent's group is for the parent; this one leaves last.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, pid, signal] = line.split(' ');
  if (verb === 'keep') kept.set(Number(pid), /** @type {NodeJS.Signals} */ (signal));
  else kept.delete(Number(pid));
}

for (const [pid, signal] of kept) signalGroup(pid, signal);
const deadline = Date.now() + GRACE_MS;
while (Date.now() < deadline && [...kept.keys()].some((pid) => signalGroup(pid, 0))) await sleep(50);
for (const pid of kept.keys()) signalGroup(pid, 'SIGKILL');
