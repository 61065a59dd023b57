import { SERVICES, type ServiceName } from '@pitlane/contracts';
import { Api, Refused } from '../../platform/api.js';
import type { Books, Row } from '../../verify/books.js';
import type { Result } from '../../verify/report.js';
import type { Cluster } from '../cluster/cluster.js';

/** Of another store and another group. */
const STRANGER = { store: 'BJ001', as: 'hu.foreman' };

/** Things of this store, and where anyone of the store finds them. */
const THINGS: Readonly<Partial<Record<ServiceName, { table: string; path: string }>>> = {
  appointments: { table: 'appointment', path: '/v1/appointments' },
  workshop: { table: 'repair_order', path: '/v1/repair-orders' },
  billing: { table: 'settlement', path: '/v1/settlements' },
};

/** Nobody from another group finds anything of this one. */
export async function strangersView(cluster: Cluster, books: Books): Promise<Result> {
  const api = new Api(cluster.platform, STRANGER.store);
  const violations: Row[] = [];
  let checked = 0;
  for (const service of SERVICES) {
    const thing = THINGS[service];
    if (!thing) continue;
    const [one] = await books[service].rows<{ id: string }>(
      `SELECT id FROM ${thing.table} WHERE store_id = 'SH001' LIMIT 1`,
    );
    if (!one) continue;
    checked += 1;
    if (await isSeen(api, service, `${thing.path}/${one.id}`))
      violations.push({ service, seen: thing.path, id: one.id });
  }
  return { id: 'X10', says: 'nobody of another group finds anything of this one', checked, violations };
}

async function isSeen(api: Api, service: ServiceName, path: string): Promise<boolean> {
  try {
    await api.get(service, path, STRANGER.as);
    return true;
  } catch (error) {
    if (error instanceof Refused && (error.status === 404 || error.status === 403)) return false;
    throw error;
  }
}
