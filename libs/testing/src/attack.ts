import { withForgedTokens, withWrongRoles } from './attack-access.js';
import { type AttackPlan, nameOf, PLATFORM_PUBLIC } from './attack-cases.js';
import { AttackSite } from './attack-site.js';
import { looseReferences, openTables } from './attack-tables.js';
import { asOwner, withForeignIds, withLists } from './attack-tenancy.js';
import type { TestService } from './service.js';
import type { Walls } from './walls.js';

/** Thousands of requests, on a machine that may be busy. */
const LONG_MS = 120_000;
const ALONE: readonly Walls[] = ['database', 'code'];

/**
 * Attacks every route of a service, as its route table names them: without a token, with forged ones, with roles that may not, and
 * with the ids of another store. A route that the plan says too little of is a failure.
 */
export function attack<Name extends string>(service: TestService, plan: AttackPlan<Name>): void {
  const site = new AttackSite(service, plan);
  import.meta.jest.setTimeout(LONG_MS);
  beforeAll(() => site.start());
  afterAll(() => site.stop());

  it('has a case for every parameter of every route', () => {
    expect(site.requests.gaps(site.routes)).toEqual([]);
  });

  it('is open without a token on the named routes alone', () => {
    const open = site.routes.filter(({ access }) => access === 'public').map(nameOf);
    expect(open.sort()).toEqual([...PLATFORM_PUBLIC, ...(plan.publicRoutes ?? [])].sort());
  });

  it('answers 401 on every route to no token and to every forged one, and fetches no key that a token names', async () => {
    expect(await withForgedTokens(site)).toEqual([]);
    expect(site.issuer.strayFetches).toBe(0);
  });

  it('answers 403 on every route to every role that it does not name, and to a store that the token lacks', async () => {
    expect(await withWrongRoles(site)).toEqual([]);
  });

  describe.each<Walls>(['both', ...(plan.walls ?? ALONE)])('behind its walls (%s)', (walls) =>
    attackFromOtherStores(site, walls),
  );

  it('reaches each row for its own store, whose answers no other store or person gets by their Idempotency-Key', async () => {
    expect(await asOwner(site)).toEqual([]);
  });

  it('keeps every table with a store behind row-level security, also from its owner', async () => {
    expect(await openTables(service)).toEqual(['command', 'inbox', 'outbox']);
  });

  it('lets no row refer to a row of another store', async () => {
    expect(await looseReferences(service)).toEqual([]);
  });
}

function attackFromOtherStores<Name extends string>(site: AttackSite<Name>, walls: Walls): void {
  it('answers of another store’s row as of one that is not there, and writes nothing', async () => {
    expect(await site.behind(walls, withForeignIds)).toEqual([]);
  });

  it('lists nothing of another store', async () => {
    expect(await site.behind(walls, withLists)).toEqual([]);
  });
}
