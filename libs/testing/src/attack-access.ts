import { ROLES } from '@pitlane/platform';
import { nameOf, rolesOf } from './attack-cases.js';
import { type AttackSite, expected, failing, failingInTurn, SISTER, VICTIM } from './attack-site.js';

/** Requests that got anything but 401; an honest token must get something else. */
export async function withForgedTokens(site: AttackSite<string>): Promise<string[]> {
  const forged = Object.entries(await site.issuer.forgeries());
  const honest = await site.issuer.token();
  return failingInTurn(site.guarded, async (route) => {
    const wrong = await failing(forged, async ([name, token]) => expected(401, await site.knock(route, token), name));
    const none = expected(401, await site.knock(route), 'no token');
    const unwelcome = (await site.knock(route, honest)).status === 401 ? ['an honest token: 401'] : [];
    return [...wrong, ...none, ...unwelcome].map((text) => `${nameOf(route)}, ${text}`);
  });
}

/** Roles that got in although the route does not name them, or the reverse; and stores that a header added. */
export async function withWrongRoles(site: AttackSite<string>): Promise<string[]> {
  return failingInTurn(site.guarded, async (route) => {
    const allowed: readonly string[] = rolesOf(route);
    const roles = await failing([...ROLES, 'root'], async (role) => {
      const { status } = await site.knock(route, await site.tokenOf(VICTIM, role));
      const isRight = allowed.includes(role) ? status !== 401 && status !== 403 : status === 403;
      return isRight ? [] : [`${nameOf(route)} as ${role}: ${status}`];
    });
    const elsewhere = await site.knock(route, await site.tokenOf(VICTIM, allowed[0]), SISTER.store);
    return [...roles, ...expected(403, elsewhere, `${nameOf(route)} for a store that the token lacks`)];
  });
}
