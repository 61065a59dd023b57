import { BOOK, bookingFloor } from '../floors/booking.js';
import { SETTLE, settlingFloor } from '../floors/settling.js';
import type { HttpLoad, SqlLoad, Target } from '../load/job.js';
import { inTurn, over, type Round } from '../measure/rounds.js';
import { measure, type Sample } from '../measure/side.js';
import { LINES, seedSettlements } from '../seed/settlements.js';
import { ID, uuidOf } from '../seed/uuid.js';
import { RESOURCES, seedWorkshop } from '../seed/workshop.js';
import { type Service, STORES, type World } from '../world/world.js';
import { checkBook, untilPublished } from './books.js';
import { after, firstOpening, visit } from './visit.js';
import { CONNECTIONS } from './our-stock.js';
import { atLeast, type RowResult, sidesOf, type Suite } from './row.js';

const CLIENTS = 16;
const STORE_COUNT = 20;
const DAYS = 20;
/** Starts of a visit on one day, two hours apart: whatever the store adds to an hour of work, no two visits share a slot's resources. */
const STARTS = 5;
const COUNT = STORE_COUNT * DAYS * STARTS * RESOURCES;

/** R4: booking a visit and issuing a settlement, each against one call of a function that keeps the same promise. */
export const booking: Suite = {
  rows: ['R4'],
  async run({ world, say, repeats, durationMs }) {
    say(`making ${COUNT} visits to book and ${COUNT} settlements to issue`);
    await world.startBroker();
    await world.startProvisioner();
    const stores = STORES.slice(0, STORE_COUNT);
    const appointments = await world.startService('appointments', { withBroker: true });
    await seedWorkshop(world, appointments, { stores, vehicles: COUNT });
    const billing = await world.startService('billing', { withBroker: true });
    await seedSettlements(world, billing, { count: COUNT, stores });
    const sides = await sidesFor(world, { appointments, billing }, { durationMs, portions: repeats + 1 });
    say('warming up');
    for (const side of Object.values(sides)) await side();
    // Its tables were empty when the first visits were booked; what autovacuum would say of them within a minute decides the plans.
    await world.sql(world.superuserUrl(appointments), 'VACUUM ANALYZE');
    const check = (): Promise<unknown> =>
      Promise.all([
        checkBook('appointments', appointments, ['A1', 'A2', 'A3']),
        checkBook('billing', billing, ['B1', 'B3']),
      ]);
    await world.gatherStatistics();
    return [resultOf(await inTurn(sides, { repeats, say, check }))];
  },
};

type Sides = 'bookFloor' | 'bookOurs' | 'settleFloor' | 'settleOurs';

async function sidesFor(
  world: World,
  { appointments, billing }: { appointments: Service; billing: Service },
  { durationMs, portions }: { durationMs: number; portions: number },
): Promise<Record<Sides, () => Promise<Sample>>> {
  const from = firstOpening();
  const portion = Math.floor(COUNT / portions);
  /** Nothing is booked or issued twice: each load takes the next portion. */
  const inPortions = (load: (first: number) => HttpLoad | SqlLoad, service?: Service): (() => Promise<Sample>) => {
    let next = 0;
    return () => {
      const first = next;
      next += portion;
      const settled = service && ((): Promise<void> => untilPublished(world, service));
      return measure(world, { load: load(first), ...(service && settled && { pid: service.pid, settled }) });
    };
  };
  const numbersFrom = (first: number): number[] => Array.from({ length: portion }, (_, index) => first + index);
  const http = (service: Service, role: string, targets: Target[]): HttpLoad => ({
    kind: 'http', url: service.url, as: { role, stores: STORES }, connections: CONNECTIONS, take: 'once', durationMs, targets,
  }); // prettier-ignore
  const sql = (url: string, text: string, parameters: (string | number)[][]): SqlLoad => ({
    kind: 'sql', url, sql: text, connections: CLIENTS, take: 'once', durationMs, parameters,
  }); // prettier-ignore
  const bookUrl = await bookingFloor(world, { stores: STORE_COUNT, days: DAYS, capacity: RESOURCES, from });
  const settleUrl = await settlingFloor(world, { count: COUNT, stores: STORE_COUNT, lines: LINES });
  return {
    bookFloor: inPortions((first) => sql(bookUrl, BOOK, numbersFrom(first).map((n) => [storeOf(n), startOf(n, from).toISOString(), n]))),
    bookOurs: inPortions((first) => http(appointments, 'booking-agent', numbersFrom(first).map((n) => visit(n, STORES[storeOf(n)] ?? '', startOf(n, from)))), appointments),
    settleFloor: inPortions((first) => sql(settleUrl, SETTLE, numbersFrom(first).map((n) => [n]))),
    settleOurs: inPortions((first) => http(billing, 'cashier', numbersFrom(first).map(issue)), billing),
  }; // prettier-ignore
}

const storeOf = (n: number): number => n % STORE_COUNT;

/** Neighbours in number are in other stores, then on other days: what runs at once rarely meets. */
function startOf(n: number, from: Date): Date {
  const [day, start] = [Math.floor(n / STORE_COUNT) % DAYS, Math.floor(n / STORE_COUNT / DAYS) % STARTS];
  return after(from, day, 2 * start);
}

const issue = (n: number): Target => ({
  path: `/v1/settlements/${uuidOf(ID.settlement, n)}/issue`,
  store: STORES[storeOf(n)] ?? '',
  body: '{}',
});

function resultOf(rounds: readonly Round<Sides, Sample>[]): RowResult {
  return {
    row: 'R4',
    findings: [
      {
        figure: 'book over HTTP / SQL floor',
        goal: atLeast(0.8),
        measured: over(rounds, ({ bookOurs, bookFloor }) => bookOurs.perSecond / bookFloor.perSecond),
      },
      {
        figure: `settle over HTTP, ${LINES} lines / SQL floor`,
        goal: atLeast(0.8),
        measured: over(rounds, ({ settleOurs, settleFloor }) => settleOurs.perSecond / settleFloor.perSecond),
      },
    ],
    sides: sidesOf(rounds, {
      bookOurs: 'ours, book',
      bookFloor: 'floor, book',
      settleOurs: 'ours, settle',
      settleFloor: 'floor, settle',
    }),
  };
}
