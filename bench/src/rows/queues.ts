import { OtherWay } from '../events/other-way.js';
import { OurEvents } from '../events/our-events.js';
import type { Delivered } from '../events/timing.js';
import { inTurn, over, type Round } from '../measure/rounds.js';
import { peerProgram, preparePeers } from '../world/peers.js';
import { atLeast, atMost, type RowResult, type Suite, written } from './row.js';

const RATE = 200;
/** Events for each second of a load: about what each way delivers in it. */
const COUNTS = { ours: 3_000, boss: 1_000, outbox: 400 };
const ALL_WITHIN_MS = 300_000;

type Ways = 'ours' | 'boss' | 'outbox';

/** What one way did: as many as it could, and at a moderate rate. */
interface Speed {
  readonly most: Delivered;
  readonly moderate: Delivered;
}

/** R7: events per second and their latency, against two libraries that keep events in PostgreSQL. */
export const queues: Suite = {
  rows: ['R7'],
  async run({ world, say, repeats, durationMs }) {
    await preparePeers(world, say);
    const ours = await OurEvents.start(world);
    const boss = await OtherWay.start(world, { name: 'pg-boss', path: peerProgram('queues/pg-boss.js') });
    const path = peerProgram('queues/pg-transactional-outbox.js');
    const outbox = await OtherWay.start(world, { name: 'pg-transactional-outbox', path });
    const seconds = durationMs / 1_000;
    const of = (way: OtherWay, most: number) => async (): Promise<Speed> => ({
      most: await way.deliver({ count: most * seconds }),
      moderate: await way.deliver({ count: RATE * seconds, perSecond: RATE }),
    });
    const sides = {
      ours: async (): Promise<Speed> => ({
        most: await ours.deliver({ durationMs: ALL_WITHIN_MS, most: COUNTS.ours * seconds }),
        moderate: await ours.deliver({ durationMs, perSecond: RATE }),
      }),
      boss: of(boss, COUNTS.boss),
      outbox: of(outbox, COUNTS.outbox),
    };
    say('warming up');
    await ours.deliver({ durationMs: 1_000, perSecond: RATE });
    await world.gatherStatistics();
    return [resultOf(await inTurn(sides, { repeats, say }))];
  },
};

function resultOf(rounds: readonly Round<Ways, Speed>[]): RowResult {
  const rate = (other: Ways, name: string, least: number): RowResult['findings'][number] => ({
    figure: `events/s, first commit to last effect: ours / ${name}`,
    goal: atLeast(least),
    measured: over(rounds, (samples) => samples.ours.most.perSecond / samples[other].most.perSecond),
  });
  const p99 = (other: Ways, name: string): RowResult['findings'][number] => ({
    figure: `p99 of an event at ${RATE}/s: ours / ${name}`,
    goal: atMost(0.1),
    measured: over(rounds, (samples) => samples.ours.moderate.p99Ms / samples[other].moderate.p99Ms),
  });
  const described = (way: Ways, name: string): string => {
    const figure = (of: (speed: Speed) => number): string =>
      written(over(rounds, (samples) => of(samples[way])).median);
    const latency = `p50 ${figure(({ moderate }) => moderate.p50Ms)} ms, p99 ${figure(({ moderate }) => moderate.p99Ms)} ms`;
    return `${name}: ${figure(({ most }) => most.perSecond)}/s; at ${RATE}/s ${latency}`;
  };
  return {
    row: 'R7',
    findings: [
      rate('boss', 'pg-boss', 3),
      rate('outbox', 'pg-transactional-outbox', 9),
      p99('boss', 'pg-boss'),
      p99('outbox', 'pg-transactional-outbox'),
    ],
    sides: [described('ours', 'ours'), described('boss', 'pg-boss'), described('outbox', 'pg-transactional-outbox')],
  };
}
