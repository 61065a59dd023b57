import { randomUUID } from 'node:crypto';
import type { Role, Route } from '@pitlane/platform';
import { nameOf, type Place, rolesOf, type Rows, type Swap } from './attack-cases.js';
import {
  type Answer,
  type AttackSite,
  expected,
  failing,
  failingInTurn,
  type Home,
  SISTER,
  STRANGER,
  VICTIM,
} from './attack-site.js';
import { stateOf } from './attack-tables.js';

/** Foreign ids that got another answer than absent ones, or left a trace. */
export async function withForeignIds<Name extends string>(site: AttackSite<Name>): Promise<string[]> {
  let before = await stateOf(site.service);
  return failingInTurn(site.storeRoutes, async (route) => {
    const failures = await failingInTurn(site.rolesOn(route), (role) => withEachSwap(site, route, role));
    const after = await stateOf(site.service);
    const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
    before = after;
    return changed.length > 0 ? [...failures, `${nameOf(route)} wrote to ${changed.join(', ')}`] : failures;
  });
}

async function withEachSwap<Name extends string>(site: AttackSite<Name>, route: Route, role: Role): Promise<string[]> {
  const swaps = site.requests.swaps(route, site.rows.victim);
  const unshared = swaps.filter((swap) => !site.requests.isShared(route, swap));
  const all = swaps.filter(({ label }) => label === 'all');
  return [
    ...(await failing(unshared, (swap) => foreignAndAbsent(site, route, { home: SISTER, role, swap }))),
    ...(await failing(all, (swap) => foreignAndAbsent(site, route, { home: STRANGER, role, swap }))),
  ];
}

interface Exchange<Name extends string> {
  readonly home: Home;
  readonly role: Role;
  readonly swap: Swap<Name>;
}

async function foreignAndAbsent<Name extends string>(
  site: AttackSite<Name>,
  route: Route,
  { home, role, swap }: Exchange<Name>,
): Promise<string[]> {
  const { victim, sister } = site.rows;
  const token = await site.tokenOf(home, role);
  const answerWith = async (rows: Rows<Name>): Promise<Answer> => {
    const target = site.requests.target(route, exchanged(sister, rows, swap));
    return anonymous(await site.send({ method: route.method, target, token, store: home.store }), rows);
  };
  const foreign = await answerWith(victim);
  const absent = await answerWith(site.requests.absentLike(sister));
  const label = `${nameOf(route)} ${swap.label} as ${role} of ${home.store}`;
  if (foreign.status !== absent.status || foreign.text !== absent.text) {
    return [`${label}: ${brief(foreign)} but for an absent id ${brief(absent)}`];
  }
  const isRefused = foreign.status >= 400 && foreign.status < 500;
  return isRefused || route.method === 'GET' ? [] : [`${label}: ${brief(foreign)}`];
}

/** Lists that show a row of the victim to others, or none to its own store. */
export async function withLists<Name extends string>(site: AttackSite<Name>): Promise<string[]> {
  const { victim } = site.rows;
  const lists = site.storeRoutes.filter(({ method, path }) => method === 'GET' && !path.includes(':'));
  return failingInTurn(lists, async (route) => {
    const name = nameOf(route);
    const target = site.requests.unfiltered(route, victim);
    const look = async (home: Home, role: Role): Promise<Answer> =>
      site.send({ method: 'GET', target, token: await site.tokenOf(home, role), store: home.store });
    const seen = await Promise.all(rolesOf(route).map((role) => look(VICTIM, role)));
    const isBlind = seen.every((answer) => shown(answer, victim).length === 0);
    const leaks = await failing([SISTER, STRANGER], (home) =>
      failing(site.rolesOn(route), async (role) => {
        const names = shown(await look(home, role), victim);
        return names.map((row) => `${name} as ${role} of ${home.store} shows ${row}`);
      }),
    );
    return [
      ...seen.flatMap((answer) => expected(200, answer, name)),
      ...(isBlind && !site.plan.anonymousLists?.includes(name) ? [`${name} shows its own store nothing`] : []),
      ...leaks,
    ];
  });
}

/** Rows that their own store does not reach either, and answers that another gets by its `Idempotency-Key`. */
export async function asOwner<Name extends string>(site: AttackSite<Name>): Promise<string[]> {
  const withIds = site.storeRoutes.filter((route) => site.requests.swaps(route, site.rows.victim).length > 0);
  const reads = withIds.filter(({ method }) => method === 'GET');
  const commands = withIds.filter(({ method }) => method !== 'GET');
  return failingInTurn([...reads, ...commands], (route) => ownThenReplayed(site, route));
}

async function ownThenReplayed<Name extends string>(site: AttackSite<Name>, route: Route): Promise<string[]> {
  const { victim } = site.rows;
  const target = site.requests.target(route, { path: victim, query: victim, body: victim });
  const key = randomUUID();
  const sendAs = async (home: Home, sub = 'an.attacker', body: object = target.body): Promise<Answer> => {
    const token = await site.tokenOf(home, rolesOf(route)[0], { sub });
    return site.send({ method: route.method, target: { ...target, body }, token, store: home.store, key });
  };
  const own = await sendAs(VICTIM);
  const isReached = own.status < 300 || own.status === 409;
  const unreached = isReached ? [] : [`${nameOf(route)} for its own store: ${brief(own)}`];
  if (route.method === 'GET') return unreached;
  const others = site.requests.isShared(route, { label: 'all' }) ? [STRANGER] : [SISTER, STRANGER];
  const replays = await Promise.all(others.map((home) => sendAs(home)));
  const leaked = replays.filter((answer) => answer.status < 400 || answer.text === own.text || isKeyReused(answer));
  // A key that they shared would be refused as one that came with another request.
  const colleague = await sendAs(VICTIM, 'a.colleague', { ...target.body, isAnother: true });
  return [
    ...unreached,
    ...leaked.map((answer) => `${nameOf(route)} replayed elsewhere: ${brief(answer)}`),
    ...(isKeyReused(colleague) ? [`${nameOf(route)}: a colleague shares the Idempotency-Key`] : []),
  ];
}

const brief = ({ status, text }: Answer): string => `${status} ${text.slice(0, 300)}`;

const isKeyReused = ({ text }: Answer): boolean => text.includes('idempotency_key_reused');

/** Names of the rows whose ids stand in an answer. */
const shown = ({ text }: Answer, rows: Rows): string[] =>
  Object.entries(rows).flatMap(([name, id]) => (text.includes(id) ? [name] : []));

function exchanged<Name extends string>(
  own: Rows<Name>,
  others: Rows<Name>,
  { places, names }: Swap<Name>,
): Record<Place, Rows<Name>> {
  const mixed = { ...own, ...Object.fromEntries(names.map((name) => [name, others[name]])) };
  const at = (place: Place): Rows<Name> => (places.includes(place) ? mixed : own);
  return { path: at('path'), query: at('query'), body: at('body') };
}

/** The answer with names in place of ids, and without the trace's id. */
function anonymous({ status, text }: Answer, rows: Rows): Answer {
  const named = Object.entries(rows).reduce((rest, [name, id]) => rest.replaceAll(id, `<${name}>`), text);
  return { status, text: named.replace(/,?"traceId":"\w+"/, '') };
}
