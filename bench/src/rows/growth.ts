import type { HttpLoad } from '../load/job.js';
import { inTurn, type Measured, over, type Round } from '../measure/rounds.js';
import { cpuMicros, measure, type Sample } from '../measure/side.js';
import type { Stock } from '../seed/stock.js';
import { seedVisits } from '../seed/visits.js';
import { RESOURCES, seedWorkshop } from '../seed/workshop.js';
import { type Service, STORES, type World } from '../world/world.js';
import { after, firstOpening, visit } from './visit.js';
import { CONNECTIONS, OurStock, STOCK } from './our-stock.js';
import { atLeast, atMost, type Context, type Curve, type Finding, sidesOf, type Suite, written } from './row.js';

/** Bookings: the number of stores grows with them, up to all. */
const PER_STORE = 5_000;
const MORNING_HOURS = 3;
/** Hours after the opening that nobody has booked yet. */
const AFTERNOON = [4, 6, 8];
const FREE_DAYS = 400;
const STEP = 10;
/** Statistics of a connection that rests are written within ten seconds. */
const STATISTICS_MS = 11_000;

/** R10: what reserving and booking cost while the data grows a thousandfold, and the stores from one to a group of them. */
export const growth: Suite = {
  rows: ['R10'],
  needsAllStores: true,
  async run(context) {
    const { sizes } = context;
    const parts = await grow(context, { from: 1_000, to: sizes.parts, start: reservingOf });
    const stores = await grow(context, { from: 1, to: sizes.stores, start: reservingIn });
    const bookings = await grow(context, { from: 10_000, to: sizes.bookings, start: bookingIn });
    const described = ({ rounds, sizes }: Growth, what: string): string[] =>
      sidesOf(rounds, Object.fromEntries(sizes.map((size) => [size, `${written(size)} ${what}`])));
    const pages = `pages touched per reserve: difference, ${sizesOf(parts, 'parts')}`;
    return [
      {
        row: 'R10',
        findings: [
          ...findingsOf('reserve', 'parts', parts),
          { figure: pages, goal: atMost(3), measured: parts.morePages },
          ...findingsOf('reserve', 'stores', stores),
          ...findingsOf('book', 'bookings', bookings),
        ],
        sides: [
          ...described(parts, 'parts'),
          parts.pages,
          ...described(stores, 'stores'),
          ...described(bookings, 'bookings'),
        ],
        curves: [
          curveOf('reserve', 'parts', parts),
          curveOf('reserve', 'stores', stores),
          curveOf('book', 'bookings', bookings),
        ],
      },
    ];
  },
};

/** One service with data of one size, and how it is loaded. */
interface Grown {
  readonly service: Service;
  readonly load: () => HttpLoad;
}

interface Growth {
  readonly sizes: readonly number[];
  readonly rounds: readonly Round<string, Sample>[];
  /** More pages touched per accepted request with the most data than with the least. */
  readonly morePages: Measured;
  readonly pages: string;
}

interface Growing {
  readonly from: number;
  readonly to: number;
  readonly start: (context: Context, size: number) => Promise<Grown>;
}

async function grow(context: Context, { from, to, start }: Growing): Promise<Growth> {
  const { world, say, repeats } = context;
  const sizes: number[] = [];
  for (let size = from; size < to; size *= STEP) sizes.push(size);
  sizes.push(to);
  const grown = new Map<string, Grown>();
  for (const size of sizes) {
    say(`filling for ${written(size)}`);
    grown.set(String(size), await start(context, size));
  }
  const sides = Object.fromEntries(
    [...grown].map(([size, { load, service }]) => [size, () => measure(world, { load: load(), pid: service.pid })]),
  );
  for (const side of Object.values(sides)) await side(); // warms up, and fills what was empty
  for (const { service } of grown.values()) await world.sql(world.superuserUrl(service), 'VACUUM ANALYZE');
  const before = await pagesOf(world, grown);
  const rounds = await inTurn(sides, { repeats, say });
  const now = await pagesOf(world, grown);
  const perRequest = sizes.map((size) => {
    const accepted = rounds.reduce((sum, { samples }) => sum + (samples[size]?.accepted ?? 0), 0);
    return ((now.get(String(size)) ?? 0) - (before.get(String(size)) ?? 0)) / accepted;
  });
  const more = (perRequest.at(-1) ?? 0) - (perRequest[0] ?? 0);
  return {
    sizes,
    rounds,
    morePages: over(rounds, () => more),
    pages: `pages touched: ${perRequest.map((pages, index) => `${written(pages)} of ${written(sizes[index] ?? 0)}`).join(', ')}`,
  };
}

