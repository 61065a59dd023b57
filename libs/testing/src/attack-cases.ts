import { randomUUID } from 'node:crypto';
import type { Role, Route } from '@pitlane/platform';
import type { TestService } from './service.js';
import type { Walls } from './walls.js';

/** Ids of one store's rows, by name: `{ repairOrderId: '0198…' }`. */
export type Rows<Name extends string = string> = Readonly<Record<Name, string>>;

/** What the attack on a service cannot read off its route table. Routes are named `POST /v1/settlements/:id/issue`. */
export interface AttackPlan<Name extends string> {
  /** Stores one set of rows of SH001, each reachable by the others, and names their ids. Called twice. */
  readonly plant: (service: TestService) => Promise<Rows<Name>>;
  /** By path up to the parameter: the row that it names, or a fixed word. */
  readonly parameters: Readonly<Record<string, NoInfer<Name> | { readonly word: string }>>;
  /** What a command needs to pass validation, with every id that it takes. */
  readonly bodies?: Readonly<Record<string, (rows: Rows<Name>) => object>>;
  /** Filters of a list, or what a query cannot do without. */
  readonly queries?: Readonly<Record<string, (rows: Rows<Name>) => Readonly<Record<string, string>>>>;
  /** Walls that hold alone. Default: each does; where a group shares rows row-level security alone says who sees them. */
  readonly walls?: readonly Walls[];
  /** Routes that need no token, besides those of the platform. */
  readonly publicRoutes?: readonly string[];
  /** Lists that show no id even to their own store: figures, free times. */
  readonly anonymousLists?: readonly string[];
  /** Values that nobody has, where a random one would not pass validation. */
  readonly absent?: Partial<Rows<NoInfer<Name>>>;
  /** Cases that are no attack, with the reason: `PUT /v1/checklists/:operationCode path.operationCode`. */
  readonly harmless?: Readonly<Record<string, string>>;
  /** As `harmless`, for the stores of one group alone. */
  readonly sharedInGroup?: Readonly<Record<string, string>>;
}

const UUID = /^[0-9a-f-]{36}$/;

/** Routes of every service: they show what is not one store's. */
export const PLATFORM_PUBLIC = ['GET /health/live', 'GET /health/ready', 'GET /metrics'];
const PLATFORM_PATHS = ['/internal/', '/ops/'];
/** Filters of the platform's own lists of a store's rows. */
const PLATFORM_QUERIES: Readonly<Record<string, (rows: Rows) => Readonly<Record<string, string>>>> = {
  'GET /v1/audit': (rows) => ({ aggregateId: Object.values(rows).find((id) => UUID.test(id)) ?? '' }),
};

export type Place = 'path' | 'query' | 'body';

/** One id, or all ids, of a request exchanged for another's. */
export interface Swap<Name extends string> {
  readonly label: string;
  readonly places: readonly Place[];
  readonly names: readonly Name[];
}

export interface Target {
  readonly path: string;
  readonly body: object;
}

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;

export const rolesOf = ({ access }: Route): readonly Role[] =>
  access === 'public' ? [] : (access as { roles: Role[] }).roles;

export const isPlatforms = ({ path }: Route): boolean => PLATFORM_PATHS.some((prefix) => path.startsWith(prefix));

/** `/v1/jobs/:id/lines/:lineId` → `/v1/jobs/:id`, `/v1/jobs/:id/lines/:lineId` */
export const parametersOf = ({ path }: Pick<Route, 'path'>): string[] =>
  [...path.matchAll(/:\w+/g)].map(({ 0: parameter, index }) => path.slice(0, index + parameter.length));

/** The same names with ids that nobody has. */
function absentLike<Name extends string>(rows: Rows<Name>): Rows<Name> {
  const entries = Object.entries<string>(rows).map(([name, id]) => {
    return [name, UUID.test(id) ? randomUUID() : `X${randomUUID().slice(0, 8).toUpperCase()}`];
  });
  return Object.fromEntries(entries) as Rows<Name>;
}

