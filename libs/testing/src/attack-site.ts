import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Role, type Route, RouteCheck } from '@pitlane/platform';
import { type AttackPlan, isPlatforms, Requests, rolesOf, type Rows, type Target } from './attack-cases.js';
import { AttackIssuer, type Bearer, LEAVER } from './attack-issuer.js';
import { moveRows } from './attack-tables.js';
import { eventually } from './eventually.js';
import type { TestService } from './service.js';
import type { Walls } from './walls.js';

export const VICTIM = { store: 'SH001', group: 'huadong' };
/** Another store of the victim's group. */
export const SISTER = { store: 'SH002', group: 'huadong' };
/** A store of another group. */
export const STRANGER = { store: 'BJ001', group: 'beifang' };
export type Home = typeof VICTIM;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Sent {
  readonly method: string;
  readonly target: Target;
  readonly token?: string;
  readonly store?: string;
  /** `Idempotency-Key`: a new one unless given; none when empty. */
  readonly key?: string;
}

/** What an attack needs: the running service, an issuer that it trusts, and rows of two stores. */
export class AttackSite<Name extends string> {
  readonly requests: Requests<Name>;
  private running: AttackIssuer | undefined;
  private readonly urls: Partial<Record<Walls, string>> = {};
  private walls: Walls = 'both';
  private readonly folder = mkdtempSync(join(tmpdir(), 'pitlane-attack-'));
  private planted: { victim: Rows<Name>; sister: Rows<Name> } | undefined;

  constructor(
    readonly service: TestService,
    readonly plan: AttackPlan<Name>,
  ) {
    this.requests = new Requests(plan);
  }

  /** The service trusts the attack's issuer on a second address; the rows are planted through the first. */
  async start(): Promise<void> {
    this.running = await AttackIssuer.start(this.service.name);
    await this.startBehind('both', this.running.url);
    const sister = await this.plant();
    await moveRows(this.service, VICTIM.store, SISTER.store);
    this.planted = { sister, victim: await this.plant() };
  }

  private async startBehind(walls: Walls, AUTH_ISSUER: string): Promise<void> {
    const settings = { AUTH_ISSUER, STAFF_CUTOFFS_FILE: cutOffTheLeaver(this.folder) };
    this.urls[walls] = (await this.service.twin(settings, walls)).url;
  }

  /** The same attack on the same rows with some walls gone. */
  async behind<T>(walls: Walls, attack: (site: this) => Promise<T>): Promise<T> {
    if (!(walls in this.urls)) await this.startBehind(walls, this.issuer.url);
    this.walls = walls;
    try {
      return await attack(this);
    } finally {
      this.walls = 'both';
    }
  }

  private async plant(): Promise<Rows<Name>> {
    const rows = await this.plan.plant(this.service);
    const unnamed = Object.entries<unknown>(rows).flatMap(([name, id]) => (id ? [] : [name]));
    if (unnamed.length > 0) throw new Error(`No id was planted for ${unnamed.join(', ')}.`);
    return rows;
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    rmSync(this.folder, { recursive: true });
  }

  get issuer(): AttackIssuer {
    if (!this.running) throw new Error('The attack has not begun.');
    return this.running;
  }

  get rows(): { readonly victim: Rows<Name>; readonly sister: Rows<Name> } {
    if (!this.planted) throw new Error('The attack has not begun.');
    return this.planted;
  }

  get routes(): Route[] {
    return this.service.get(RouteCheck).routes();
  }

  /** Routes that need a token. */
  get guarded(): Route[] {
    return this.routes.filter(({ access }) => access !== 'public');
  }

  /** Those of them that serve rows of a store. */
  get storeRoutes(): Route[] {
    return this.guarded.filter((route) => !isPlatforms(route));
  }

  /** Roles that the route names. With a wall gone one of them will do: no wall knows of roles. */
  rolesOn(route: Route): readonly Role[] {
    return this.walls === 'both' ? rolesOf(route) : rolesOf(route).slice(0, 1);
  }

  tokenOf({ store, group }: Home, role: string | undefined, more: Bearer = {}): Promise<string> {
    return this.issuer.token({ stores: [store], group, roles: [role ?? 'none'], ...more });
  }

  /** Knocks at a route with absent ids and without an `Idempotency-Key`: what is let in has no effect. */
  knock(route: Route, token?: string, store: string = VICTIM.store): Promise<Answer> {
    const absent = this.requests.absentLike(this.rows.victim);
    const target = this.requests.target(route, { path: absent, query: absent, body: absent });
    return this.send({ method: route.method, target, key: '', store, ...(token !== undefined && { token }) });
  }

  /** As any client does, it tries again what was refused for the load alone. */
  async send({ key = randomUUID(), ...request }: Sent): Promise<Answer> {
    return eventually(async () => {
      const answer = await this.sendOnce({ key, ...request });
      return answer.status === 503 ? undefined : answer;
    });
  }

  private async sendOnce({ method, target, token, store, key }: Sent): Promise<Answer> {
    const isCommand = method !== 'GET';
    const response = await fetch(`${this.urls[this.walls] ?? ''}${target.path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(store !== undefined && { 'pitlane-store': store }),
        ...(isCommand && { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) }),
      },
      ...(isCommand && { body: JSON.stringify(target.body) }),
    });
    return { status: response.status, text: await response.text() };
  }
}

/** Writes a list of staff who are cut off, with the leaver alone. Answers its path. */
function cutOffTheLeaver(folder: string): string {
  const path = join(folder, 'cutoffs.json');
  const notBefore = new Date(Date.now() + 3_600_000).toISOString();
  writeFileSync(path, JSON.stringify({ cutoffs: [{ sub: LEAVER, notBefore }] }));
  return path;
}

/** What fails of checks that run one after the other: a service has only so many connections. */
export async function failingInTurn<T>(items: readonly T[], check: (item: T) => Promise<string[]>): Promise<string[]> {
  const failures: string[] = [];
  for (const item of items) failures.push(...(await check(item)));
  return failures;
}

/** What fails of checks that run at once. */
export async function failing<T>(items: readonly T[], check: (item: T) => Promise<string[]>): Promise<string[]> {
  return (await Promise.all(items.map(check))).flat();
}

export const expected = (status: number, answer: Answer, what: string): string[] =>
  answer.status === status ? [] : [`${what}: ${answer.status}`];
