import type { HttpLoad } from '../load/job.js';
import { inTurn, over } from '../measure/rounds.js';
import { measure, type Sample } from '../measure/side.js';
import { seedVisits } from '../seed/visits.js';
import { OPERATION, RESOURCES, seedWorkshop } from '../seed/workshop.js';
import { type Service, STORES, type World } from '../world/world.js';
import { atMost, sidesOf, type Suite } from './row.js';
import { after, firstOpening } from './visit.js';

/** Few callers, so that what is compared is the search and not its queue. */
const CONNECTIONS = 4;
const HOURS_A_DAY = 3;
const SMALL = { stores: 1, days: 7 };
const LARGE_DAYS = 90;

/** R13: the search for a free slot, among one store's week and among all stores' next ninety days. */
export const searching: Suite = {
  rows: ['R13'],
  needsAllStores: true,
  async run({ world, say, repeats, durationMs, sizes }) {
    const large = { stores: sizes.stores, days: LARGE_DAYS };
    say(`filling one store's week, and ${LARGE_DAYS} days of ${sizes.stores} stores`);
    const sides = {
      small: await searchIn(world, { database: 'appointments_small', ...SMALL }, durationMs),
      large: await searchIn(world, { database: 'appointments_large', ...large }, durationMs),
    };
    for (const side of Object.values(sides)) await side(); // warms up
    await world.gatherStatistics();
    const rounds = await inTurn(sides, { repeats, say });
    const size = ({ stores, days }: typeof SMALL): string => `${stores} × ${days} days × ${2 * RESOURCES} resources`;
    return [
      {
        row: 'R13',
        findings: [
          {
            figure: `free-slot search, p99: ${size(large)} / ${size(SMALL)}`,
            goal: atMost(2),
            measured: over(rounds, (samples) => samples.large.p99Ms / samples.small.p99Ms),
          },
        ],
        sides: sidesOf(rounds, { large: 'large', small: 'small' }),
      },
    ];
  },
};

async function searchIn(
  world: World,
  { database, stores: count, days }: { database: string; stores: number; days: number },
  durationMs: number,
): Promise<() => Promise<Sample>> {
  const stores = STORES.slice(0, count);
  const service: Service = await world.startService('appointments', { database });
  await seedWorkshop(world, service, { stores, vehicles: count });
  const from = firstOpening();
  await seedVisits(world, service, { stores, perStore: days * HOURS_A_DAY * RESOURCES, from, hoursADay: HOURS_A_DAY });
  const targets = stores.flatMap((store) =>
    Array.from({ length: days }, (_, day) => ({
      path: `/v1/free-slots?operationCodes=${OPERATION}&day=${after(from, day).toISOString().slice(0, 10)}`,
      store,
    })),
  );
  const load: HttpLoad = {
    kind: 'http', url: service.url, as: { role: 'booking-agent', stores: STORES }, connections: CONNECTIONS, take: 'random', durationMs, targets,
  }; // prettier-ignore
  return () => measure(world, { load, pid: service.pid });
}
