import { customerAt } from '../../demo/data/customers.js';
import { vehicleAt } from '../../demo/data/vehicles.js';
import type { Random } from '../../demo/random.js';
import type { Guest } from '../../demo/store-setup.js';
import type { Books, Row } from '../../verify/books.js';
import { canary } from '../../verify/canary.js';
import { type Result, verify } from '../../verify/report.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Command } from '../load/history.js';

/** Every row of every table is read for them: so many in a run, others in the next. */
const SOUGHT_AT_ONCE = 4;

/** Who the guests are stays sealed in crm, whatever broke; no refusal says it, nor which car it is (X12). */
export async function canaries(
  cluster: Cluster,
  random: Random,
  { guests, commands, books }: { guests: readonly Guest[]; commands: readonly Command[]; books: Books },
): Promise<Result[]> {
  const sought = random.shuffle(guests).slice(0, SOUGHT_AT_ONCE);
  const people = sought.flatMap(({ index }) => {
    const { nameZh, namePinyin, mobile, email } = customerAt(index);
    return [nameZh, namePinyin, mobile, email];
  });
  const cars = sought.flatMap(({ index }) => {
    const { vin, plate } = vehicleAt(index);
    return [vin, plate];
  });
  const { runDir: runDirectory, platform } = cluster;
  const seek = canary({ people, cars }, { runDirectory, services: platform.services });
  return [...(await verify([seek], books)), refusalsWith([...people, ...cars], commands)];
}

function refusalsWith(words: readonly string[], commands: readonly Command[]): Result {
  const refusals = commands.filter(({ outcome }) => outcome === 'refused');
  const violations = refusals.flatMap(({ service, path, answer }): Row[] =>
    words.some((word) => answer?.body.includes(word)) ? [{ service, path, status: answer?.status ?? 0 }] : [],
  );
  return { id: 'X12', says: 'no refusal names a customer or a car', checked: refusals.length, violations };
}