/** Requests to one service's routes, as its plan fills them. */
export class Requests<Name extends string> {
  constructor(private readonly plan: AttackPlan<Name>) {}

  /** A request whose ids in each place are of these rows. */
  target(route: Route, rows: Readonly<Record<Place, Rows<Name>>>): Target {
    const name = nameOf(route);
    const path = parametersOf(route).reduceRight((filled, parameter) => {
      const what = this.plan.parameters[parameter] ?? { word: 'unnamed' };
      const value = typeof what === 'string' ? rows.path[what] : what.word;
      return parameter.replace(/:\w+$/, encodeURIComponent(value)) + filled.slice(parameter.length);
    }, route.path);
    const filters = PLATFORM_QUERIES[name]?.(rows.query) ?? this.plan.queries?.[name]?.(rows.query);
    const query = new URLSearchParams(filters).toString();
    return { path: query ? `${path}?${query}` : path, body: this.plan.bodies?.[name]?.(rows.body) ?? {} };
  }

  /** A list without filters that name a row. */
  unfiltered(route: Route, rows: Rows<Name>): Target {
    const target = this.target(route, { path: rows, query: rows, body: rows });
    return this.namesIn(route, 'query', rows).length > 0 ? { ...target, path: route.path } : target;
  }

  /** The names of the rows with ids that nobody has. */
  absentLike(rows: Rows<Name>): Rows<Name> {
    return { ...absentLike(rows), ...this.plan.absent };
  }

  /** Each id alone, then all at once. */
  swaps(route: Route, rows: Rows<Name>): Swap<Name>[] {
    const single = (['path', 'query', 'body'] as const).flatMap((place) =>
      this.namesIn(route, place, rows).map((name) => ({ label: `${place}.${name}`, places: [place], names: [name] })),
    );
    if (single.length === 0) return [];
    const all = {
      label: 'all',
      places: ['path', 'query', 'body'] as const,
      names: single.flatMap(({ names }) => names),
    };
    const harmless = this.plan.harmless ?? {};
    return [...single, all].filter(({ label }) => !(`${nameOf(route)} ${label}` in harmless));
  }

  isShared(route: Route, { label }: Pick<Swap<Name>, 'label'>): boolean {
    return `${nameOf(route)} ${label}` in (this.plan.sharedInGroup ?? {});
  }

  /** Names that a place of the route takes: those whose exchange changes the request. */
  private namesIn(route: Route, place: Place, rows: Rows<Name>): Name[] {
    const own = { path: rows, query: rows, body: rows };
    const plain = JSON.stringify(this.target(route, own));
    return (Object.keys(rows) as Name[]).filter((name) => {
      const marked = { ...own, [place]: { ...rows, [name]: 'MARKED' } };
      return JSON.stringify(this.target(route, marked)) !== plain;
    });
  }

  /** What is wrong with the plan: parameters without a row, and entries that speak of no route. */
  gaps(routes: readonly Route[]): string[] {
    const { parameters, bodies, queries, harmless, sharedInGroup, anonymousLists = [] } = this.plan;
    const used = routes.filter((route) => !isPlatforms(route) && route.access !== 'public');
    const wanted = new Set(used.flatMap(parametersOf));
    const names = new Set(used.map(nameOf));
    const spoken = [...anonymousLists, ...Object.keys({ ...bodies, ...queries, ...harmless, ...sharedInGroup })];
    return [
      ...[...wanted].filter((path) => !(path in parameters)).map((path) => `no row for ${path}`),
      ...Object.keys(parameters).filter((path) => !wanted.has(path)).map((path) => `no route has ${path}`),
      ...spoken.filter((name) => !names.has(name.split(' ').slice(0, 2).join(' '))).map((name) => `no route ${name}`),
    ]; // prettier-ignore
  }
}
