import type { HttpLoad } from '../load/job.js';
import { runLoad, perSecond } from '../load/run-load.js';
import { inTurn, over } from '../measure/rounds.js';
import { partNumberOf, type Stock, storeOfPart } from '../seed/stock.js';
import { STORES } from '../world/world.js';
import { CONNECTIONS, OurStock, reserve, STOCK } from './our-stock.js';
import { atMost, type Suite, written } from './row.js';

const STORE_COUNT = 10;
const TIMES = 10;
/** With one store at ten times the load of the other nine, so much of what the service can do is asked of it. */
const SHARE_OF_CAPACITY = 0.5;

/** R11: one store at ten times the load of each other; how long the others wait, compared with a day on which it is like them. */
export const stores: Suite = {
  rows: ['R11'],
  async run({ world, say, repeats, durationMs }) {
    const stock: Stock = { ...STOCK, stores: STORES.slice(0, STORE_COUNT) };
    const ours = await OurStock.start(world, stock);
    await world.gatherStatistics();
    const capacity = perSecond(await runLoad(world, ours.spread(Math.max(durationMs, 2_000))));
    const each = (capacity * SHARE_OF_CAPACITY) / (TIMES + STORE_COUNT - 1);
    say(`capacity ${written(capacity)}/s: each store a share, the loud one ${written(each * TIMES)}/s`);
    const load = (isLoud: boolean, rate: number): HttpLoad => {
      const numbers = Array.from({ length: stock.parts }, (_, index) => index + 1);
      const targets = numbers.filter((part) => (storeOfPart(part, stock.stores) === STORES[0]) === isLoud);
      const reserving = targets.map((part) => reserve(partNumberOf(part), storeOfPart(part, stock.stores)));
      return { ...ours.load(reserving, durationMs), perSecond: rate, connections: CONNECTIONS };
    };
    const othersBeside = async (rateOfFirst: number): Promise<number> => {
      const [others] = await Promise.all([
        runLoad(world, load(false, each * (STORE_COUNT - 1))),
        runLoad(world, load(true, rateOfFirst)),
      ]);
      return others.p99Ms;
    };
    const rounds = await inTurn(
      { even: () => othersBeside(each), loud: () => othersBeside(each * TIMES) },
      { repeats, say },
    );
    const p99 = (side: 'even' | 'loud'): string => written(over(rounds, (samples) => samples[side]).median);
    return [
      {
        row: 'R11',
        findings: [
          {
            figure: `p99 of ${STORE_COUNT - 1} stores while another has ${TIMES} times their load / while it has the same`,
            goal: atMost(1.5),
            measured: over(rounds, ({ loud, even }) => loud / even),
          },
        ],
        sides: [`one store loud: p99 of the others ${p99('loud')} ms`, `all the same: ${p99('even')} ms`],
      },
    ];
  },
};
