import { SERVICES } from '@pitlane/contracts';
import { PARTS } from '../../demo/data/index.js';
import { STAFF } from '../../demo/staff-members.js';
import type { Row } from '../../verify/books.js';
import { asAdmin } from './database.js';
import type { Fault, Strike } from './fault.js';

/** Every replica of every service is replaced by a new process while the visits go on; no request may fail. */
async function rollingRestart({ cluster, history, note }: Strike): Promise<Row[]> {
  const from = Date.now();
  for (const turn of [0, 1]) {
    note(`SIGTERM to replica ${turn + 1} of each service, until its successor is ready`);
    await Promise.all(
      SERVICES.map(async (service) => {
        await cluster.of(service)[turn]?.process.restart();
        await new Promise((noticed) => setTimeout(noticed, 500));
      }),
    );
  }
  return history
    .since(from)
    .filter(({ status }) => status === 0 || status >= 500)
    .map(({ service, method, path, status }) => ({ service, failed: `${method} ${path}`, status }));
}

const CLIENTS = 50;
/** A batch of events and a command may meet in a circle now and then; commands among themselves never. */
const FEW_DEADLOCKS = 3;

const deadlocksIn = async (cluster: Strike['cluster'], database: string): Promise<number> => {
  const [row] = await asAdmin<{ deadlocks: string }>(
    cluster,
    'SELECT deadlocks FROM pg_stat_database WHERE datname = $1',
    [database],
  );
  return Number(row?.deadlocks ?? 0);
};

/** Fifty deliveries of the same parts in crossed order: whoever loses a race is served after it, or told to come again. */
async function crossedLocks({ cluster, random, api, history, note, pause }: Strike): Promise<Row[]> {
  const parts = random.shuffle(PARTS.filter(({ origin }) => origin !== 'aftermarket')).slice(0, 6);
  note(`${CLIENTS} deliveries at once of ${parts.map(({ partNumber }) => partNumber).join()}, in crossed order`);
  const token = await api.token(STAFF.partsClerk);
  const before = await deadlocksIn(cluster, 'parts');
  const statuses = await Promise.all(
    Array.from({ length: CLIENTS }, (_, index) => {
      const lines = (index % 2 === 0 ? parts : parts.toReversed()).map(({ partNumber, costFen }) => ({
        partNumber, quantityThousandths: 1_000, unitCostFen: costFen, result: 'accepted',
      })); // prettier-ignore
      return history
        .fetch(`${cluster.platform.services.parts}/v1/deliveries`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'pitlane-store': 'SH001',
            'idempotency-key': crypto.randomUUID(),
            'content-type': 'application/json',
          },
          body: JSON.stringify({ deliveryNote: crypto.randomUUID(), supplier: '风暴', lines }),
          signal: AbortSignal.timeout(20_000),
        })
        .then(
          ({ status }) => status,
          () => 0,
        );
    }),
  );
  const served = statuses.filter((status) => status === 201).length;
  note(`${served} received, ${statuses.filter((status) => status === 503).length} told to come again`);
  await pause(1_000); // statistics come late
  const deadlocks = (await deadlocksIn(cluster, 'parts')) - before;
  const circles =
    deadlocks > FEW_DEADLOCKS ? [{ service: 'parts', storm: 'locks are taken in a circle', deadlocks }] : [];
  const odd = statuses
    .filter((status) => ![201, 409, 503].includes(status))
    .map((status) => ({ service: 'parts', storm: 'answered otherwise than 201, 409 or 503', status }));
  return [...circles, ...odd];
}

export const STORMS: readonly Fault[] = [
  { id: 'F27', class: 'storms', says: 'every service is restarted, replica by replica', strike: rollingRestart },
  { id: 'F30', class: 'storms', says: 'many lock the same rows in crossed order', strike: crossedLocks },
];
