import pg from 'pg';
import { World } from '../world/world.js';
import { BOOK, bookingFloor } from './booking.js';
import { checkReservingFloor, RESERVE, reservingFloor } from './reserving.js';
import { SETTLE, settlingFloor } from './settling.js';

const CALLERS = 16;

describe('a floor keeps the promise that it is the floor of', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start(1);
  }, 60_000);
  afterAll(() => world.stop());

  /** All at once, from as many connections. @returns how many were accepted */
  async function acceptedOf(url: string, sql: string, parameters: unknown[]): Promise<number> {
    const clients = Array.from({ length: CALLERS }, () => new pg.Client({ connectionString: url }));
    await Promise.all(clients.map((client) => client.connect()));
    const answers = await Promise.all(
      clients.map((client) => client.query<unknown[]>({ text: sql, values: parameters, rowMode: 'array' })),
    );
    await Promise.all(clients.map((client) => client.end()));
    return answers.filter(({ rows }) => rows[0]?.[0] === true).length;
  }

  it('reserving: nothing is sold twice, the oldest lot leaves first, and the check sees a wrong lot', async () => {
    const stock = { parts: 1, lotsPerPart: 2, unitsPerLot: 5, hotLots: 1, hotUnitsPerLot: 1, stores: ['S001'] };
    const url = await reservingFloor(world, stock);
    expect(await acceptedOf(url, RESERVE, [1, 1])).toBe(10);
    await checkReservingFloor(world, url);
    const lots = await world.sql(url, 'SELECT reserved::int, open FROM lot WHERE part_id = 1');
    expect(lots).toEqual([{ reserved: 5, open: false }, { reserved: 5, open: false }]); // prettier-ignore
    expect(await acceptedOf(url, RESERVE, [0, 1])).toBe(1);
    await world.sql(url, 'UPDATE lot SET reserved = 0 WHERE part_id = 0');
    await expect(checkReservingFloor(world, url)).rejects.toThrow('1 parts does not add up');
  });

  it('booking: no more visits than resources, each with a bay and a technician of its own', async () => {
    const from = new Date('2027-01-04T00:00:00Z');
    const url = await bookingFloor(world, { stores: 1, days: 1, capacity: 3, from });
    expect(await acceptedOf(url, BOOK, [0, from.toISOString(), 7])).toBe(3);
    const held = await world.sql(
      url,
      'SELECT kind, array_agg(resource ORDER BY resource) AS all FROM allocation GROUP BY kind ORDER BY kind',
    );
    expect(held).toEqual([{ kind: 'bay', all: [1, 2, 3] }, { kind: 'technician', all: [1, 2, 3] }]); // prettier-ignore
    const slots = await world.sql(url, 'SELECT count(*)::int, min(booked) AS booked FROM slot WHERE booked > 0');
    expect(slots).toEqual([{ count: 4, booked: 3 }]);
  });

  it('settling: each settlement once, under the next number of its store', async () => {
    const url = await settlingFloor(world, { count: 4, stores: 2, lines: 6 });
    expect(await acceptedOf(url, SETTLE, [2])).toBe(1);
    expect(await acceptedOf(url, SETTLE, [0])).toBe(1);
    const issued = await world.sql(url, `SELECT id, number FROM settlement WHERE status = 'issued' ORDER BY id`);
    expect(issued).toEqual([{ id: 0, number: 2 }, { id: 2, number: 1 }]); // prettier-ignore
    await world.sql(url, 'UPDATE settlement_line SET amount_fen = 1 WHERE settlement_id = 1');
    expect(await acceptedOf(url, SETTLE, [1])).toBe(0);
  });
});
