/**
 * The floor of an event's latency: no relay. `producer`: commits a row, publishes right after, so many times a second, then ends.
 * `consumer`: takes each message and commits its effect, until it is stopped. Settings come from the environment.
 */
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';

const { ROLE, NATS_URL: servers = '', DATABASE_URL: connectionString = '', PER_SECOND, COUNT } = process.env;
const CONNECTIONS = 8;
const STREAM = 'DIRECT';

const connection = await connect({ servers });
const pool = new pg.Pool({ connectionString, max: CONNECTIONS });

async function consume(): Promise<void> {
  const manager = await jetstreamManager(connection);
  await manager.streams.add({ name: STREAM, subjects: ['direct.>'] });
  await manager.consumers.add(STREAM, { durable_name: 'effects', ack_policy: AckPolicy.Explicit });
  const consumer = await jetstream(connection).consumers.get(STREAM, 'effects');
  process.stdout.write('ready\n');
  for await (const message of await consumer.consume()) {
    await pool.query({ name: 'effect', text: 'INSERT INTO effect (event_id) VALUES ($1)', values: [message.string()] });
    message.ack();
  }
}

async function produce(): Promise<void> {
  const publisher = jetstream(connection);
  const beganAt = performance.now();
  const said: Promise<unknown>[] = [];
  for (let turn = 0; turn < Number(COUNT); turn += 1) {
    const waitMs = beganAt + (turn * 1_000) / Number(PER_SECOND) - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const id = crypto.randomUUID();
    const committed = pool.query({ name: 'say', text: 'INSERT INTO said (event_id) VALUES ($1)', values: [id] });
    said.push(committed.then(() => publisher.publish('direct.said', id, { msgID: id })));
  }
  await Promise.all(said);
  await connection.close();
  await pool.end();
}

await (ROLE === 'consumer' ? consume() : produce());