/** Pages that each database has touched so far, found in memory or read. */
async function pagesOf(world: World, grown: ReadonlyMap<string, Grown>): Promise<Map<string, number>> {
  await new Promise((resolve) => setTimeout(resolve, STATISTICS_MS));
  const pages = new Map<string, number>();
  for (const [size, { service }] of grown) {
    const [row] = await world.sql<{ pages: string }>(
      world.superuserUrl(service),
      'SELECT blks_hit + blks_read AS pages FROM pg_stat_database WHERE datname = current_database()',
    );
    pages.set(size, Number(row?.pages));
  }
  return pages;
}

const reservingOf = (context: Context, parts: number): Promise<Grown> =>
  reserving(context, `parts_${parts}`, { ...STOCK, parts });

const reservingIn = (context: Context, stores: number): Promise<Grown> =>
  reserving(context, `stores_${stores}`, { ...STOCK, stores: STORES.slice(0, stores) });

async function reserving({ world, durationMs }: Context, database: string, stock: Stock): Promise<Grown> {
  const service = await world.startService('parts', { database });
  const ours = await OurStock.of(world, stock, service);
  return { service, load: () => ours.spread(durationMs) };
}

/** What is there fills the mornings, half of it past and half to come; what is booked then are afternoons of one store. */
async function bookingIn({ world, durationMs, repeats, sizes }: Context, size: number): Promise<Grown> {
  const service = await world.startService('appointments', { database: `appointments_${size}` });
  const stores = STORES.slice(0, Math.min(sizes.stores, Math.ceil(size / PER_STORE)));
  const free = FREE_DAYS * AFTERNOON.length * RESOURCES;
  const perStore = Math.floor(size / stores.length);
  await seedWorkshop(world, service, { stores, vehicles: Math.max(free, perStore) * stores.length });
  const from = firstOpening();
  const past = Math.floor(perStore / RESOURCES / MORNING_HOURS / 2);
  await seedVisits(world, service, { stores, perStore, from: after(from, -past), hoursADay: MORNING_HOURS });
  const targets = Array.from({ length: free }, (_, n) => {
    const hour = AFTERNOON[Math.floor(n / FREE_DAYS) % AFTERNOON.length];
    return visit(n * stores.length, STORES[0] ?? '', after(from, n % FREE_DAYS, hour));
  });
  const portion = Math.floor(free / (repeats + 1));
  const load = (): HttpLoad => ({
    kind: 'http', url: service.url, as: { role: 'booking-agent', stores: STORES }, connections: CONNECTIONS, take: 'once', durationMs, targets: targets.splice(0, portion),
  }); // prettier-ignore
  return { service, load };
}

const sizesOf = ({ sizes }: Growth, what: string): string =>
  `${written(sizes.at(-1) ?? 0)} / ${written(sizes[0] ?? 0)} ${what}`;

function findingsOf(does: string, what: string, growth: Growth): Finding[] {
  const [least, most] = [String(growth.sizes[0]), String(growth.sizes.at(-1))];
  const ratio = (of: 'perSecond' | 'p99Ms'): Measured =>
    over(growth.rounds, (samples) => (samples[most]?.[of] ?? NaN) / (samples[least]?.[of] ?? NaN));
  return [
    { figure: `${does}, throughput: ${sizesOf(growth, what)}`, goal: atLeast(0.9), measured: ratio('perSecond') },
    { figure: `${does}, p99: ${sizesOf(growth, what)}`, goal: atMost(1.2), measured: ratio('p99Ms') },
  ];
}

/** CPU of one accepted request by size: it says more than the time of a machine that others use, too. */
const curveOf = (does: string, what: string, { sizes, rounds }: Growth): Curve => ({
  of: `${does}, by number of ${what}`,
  unit: 'µs of CPU',
  points: sizes.map((size) => ({
    size,
    value: over(rounds, (samples) => (samples[size] ? cpuMicros(samples[size]) : NaN)).median,
  })),
});
