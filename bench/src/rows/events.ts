import { OtherWay } from '../events/other-way.js';
import { OurEvents } from '../events/our-events.js';
import { type Delivered, deliveredSince } from '../events/timing.js';
import type { HttpLoad } from '../load/job.js';
import { perSecond, runLoad } from '../load/run-load.js';
import { inTurn, over } from '../measure/rounds.js';
import { STORES, type World } from '../world/world.js';
import { atLeast, atMost, type RowResult, type Suite, written } from './row.js';

const RATE = 200;
const STEPS = [100, 200, 350, 500, 750, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 6_500, 8_000];
const MOST_P50_MS = 25;
/** Of what was said, so much must have had its effect while it was said: else a backlog grows. */
const KEPT_UP = 0.95;

/** R5: how much later an event has its effect than it could, R6: how many a second the platform keeps up with. */
export const events: Suite = {
  rows: ['R5', 'R6'],
  async run({ world, say, repeats, durationMs, wanted }) {
    const ours = await OurEvents.start(world);
    const results: RowResult[] = [];
    if (wanted.includes('R5')) results.push(await latency(ours, { world, say, repeats, durationMs }));
    if (wanted.includes('R6')) results.push(await sustained(ours, { world, say, repeats, durationMs }));
    return results;
  },
};

interface Settings {
  readonly world: World;
  readonly repeats: number;
  readonly durationMs: number;
  readonly say: (message: string) => void;
}

async function latency(ours: OurEvents, { world, say, repeats, durationMs }: Settings): Promise<RowResult> {
  const env = { NATS_URL: await world.startBareBroker() };
  const direct = await OtherWay.start(world, { name: 'direct', path: 'bench/dist/events/direct-main.js', env });
  const count = (RATE * durationMs) / 1_000;
  const sides = {
    ours: deliveringCommands(ours, world, durationMs),
    direct: () => direct.deliver({ count, perSecond: RATE }),
  };
  for (const side of Object.values(sides)) await side(); // warms up
  await world.gatherStatistics();
  const rounds = await inTurn(sides, { repeats, say });
  const ratio = (of: 'p50Ms' | 'p99Ms', most: number): RowResult['findings'][number] => ({
    figure: `event latency, commit to effect, at ${RATE}/s: ours / floor without relay, ${of.slice(0, 3)}`,
    goal: atMost(most),
    measured: over(rounds, (samples) => samples.ours[of] / samples.direct[of]),
  });
  const described = (side: 'ours' | 'direct', label: string): string => {
    const figure = (of: 'p50Ms' | 'p99Ms'): string => written(over(rounds, (samples) => samples[side][of]).median);
    return `${label}: p50 ${figure('p50Ms')} ms, p99 ${figure('p99Ms')} ms`;
  };
  return {
    row: 'R5',
    findings: [ratio('p50Ms', 1.25), ratio('p99Ms', 1.5)],
    sides: [described('ours', 'ours'), described('direct', 'without relay')],
  };
}

/** Lists parts by HTTP at the rate: the commit wakes the relay, as it does in the running platform. */
function deliveringCommands(ours: OurEvents, world: World, durationMs: number): () => Promise<Delivered> {
  let portion = 0;
  return async () => {
    portion += 1;
    const targets = Array.from({ length: (RATE * durationMs) / 1_000 }, (_, index) =>
      listing(`R5-${portion}-${index}`),
    );
    const load: HttpLoad = {
      kind: 'http', url: ours.parts.url, as: { role: 'parts-clerk', stores: STORES }, connections: 32, take: 'once', perSecond: RATE, durationMs, targets,
    }; // prettier-ignore
    const [before, since] = [await ours.effects(), Date.now()];
    const { accepted } = await runLoad(world, load);
    await ours.untilEffects(before + accepted);
    return deliveredSince(world, ours.endsOfCommands, since);
  };
}

const listing = (partNumber: string): HttpLoad['targets'][number] => ({
  path: '/v1/parts',
  store: STORES[0] ?? '',
  body: JSON.stringify({
    partNumber, nameZh: '机油滤清器', nameEn: 'Oil filter', category: 'filters', unit: 'piece', brand: 'Bench', origin: 'genuine', fits: [],
    minThousandths: 0, maxThousandths: 1000,
  }),
}); // prettier-ignore

async function sustained(ours: OurEvents, { world, say, repeats, durationMs }: Settings): Promise<RowResult> {
  let step = 0;
  const climb = async (): Promise<number> => {
    let best = 0;
    for (step = Math.max(0, step - 2); step < STEPS.length; step += 1) {
      const rate = STEPS[step] ?? 0;
      const { p50Ms, perSecond: kept } = await ours.deliver({ perSecond: rate, durationMs });
      if (p50Ms > MOST_P50_MS || kept < rate * KEPT_UP) break;
      best = kept;
    }
    return best;
  };
  const floorUrl = await floorOf(world);
  const load = { ...ours.saying({ durationMs }), url: floorUrl, sql: APPEND };
  await world.gatherStatistics();
  const rounds = await inTurn(
    { ours: climb, floor: async () => perSecond(await runLoad(world, load)) },
    { repeats, say },
  );
  const figure = (side: 'ours' | 'floor'): string => written(over(rounds, (samples) => samples[side]).median);
  return {
    row: 'R6',
    findings: [
      {
        figure: `events/s, outbox to inbox, sustained at p50 ≤ ${MOST_P50_MS} ms / commits of one outbox row`,
        goal: atLeast(0.35),
        measured: over(rounds, (samples) => samples.ours / samples.floor),
      },
    ],
    sides: [`ours: ${figure('ours')}/s`, `floor: ${figure('floor')}/s, 16 clients`],
  };
}

const APPEND = `INSERT INTO outbox (event_id, payload) VALUES (gen_random_uuid(), json_build_object('partId', gen_random_uuid(),
  'partNumber', 'P0000001', 'nameEn', 'Oil filter'))`;

async function floorOf(world: World): Promise<string> {
  const url = await world.bareDatabase('floor_outbox');
  await world.sql(
    url,
    `CREATE TABLE outbox (
       id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id uuid NOT NULL UNIQUE, payload json NOT NULL, published_at timestamptz);
     CREATE INDEX outbox_todo ON outbox (id) WHERE published_at IS NULL`,
  );
  return url;
}
