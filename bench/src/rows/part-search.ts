import type { HttpLoad } from '../load/job.js';
import { inTurn, over } from '../measure/rounds.js';
import { measure, type Sample } from '../measure/side.js';
import { NAMES, partNumberOf, seedSearch, seedStock, storeOfPart } from '../seed/stock.js';
import { STORES } from '../world/world.js';
import { STOCK } from './our-stock.js';
import { atMost, type Context, sidesOf, type Suite, written } from './row.js';

/** Few callers, so that what is compared is the search and not its queue. */
const CONNECTIONS = 4;
const SEARCHES = 2_000;
const SMALL = 1_000;
const PER_STORE = 5_000;

/** R15: a part by a piece of its number, of its name, by initials, and for a car, among a thousand and among all (PRT-1). */
export const partSearch: Suite = {
  rows: ['R15'],
  needsAllStores: true,
  async run(context) {
    const { say, repeats, sizes } = context;
    say(`filling catalogues of ${written(SMALL)} and ${written(sizes.parts)} parts`);
    const sides = { small: await searchIn(context, SMALL), large: await searchIn(context, sizes.parts) };
    for (const side of Object.values(sides)) await side(); // warms up
    await context.world.gatherStatistics();
    const rounds = await inTurn(sides, { repeats, say });
    return [
      {
        row: 'R15',
        findings: [
          {
            figure: `part search, p99: ${written(sizes.parts)} / ${written(SMALL)} parts`,
            goal: atMost(2),
            measured: over(rounds, (samples) => samples.large.p99Ms / samples.small.p99Ms),
          },
        ],
        sides: sidesOf(rounds, { large: `${written(sizes.parts)} parts`, small: `${written(SMALL)} parts` }),
      },
    ];
  },
};

async function searchIn({ world, durationMs, sizes }: Context, parts: number): Promise<() => Promise<Sample>> {
  const service = await world.startService('parts', { database: `parts_${parts}` });
  const stores = STORES.slice(0, Math.min(sizes.stores, Math.ceil(parts / PER_STORE)));
  await seedStock(world, service, { ...STOCK, parts, stores, lotsPerPart: 1 });
  await seedSearch(world, service);
  const targets = Array.from({ length: SEARCHES }, (_, turn) => {
    const part = 1 + Math.floor((turn * parts) / SEARCHES);
    return { path: `/v1/parts?${searchFor(turn, part)}&limit=20`, store: storeOfPart(part, stores) };
  });
  const load: HttpLoad = {
    kind: 'http', url: service.url, as: { role: 'parts-clerk', stores }, connections: CONNECTIONS, take: 'random', durationMs, targets,
  }; // prettier-ignore
  return () => measure(world, { load, pid: service.pid });
}

/** Each way of searching in its turn. */
function searchFor(turn: number, part: number): string {
  const [name, initials] = NAMES[part % NAMES.length] ?? NAMES[0];
  const ways: readonly Record<string, string>[] = [
    { search: partNumberOf(part).slice(-4) },
    { search: name.slice(1) },
    { search: initials },
    { search: name.slice(0, 2), make: 'VW', model: 'Tiguan' },
  ];
  return new URLSearchParams(ways[turn % ways.length]).toString();
}
