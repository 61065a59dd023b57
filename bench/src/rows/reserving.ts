import { checkReservingFloor, RESERVE, reservingFloor } from '../floors/reserving.js';
import type { SqlLoad } from '../load/job.js';
import { fastest, runLoad } from '../load/run-load.js';
import { inTurn, over, type Round } from '../measure/rounds.js';
import { measure, type Sample } from '../measure/side.js';
import { CONNECTIONS, OurStock, STOCK } from './our-stock.js';
import { atLeast, atMost, type RowResult, sidesOf, type Suite } from './row.js';

const CLIENTS = 16;
const HOT_CLIENTS = [2, 4, 8, 16];
const WARM_UP_MS = 1_500;

/** R1: reserving spread over many parts, R2: one that everybody wants; both against one call of a function. */
export const reserving: Suite = {
  rows: ['R1', 'R2'],
  async run({ world, say, repeats, durationMs }) {
    say('filling two stores with 10,000 parts');
    const floorUrl = await reservingFloor(world, STOCK);
    const ours = await OurStock.start(world, STOCK);
    const spread = floorLoad(floorUrl, [1, STOCK.parts], durationMs);
    const hot = floorLoad(floorUrl, [0, 0], durationMs);
    say('warming up');
    for (const load of [spread, ours.spread(WARM_UP_MS), ours.hot(WARM_UP_MS)]) {
      await runLoad(world, { ...load, durationMs: WARM_UP_MS });
    }
    const connections = await fastest(world, hot, HOT_CLIENTS);
    await ours.open();
    await world.gatherStatistics();
    const rounds = await inTurn(
      {
        floorSpread: () => measure(world, { load: spread }),
        oursSpread: () => ours.measure(ours.spread(durationMs)),
        floorHot: () => measure(world, { load: { ...hot, connections } }),
        oursHot: () => ours.measure(ours.hot(durationMs)),
      },
      { repeats, say, check: () => Promise.all([ours.check(), checkReservingFloor(world, floorUrl)]) },
    );
    return resultsOf(rounds, connections);
  },
};

function floorLoad(url: string, [first, last]: readonly [number, number], durationMs: number): SqlLoad {
  const parameters = Array.from({ length: last - first + 1 }, (_, index) => [first + index, 1]);
  return { kind: 'sql', url, connections: CLIENTS, sql: RESERVE, parameters, take: 'random', durationMs };
}

type Sides = 'floorSpread' | 'oursSpread' | 'floorHot' | 'oursHot';

function resultsOf(rounds: readonly Round<Sides, Sample>[], hotClients: number): RowResult[] {
  return [
    {
      row: 'R1',
      findings: [
        {
          figure: `reserve over HTTP, 10,000 parts, ${CONNECTIONS} connections / SQL one-call floor, ${CLIENTS} clients`,
          goal: atLeast(1.5),
          measured: over(rounds, ({ oursSpread, floorSpread }) => oursSpread.perSecond / floorSpread.perSecond),
        },
      ],
      sides: sidesOf(rounds, { oursSpread: 'ours', floorSpread: 'floor' }),
    },
    {
      row: 'R2',
      findings: [
        {
          figure: 'reserve over HTTP, one hot part / SQL one-call hot floor at its best',
          goal: atLeast(5),
          measured: over(rounds, ({ oursHot, floorHot }) => oursHot.perSecond / floorHot.perSecond),
        },
        {
          figure: 'p99 of reserving one hot part over HTTP',
          goal: atMost(15, 'ms'),
          measured: over(rounds, ({ oursHot }) => oursHot.p99Ms),
        },
      ],
      sides: sidesOf(rounds, { oursHot: 'ours', floorHot: `floor, ${hotClients} clients` }),
    },
  ];
}
