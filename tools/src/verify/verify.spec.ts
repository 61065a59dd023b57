import { eventually } from '@pitlane/testing';
import type { Row } from './books.js';
import { INVARIANTS } from './invariants.js';
import { isRed, summaryOf, tableOf, verify } from './report.js';
import { waitUntilSettled } from './settled.js';
import { APPOINTMENTS } from './testing/appointments.js';
import { AUDIT } from './testing/audit.js';
import { BILLING } from './testing/billing.js';
import { CRM } from './testing/crm.js';
import { MESSAGING } from './testing/messaging.js';
import { PARTS } from './testing/parts.js';
import { SAGAS } from './testing/sagas.js';
import { heard, id, said } from './testing/rows.js';
import { TestBooks } from './testing/test-books.js';
import { WORKSHOP } from './testing/workshop.js';

const CORRUPTIONS = [...APPOINTMENTS, ...WORKSHOP, ...PARTS, ...BILLING, ...CRM, ...MESSAGING, ...SAGAS, ...AUDIT];

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
