import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultStateFile, readRunningPlatform, type RunningPlatform } from '../platform/running.js';
import { playDay } from './day.js';
import { figuresOf } from './figures.js';
import { playMonth } from './month.js';

const HELP = `npm run demo                   plays one day at the Pudong store on the running platform, through HTTP alone
npm run demo -- --seed 7       another day (default 1); the same seed plays the same day
npm run demo -- --days 30      a month at a new store (npm start -- --fresh --no-demo), with the last holiday in the midst of it
npm run demo -- --days 30 --from 2026-09-15 --cars 12    another month; so many cars a day
npm run demo -- --state FILE   a platform that another npm start runs`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string' },
    from: { type: 'string' },
    cars: { type: 'string', default: '12' },
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
  const platform = readRunningPlatform(values.state);
  if (values.days === undefined) await oneDay(platform);
  else await month(platform, Number(values.days));
  print('');
  const verify = join(import.meta.dirname, '../verify/main.js');
  return spawnSync(process.execPath, [verify, '--state', values.state], { stdio: 'inherit' }).status ?? 1;
}

async function oneDay(platform: RunningPlatform): Promise<void> {
  const { day, api } = await playDay(platform, { seed: Number(values.seed), print });
  print(`\n── ${day} ${'─'.repeat(60)}`);
  for (const [name, figure] of await figuresOf(api, [day])) print(`${name.padEnd(24)}${figure}`);
}

async function month(platform: RunningPlatform, days: number): Promise<void> {
  const { seed, from, cars } = values;
  const options = { seed: Number(seed), days, carsADay: Number(cars), ...(from !== undefined && { from }), print };
  const { openDays, api } = await playMonth(platform, options);
  print(`\n── ${openDays.at(0)} – ${openDays.at(-1)} ${'─'.repeat(48)}`);
  for (const [name, figure] of await figuresOf(api, openDays)) print(`${name.padEnd(24)}${figure}`);
}

process.exitCode = await main();
