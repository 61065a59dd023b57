import { jetstream } from '@nats-io/jetstream';
import { SERVICES, streamOf } from '@pitlane/contracts';
import type { Books, Row } from '../../verify/books.js';
import type { Result } from '../../verify/report.js';
import type { Cluster } from '../cluster/cluster.js';
import { withBroker } from '../faults/broker-admin.js';

/** Whoever comes later, an integrator or a new service, finds every event in its stream, whatever happened to the broker. */
export async function saidForLater(cluster: Cluster, books: Books): Promise<Result> {
  const violations: Row[] = [];
  let checked = 0;
  for (const service of SERVICES) {
    const inStream = await eventIdsIn(cluster, streamOf(service));
    const said = await books[service].rows<{ event: string }>('SELECT event_id AS event FROM outbox ORDER BY id');
    checked += said.length;
    violations.push(...said.filter(({ event }) => !inStream.has(event)).map(({ event }) => ({ service, event })));
  }
  return { id: 'X2', says: 'every event is in its stream, for those who come later', checked, violations };
}

const eventIdsIn = (cluster: Cluster, stream: string): Promise<ReadonlySet<string>> =>
  withBroker(cluster, 'provisioner', async (connection) => {
    const ids = new Set<string>();
    const consumer = await jetstream(connection).consumers.get(stream, { headers_only: true });
    const { num_pending: pending } = await consumer.info();
    if (pending === 0) return ids;
    for await (const message of await consumer.consume()) {
      ids.add(message.headers?.get('Nats-Msg-Id') ?? '');
      if (message.info.pending === 0) break;
    }
    return ids;
  });
