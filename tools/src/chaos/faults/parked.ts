import type { ServiceName } from '@pitlane/contracts';
import { withClient } from '../../../databases.mjs';
import type { Cluster } from '../cluster/cluster.js';
import type { Strike } from './fault.js';

export const OPERATOR = 'ops.operator';
/** Where money or stock is given up, a second person has to want it. */
const SECOND_OPERATOR = 'night.operator';

interface ParkedEvent {
  readonly id: string;
  readonly eventId: string | null;
  readonly reasonCode: string;
}

/** Events of a service that wait for an operator. */
export async function parkedEvents(cluster: Cluster, service: ServiceName): Promise<ParkedEvent[]> {
  return withClient(cluster.platform.databases[service].ownerUrl, async (client) => {
    const { rows } = await client.query<ParkedEvent>(
      'SELECT id, event_id AS "eventId", reason_code AS "reasonCode" FROM inbox_parked WHERE resolved_at IS NULL ORDER BY id',
    );
    return rows;
  });
}

/** What an operator does once the cause is gone. */
export const redriveAll = (strike: Strike, service: ServiceName): Promise<void> =>
  resolveAll(strike, service, 'redrive');

/** What an operator does with what no code of ours ever wrote. */
export const discardAll = (strike: Strike, service: ServiceName): Promise<void> =>
  resolveAll(strike, service, 'discard');

async function resolveAll({ cluster, api }: Strike, service: ServiceName, how: 'redrive' | 'discard'): Promise<void> {
  for (const { id } of await parkedEvents(cluster, service)) {
    const path = `/ops/parked/${id}/${how}`;
    const body = { reason: 'the fault is over' };
    const { outcome } = await api.post(service, path, { as: OPERATOR, body });
    if (outcome === 'proposed') await api.post(service, path, { as: SECOND_OPERATOR, body });
  }
}
