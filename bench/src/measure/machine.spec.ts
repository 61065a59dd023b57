import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpuMicrosOfTree, isDisturbed } from './machine.js';

const BUSY = 'const end = process.cpuUsage().user + 300_000; while (process.cpuUsage().user < end);';

describe('processor time', () => {
  it('is that of a process with its children, also of those that ended', async () => {
    const before = cpuMicrosOfTree(process.pid);
    await once(spawn(process.execPath, ['-e', BUSY]), 'exit');
    expect(cpuMicrosOfTree(process.pid) - before).toBeGreaterThanOrEqual(300_000);
  });

  it('of others disturbs from a fifth of the machine on', () => {
    expect([{ foreign: 0.19, stolen: 0.19 }, { foreign: 0.21, stolen: 0 }, { foreign: 0, stolen: 0.21 }].map(isDisturbed)).toEqual([
      false, true, true,
    ]);
  }); // prettier-ignore
});
