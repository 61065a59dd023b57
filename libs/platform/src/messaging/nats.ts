import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { CONFIG, type Config } from '../config/config.js';
import { Log } from '../telemetry/log.js';
import { natsOptions } from './nats-options.js';
import { Presence } from './presence.js';

const LEAST_SERVER = [2, 10] as const;

/** The service's connection to the broker. It is made in the background: a broken broker never keeps HTTP from working. */
@Injectable()
export class Nats implements OnApplicationShutdown {
  readonly presence = new Presence();
  private connection: Promise<NatsConnection> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Log,
  ) {}

  get isConfigured(): boolean {
    return this.config.NATS_URL !== undefined;
  }

  /** Waits until the broker is there, for ever. @throws Error when the server is older than 2.10 */
  async connected(): Promise<NatsConnection> {
    this.connection ??= this.open().catch((error: unknown) => {
      this.connection = undefined;
      throw error;
    });
    const connection = await this.connection;
    await this.presence.returned();
    return connection;
  }

  private async open(): Promise<NatsConnection> {
    if (this.config.NATS_URL === undefined) throw new Error('NATS_URL is not set.');
    const connection = await connect(natsOptions(this.config, this.config.service));
    try {
      assertRecent(connection.info?.version ?? '0');
    } catch (error) {
      await connection.close();
      throw error;
    }
    void this.presence.follow(connection);
    void this.complain(connection);
    return connection;
  }

  private async complain(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect' || status.type === 'error') this.log.warn(`broker: ${status.type}`);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const connection = await Promise.race([this.connection, Promise.resolve(undefined)]).catch(() => undefined);
    await connection?.close();
  }
}

/** @throws Error when the server lacks what consumers need (docs/decisions/0006) */
export function assertRecent(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < LEAST_SERVER[0] || (major === LEAST_SERVER[0] && minor < LEAST_SERVER[1])) {
    throw new Error(`nats-server ${version} is too old: 2.10 or later is needed.`);
  }
}
