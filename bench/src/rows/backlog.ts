import { OurEvents } from '../events/our-events.js';
import { untilCount } from '../events/timing.js';
import { inTurn, over } from '../measure/rounds.js';
import type { World } from '../world/world.js';
import { atLeast, type Suite } from './row.js';

const BACKLOG = 50_000;
const WITHIN_MS = 300_000;

/** R12: how fast the platform catches up after the broker was away, and fills it again after it lost its disk. */
export const backlog: Suite = {
  rows: ['R12'],
  async run({ world, say, repeats }) {
    const ours = await OurEvents.start(world);
    await world.gatherStatistics();
    const rounds = await inTurn(
      { drained: () => drain(ours, world), filled: () => fillAgain(ours, world) },
      { repeats: Math.min(3, repeats), say },
    );
    return [
      {
        row: 'R12',
        findings: [
          {
            figure: `backlog of ${BACKLOG} after an outage of the broker: effects per second`,
            goal: atLeast(5_000, '/s'),
            measured: over(rounds, ({ drained }) => drained),
          },
          {
            figure: 'after the broker lost its disk: published again per second',
            goal: atLeast(5_000, '/s'),
            measured: over(rounds, ({ filled }) => filled),
          },
        ],
        sides: [],
      },
    ];
  },
};

/** @returns effects per second, from the broker's return to the last effect */
async function drain(ours: OurEvents, world: World): Promise<number> {
  const before = await ours.effects();
  await world.stopBroker();
  await ours.sayAtOnce(BACKLOG);
  await world.startBroker();
  const began = Date.now();
  await ours.untilEffects(before + BACKLOG);
  return perSecond(BACKLOG, began, await momentOf(world, ours.billingUrl, 'SELECT max(done_at) AS at FROM inbox'));
}

/** @returns events published again per second, from the return of an empty broker on; their second deliveries change nothing */
async function fillAgain(ours: OurEvents, world: World): Promise<number> {
  const effects = await ours.effects();
  await world.stopBroker();
  world.wipeBroker();
  await world.startBroker();
  const began = Date.now();
  const since = new Date(began).toISOString();
  const sql = `SELECT count(*) FROM outbox WHERE published_at >= '${since}'`;
  const [row] = await world.sql<{ count: string }>(ours.partsUrl, 'SELECT count(*) FROM outbox');
  const all = Number(row?.count);
  await untilCount(world, { url: ours.partsUrl, sql }, { atLeast: all, withinMs: WITHIN_MS });
  const last = await momentOf(world, ours.partsUrl, 'SELECT max(published_at) AS at FROM outbox');
  await ours.untilCaughtUp();
  if ((await ours.effects()) !== effects) throw new Error('Events that came a second time had an effect.');
  return perSecond(all, began, last);
}

/** Read once it is over: whoever waits for it looks too seldom to time it. */
async function momentOf(world: World, url: string, sql: string): Promise<number> {
  const [row] = await world.sql<{ at: Date }>(url, sql);
  if (!row) throw new Error('Nothing was done.');
  return row.at.getTime();
}

const perSecond = (count: number, began: number, ended: number): number => (count * 1_000) / (ended - began);
