import { house, type Running } from '../world/house.js';
import { peerProgram } from '../world/peers.js';
import type { World } from '../world/world.js';
import { HOT_PART, type Stock } from '../seed/stock.js';

export interface Tutorial extends Running {
  readonly url: string;
  readonly databaseUrl: string;
}

/** The peer of `bench/peers/tutorial` with that stock, on a database of its own. */
export async function startTutorial(world: World, stock: Stock): Promise<Tutorial> {
  const databaseUrl = await world.bareDatabase('tutorial');
  const port = await house.freePort();
  const env = { DATABASE_URL: databaseUrl, PORT: String(port), AUTH_ISSUER: world.issuer.url, NODE_ENV: 'production' };
  const running = await world.startNode('tutorial', [peerProgram('tutorial/main.js')], env);
  const url = `http://127.0.0.1:${port}`;
  await world.untilAnswers(url, 'tutorial', running, (status) => status === 404);
  await seed(world, databaseUrl, stock);
  return { ...running, url, databaseUrl };
}

async function seed(world: World, url: string, stock: Stock): Promise<void> {
  const lots = (units: number, count: number, which: string): string => `
    INSERT INTO lot ("partId", "receivedAt", "onHand", available)
    SELECT part.id, now() - lot * interval '1 day', ${units}, ${units} FROM part, generate_series(1, ${count}) lot
    WHERE part."partNumber" ${which};`;
  await world.sql(
    url,
    `INSERT INTO part ("partNumber", name) SELECT '${HOT_PART}', 'Oil filter'
       UNION ALL SELECT 'P' || lpad(part::text, 7, '0'), 'Oil filter' FROM generate_series(1, ${stock.parts}) part;
     ${lots(stock.hotUnitsPerLot, stock.hotLots, `= '${HOT_PART}'`)}
     ${lots(stock.unitsPerLot, stock.lotsPerPart, `LIKE 'P%'`)}`,
  );
  await world.sql(url, 'VACUUM ANALYZE');
}

/** The lots gave what was promised, and no lot gave more than it had. @throws Error */
export async function checkTutorial(world: World, url: string): Promise<void> {
  const wrong = await world.sql(
    url,
    `SELECT lot.id FROM lot LEFT JOIN (SELECT "lotId", sum(quantity) AS moved FROM movement GROUP BY "lotId") moves ON "lotId" = lot.id
     WHERE reserved <> coalesce(moved, 0) OR available < 0 OR available + reserved <> "onHand"`,
  );
  if (wrong.length > 0) throw new Error(`${wrong.length} lots of the tutorial do not add up.`);
}
