import { SERVICES } from '@pitlane/contracts';
import { playDay } from '@pitlane/tools';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { kill, platformUnderTest } from './support.js';

/** What is killed, and after which line of the day's story. */
const KILLS = [...SERVICES, 'nats', 'postgres'].map((victim, index) => ({ victim, afterLine: 30 + index * 12 }));

describe('a day on which every process is killed once', () => {
  it('goes on to its end, and the books balance', async () => {
    const { platform } = platformUnderTest();
    let lines = 0;
    const killed: string[] = [];
    const print = (): void => {
      lines += 1;
      const due = KILLS.find(({ afterLine }) => afterLine === lines);
      if (!due) return;
      kill(due.victim);
      killed.push(due.victim);
    };

    const { api } = await playDay(platform, { seed: 7, print });

    expect(killed).toEqual(KILLS.map(({ victim }) => victim));
    expect(api.retried).toBeGreaterThan(0);
    const verify = spawnSync(process.execPath, [resolve(import.meta.dirname, '../../tools/dist/verify/main.js')], {
      encoding: 'utf8',
    });
    expect(verify.status === 0 ? '' : verify.stdout + verify.stderr).toBe('');
  }, 400_000);
});
