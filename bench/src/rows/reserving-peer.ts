import { runLoad } from '../load/run-load.js';
import type { HttpLoad, Target } from '../load/job.js';
import { inTurn, once, over, type Round } from '../measure/rounds.js';
import { cpuMicros, measure, type Sample } from '../measure/side.js';
import { checkTutorial, startTutorial } from '../peers/tutorial.js';
import { HOT_PART, partNumberOf, THOUSANDTHS } from '../seed/stock.js';
import { preparePeers } from '../world/peers.js';
import type { World } from '../world/world.js';
import { CONNECTIONS, OurStock, reserve, STOCK } from './our-stock.js';
import { atLeast, atMost, type Finding, type RowResult, sidesOf, type Suite } from './row.js';

const LAST_PART = 'LAST-PART';
const LAST_UNITS = 5_000;
const TRIES = 10_000;
const TRIES_WITHIN_MS = 180_000;

/** R3: one hot part against Nest and TypeORM as tutorials write it, and nothing oversold; R8: what a reservation costs. */
export const reservingPeer: Suite = {
  rows: ['R3', 'R8'],
  async run({ world, say, repeats, durationMs, wanted }) {
    await preparePeers(world, say);
    say('filling two stores with 10,000 parts');
    const ours = await OurStock.start(world, STOCK);
    const tutorial = await startTutorial(world, STOCK);
    const peer = (which: 'spread' | 'hot', forMs = durationMs): HttpLoad => ({
      kind: 'http', url: tutorial.url, as: { role: 'parts-clerk', stores: STOCK.stores }, connections: CONNECTIONS, take: 'random', durationMs: forMs, targets: peerTargets(which),
    }); // prettier-ignore
    say('warming up');
    for (const load of [ours.spread(1_500), ours.hot(1_500), peer('spread', 1_500), peer('hot', 1_500)])
      await runLoad(world, load);
    await ours.open();
    await world.gatherStatistics();
    const rounds = await inTurn(
      {
        oursSpread: () => ours.measure(ours.spread(durationMs)),
        tutorialSpread: () => measure(world, { load: peer('spread'), pid: tutorial.pid }),
        oursHot: () => ours.measure(ours.hot(durationMs)),
        tutorialHot: () => measure(world, { load: peer('hot'), pid: tutorial.pid }),
      },
      { repeats, say, check: () => Promise.all([ours.check(), checkTutorial(world, tutorial.databaseUrl)]) },
    );
    const tries = wanted.includes('R3') ? [await triesFor(world, ours, say)] : [];
    return resultsOf(rounds, tries);
  },
};

type Sides = 'oursSpread' | 'tutorialSpread' | 'oursHot' | 'tutorialHot';

function resultsOf(rounds: readonly Round<Sides, Sample>[], tries: readonly Finding[]): RowResult[] {
  const cost = (which: string, [ours, peer]: readonly [Sides, Sides], most: number): Finding => ({
    figure: `CPU of a reservation (Node + PostgreSQL), ${which}: ours / tutorial`,
    goal: atMost(most),
    measured: over(rounds, (samples) => cpuMicros(samples[ours]) / cpuMicros(samples[peer])),
  });
  return [
    {
      row: 'R3',
      findings: [
        {
          figure: 'reserve over HTTP, one hot part / Nest + TypeORM tutorial with a pessimistic lock',
          goal: atLeast(30),
          measured: over(rounds, ({ oursHot, tutorialHot }) => oursHot.perSecond / tutorialHot.perSecond),
        },
        ...tries,
      ],
      sides: sidesOf(rounds, { oursHot: 'ours', tutorialHot: 'tutorial' }),
    },
    {
      row: 'R8',
      findings: [
        cost('10,000 parts', ['oursSpread', 'tutorialSpread'], 0.03),
        cost('one hot part', ['oursHot', 'tutorialHot'], 0.02),
      ],
      sides: sidesOf(rounds, {
        oursSpread: 'ours, spread',
        tutorialSpread: 'tutorial, spread',
        oursHot: 'ours, hot',
        tutorialHot: 'tutorial, hot',
      }),
    },
  ];
}

function peerTargets(which: 'spread' | 'hot'): Target[] {
  const target = (partNumber: string): Target => ({
    path: '/reservations',
    body: JSON.stringify({ partNumber, quantity: 1, reason: 'bench' }),
  });
  if (which === 'hot') return [target(HOT_PART)];
  return Array.from({ length: STOCK.parts }, (_, index) => target(partNumberOf(index + 1)));
}

/** Lets many try for what is only half enough. @throws Error when not all of it was given away */
async function triesFor(world: World, ours: OurStock, say: (message: string) => void): Promise<Finding> {
  say(`${TRIES} tries for ${LAST_UNITS} pieces`);
  await ours.receive(LAST_PART, LAST_UNITS);
  const load = ours.load([reserve(LAST_PART, STOCK.stores[0] ?? '')], TRIES_WITHIN_MS);
  const { accepted: tries } = await runLoad(world, { ...load, most: TRIES });
  const [row] = await world.sql<{ promised: string }>(
    world.superuserUrl(ours.service),
    `SELECT coalesce(sum(reserved_thousandths), 0) AS promised FROM reservation_line WHERE part_number = '${LAST_PART}'`,
  );
  const promised = Number(row?.promised) / THOUSANDTHS;
  if (promised < Math.min(tries, LAST_UNITS))
    throw new Error(`${tries} tries for ${LAST_UNITS} pieces got only ${promised}.`);
  return {
    figure: `oversold in ${tries} tries for ${LAST_UNITS} pieces`,
    goal: atMost(0),
    measured: once(Math.max(0, promised - LAST_UNITS)),
  };
}
