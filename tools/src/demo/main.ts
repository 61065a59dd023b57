import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultStateFile, readRunningPlatform } from '../platform/running.js';
import { playDay } from './day.js';
import { figuresOfDay } from './figures.js';

const HELP = `npm run demo                   plays one day at the Pudong store on the running platform, through HTTP alone
npm run demo -- --seed 7       another day (default 1); the same seed plays the same day
npm run demo -- --state FILE   a platform that another npm start runs`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    state: { type: 'string', default: defaultStateFile() },
    help: { type: 'boolean' },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  if (values.help) {
    print(HELP);
    return 0;
  }
  const { day, api } = await playDay(readRunningPlatform(values.state), { seed: Number(values.seed), print });
  print(`\n── ${day} ${'─'.repeat(60)}`);
  for (const [name, figure] of await figuresOfDay(api, day)) print(`${name.padEnd(24)}${figure}`);
  print('');
  const verify = join(import.meta.dirname, '../verify/main.js');
  return spawnSync(process.execPath, [verify, '--state', values.state], { stdio: 'inherit' }).status ?? 1;
}

process.exitCode = await main();
