import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { Cluster } from '../cluster/cluster.js';

/** A connection to the broker as one of its users, past every link. */
export async function withBroker<T>(
  cluster: Cluster,
  user: string,
  use: (connection: NatsConnection) => Promise<T>,
): Promise<T> {
  const connection = await connect({
    servers: cluster.natsUrl,
    user,
    pass: cluster.password(`nats.${user}`),
    inboxPrefix: `_INBOX_${user}`,
    maxReconnectAttempts: 20,
  });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

/** Streams and durables, as the provisioner may change them. */
export const withStreams = <T>(cluster: Cluster, use: (manager: JetStreamManager) => Promise<T>): Promise<T> =>
  withBroker(cluster, 'provisioner', async (connection) =>
    use(await jetstreamManager(connection, { checkAPI: false })),
  );
