import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@pitlane/testing';
import type { Row } from './books.js';
import { canary } from './canary.js';
import { INVARIANTS } from './invariants.js';
import { isRed, summaryOf, tableOf, verify } from './report.js';
import { waitUntilSettled } from './settled.js';
import { APPOINTMENTS } from './testing/appointments.js';
import { AUDIT } from './testing/audit.js';
import { BILLING } from './testing/billing.js';
import { COPIES } from './testing/copies.js';
import { CRM } from './testing/crm.js';
import { MESSAGING } from './testing/messaging.js';
import { PARTS } from './testing/parts.js';
import { SAGAS } from './testing/sagas.js';
import { deliveredOnPass, ELEVEN, exitPass, heard, id, NINE, order, paidBack, said } from './testing/rows.js';
import { TestBooks } from './testing/test-books.js';
import { WORKSHOP } from './testing/workshop.js';

const CORRUPTIONS = [
  ...APPOINTMENTS,
  ...WORKSHOP,
  ...PARTS,
  ...BILLING,
  ...CRM,
  ...MESSAGING,
  ...SAGAS,
  ...COPIES,
  ...AUDIT,
];

describe('the books of a platform', () => {
  const platform = new TestBooks();
  const seenRed = new Set<string>();
  const check = (only: string) =>
    verify(
      INVARIANTS.filter((invariant) => invariant.id === only),
      platform.books,
    );

  beforeAll(() => platform.open(), 120_000);
  beforeEach(() => platform.begin());
  afterEach(() => platform.restore());
  afterAll(() => platform.close());

  it('are green before the first day, and say that nothing was looked at', async () => {
    const results = await verify(INVARIANTS, platform.books);
    expect(results.filter(isRed)).toEqual([]);
    expect(summaryOf(results)).toBe(
      `${results.length} invariants: ${results.length} green (${results.length} of them looked at nothing), 0 red`,
    );
  });

  it.each(CORRUPTIONS)('name $what ($id)', async ({ id: only, planted, names }) => {
    await platform.plant(...planted);
    const results = await check(only);
    expect(results.flatMap(({ violations }) => violations)).toContainEqual(expect.objectContaining(names));
    const isNamed = (row: Row): boolean => Object.entries(names).every(([column, value]) => row[column] === value);
    for (const { says, violations } of results) if (violations.some(isNamed)) seenRed.add(says);
  });

  it('do not miss the events of an aggregate that the outbox has let go of (X1)', async () => {
    await platform.plant(order('open', { event_version: 2 }));
    expect((await check('X1')).flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('excuse a car that left before its money went back, by the gate or by the hand-over (B5)', async () => {
    const unsettled = async () => (await check('B5')).flatMap(({ violations }) => violations);
    await platform.plant(deliveredOnPass(), ...paidBack(ELEVEN), exitPass({ status: 'expired' }));
    expect(await unsettled()).toEqual([]);
    await platform.restore();
    await platform.begin();
    await platform.plant(deliveredOnPass(), ...paidBack(NINE), exitPass({ status: 'used', used_at: NINE }));
    expect(await unsettled()).toEqual([]);
  });

  it('name sessions that hold something and do nothing (X13)', async () => {
    await platform.leaveIdle('parts', 'BEGIN; SELECT 1');
    await platform.leaveIdle('crm', 'SELECT pg_advisory_lock(7)');
    expect((await check('X13')).filter(isRed)).toEqual([]);
    const stuck = await eventually(
      async () => {
        const [result] = await check('X13');
        return result?.violations.length === 2 && result;
      },
      { withinMs: 20_000, everyMs: 500 },
    );
    expect(stuck.violations).toMatchObject([
      { service: 'parts', state: 'idle in transaction' },
      { service: 'crm', state: 'idle' },
    ]);
    seenRed.add(stuck.says);
  }, 30_000);

  it('give away a made-up person wherever one is not sealed (X12)', async () => {
    const runDirectory = mkdtempSync(join(tmpdir(), 'canary-'));
    for (const folder of ['nats/streams', 'logs']) mkdirSync(join(runDirectory, folder), { recursive: true });
    const metrics = createServer((_request, response) => response.end('customers{name="金丝雀"} 1')).listen(
      0,
      '127.0.0.1',
    );
    await once(metrics, 'listening');
    const url = `http://127.0.0.1:${(metrics.address() as AddressInfo).port}`;
    const services = { appointments: url, workshop: url, parts: url, billing: url, crm: url };
    const seek = async (people: readonly string[], cars: readonly string[] = []) =>
      (await verify([canary({ people, cars }, { runDirectory, services })], platform.books)).flatMap(
        ({ violations }) => violations,
      );
    try {
      expect(await seek(['13900001234'])).toEqual([]);
      expect(await seek(['13900001234', '金丝雀'])).toContainEqual({ metricsOf: 'crm' });
      writeFileSync(join(runDirectory, 'nats/streams/1.blk'), Buffer.from([0, 255, ...Buffer.from('13900001234')]));
      writeFileSync(join(runDirectory, 'logs/crm.log'), 'the car 沪A99999');
      await platform.plant(said('parts', { payload: JSON.stringify({ storeid: 'SH001', phone: '13900001234' }) }), [
        'crm',
        'inbox_parked',
        { event_id: id(1), raw: Buffer.from('phone 13900001234') },
      ]);
      expect(await seek(['13900001234'], ['沪A99999'])).toEqual([
        { service: 'parts', table: 'outbox', rows: 1 },
        { service: 'crm', table: 'inbox_parked', rows: 1 },
        { file: join(runDirectory, 'nats/streams/1.blk') },
        { file: join(runDirectory, 'logs/crm.log') },
      ]);
      expect(await seek([], ['沪A99999'])).toEqual([{ file: join(runDirectory, 'logs/crm.log') }]);
    } finally {
      metrics.close();
      rmSync(runDirectory, { recursive: true });
    }
  });

  it('have no invariant that none of these breaks', () => {
    expect(INVARIANTS.map(({ says }) => says).filter((says) => !seenRed.has(says))).toEqual([]);
  });

  it('show ten rows of an invariant that more rows break', async () => {
    await platform.plant(
      ...Array.from({ length: 12 }, (_, n) =>
        said('parts', { event_id: id(n), aggregate_version: n, published_at: null }),
      ),
    );
    const table = tableOf(await check('X2'));
    expect(table).toContain(`service parts  event ${id(0)}`);
    expect(table.split('\n').filter((line) => line.includes('service parts'))).toHaveLength(10);
    expect(table).toContain('… and 2 more');
  });

  it('are settled when every event had its effect everywhere, and not before', async () => {
    expect(await waitUntilSettled(platform.books, 0)).toBe(true);
    await platform.plant(said('appointments'));
    expect(await waitUntilSettled(platform.books, 0)).toBe(false);
    for (const consumer of ['workshop', 'parts', 'billing', 'crm'] as const) {
      await platform.plant(heard(consumer, 'appointments.appointment.confirmed.v1'));
    }
    expect(await waitUntilSettled(platform.books, 0)).toBe(true);
  });
});
