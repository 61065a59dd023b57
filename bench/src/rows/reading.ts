import { isDeepStrictEqual } from 'node:util';
import type { HttpLoad } from '../load/job.js';
import { runLoad } from '../load/run-load.js';
import { inTurn, over } from '../measure/rounds.js';
import { cpuMicros, measure } from '../measure/side.js';
import { seedStock } from '../seed/stock.js';
import { house } from '../world/house.js';
import type { Service, World } from '../world/world.js';
import { CONNECTIONS, STOCK } from './our-stock.js';
import { atMost, sidesOf, type Suite } from './row.js';

const CLERK = { role: 'parts-clerk', stores: STOCK.stores };
const BARE = 'bench/dist/peers/bare-fastify.js';

/** R9: what the platform's own way costs a read, against the same read on bare Fastify; both on the same database. */
export const reading: Suite = {
  rows: ['R9'],
  async run({ world, say, repeats, durationMs }) {
    const ours = await world.startService('parts');
    await seedStock(world, ours, STOCK);
    const bare = await startBare(world, ours);
    const paths = await pathsOfParts(world, ours);
    await refuseDifferent(world, paths[0] ?? '', [ours.url, bare.url]);
    const load = (url: string): HttpLoad => ({
      kind: 'http', url, as: CLERK, connections: CONNECTIONS, take: 'random', durationMs, targets: paths.map((path) => ({ path })),
    }); // prettier-ignore
    const loads = { ours: load(ours.url), bare: load(bare.url) };
    for (const one of Object.values(loads)) await runLoad(world, { ...one, durationMs: 1_500 });
    await world.gatherStatistics();
    const rounds = await inTurn(
      {
        ours: () => measure(world, { load: loads.ours, pid: ours.pid }),
        bare: () => measure(world, { load: loads.bare, pid: bare.pid }),
      },
      { repeats, say },
    );
    return [
      {
        row: 'R9',
        findings: [
          {
            figure: 'CPU of a GET by id (Node + PostgreSQL): ours / the same on bare Fastify',
            goal: atMost(1.35),
            measured: over(rounds, (samples) => cpuMicros(samples.ours) / cpuMicros(samples.bare)),
          },
        ],
        sides: sidesOf(rounds, { ours: 'ours', bare: 'bare Fastify' }),
      },
    ];
  },
};

async function startBare(world: World, { appUrl }: Service): Promise<{ url: string; pid: number }> {
  const port = await house.freePort();
  const env = { PORT: String(port), DATABASE_URL: appUrl, AUTH_ISSUER: world.issuer.url, NODE_ENV: 'production' };
  const running = await world.startNode('bare-fastify', [BARE], env);
  const url = `http://127.0.0.1:${port}`;
  await world.untilAnswers(url, 'bare-fastify', running, (status) => status === 404);
  return { url, pid: running.pid };
}

async function pathsOfParts(world: World, service: Service): Promise<string[]> {
  const rows = await world.sql<{ id: string }>(
    world.superuserUrl(service),
    `SELECT id FROM part WHERE part_number LIKE 'P%'`,
  );
  return rows.map(({ id }) => `/v1/parts/${id}`);
}

/** Both sides answer the same. @throws Error when they don't */
async function refuseDifferent(world: World, path: string, urls: readonly [string, string]): Promise<void> {
  const headers = { authorization: `Bearer ${await world.issuer.tokenFor(CLERK)}` };
  const answers = urls.map(async (url): Promise<unknown> => (await fetch(`${url}${path}`, { headers })).json());
  const [one, other] = await Promise.all(answers);
  if (!isDeepStrictEqual(one, other)) {
    throw new Error(`The same read is answered differently: ${JSON.stringify(one)} and ${JSON.stringify(other)}`);
  }
}
