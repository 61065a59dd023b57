import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import {
  type CloudEvent,
  eventTypeOf,
  type IntegrationEvent,
  type ServiceName,
  streamOf,
  subjectOf,
} from '@pitlane/contracts';
import {
  Clock,
  CONFIG,
  configure,
  httpAdapter,
  Inbox,
  type Migration,
  MovableClock,
  type Outcome,
  StoreWall,
  SystemScope,
} from '@pitlane/platform';
import { DataSource, type FindOptionsWhere, type ObjectLiteral } from 'typeorm';
import { createDatabase, type TestDatabase } from './databases.js';
import { type DeliverOptions, envelopeOf } from './envelope.js';
import { callerOf, type TestCaller } from './http-client.js';
import { eventually } from './eventually.js';
import { testConfig } from './test-config.js';
import { NoStoreWall, type Walls } from './walls.js';

const SATURDAY_MORNING = new Date('2026-11-21T01:00:00Z');

export interface OutboxEntry {
  readonly subject: string;
  readonly type: string;
  readonly storeId: string;
  readonly aggregateId: string;
  readonly aggregateVersion: number;
  readonly data: Record<string, unknown>;
  readonly envelope: CloudEvent;
}

export interface StartOptions {
  /** Connects to the run's broker: relay and consumers work. Default: the service has none. */
  nats?: boolean;
  /** False: what runs by itself every few seconds does not; the test does it when it wants. */
  scheduled?: boolean;
  /** More settings, by the name of their environment variable. */
  environment?: Record<string, string>;
}

/** The real application of a service, on a database of its own, as a test sees it. */
export class TestService {
  /** 09:00 on a Saturday in Shanghai, until it is moved. */
  readonly clock = new MovableClock(SATURDAY_MORNING);
  private readonly apps: NestFastifyApplication[] = [];
  private readonly versions = new Map<string, number>();
  private created: TestDatabase | undefined;
  private superuser: DataSource | undefined;

  constructor(
    private readonly module: Type,
    readonly name: ServiceName,
    private readonly migrations: readonly Migration[],
    private readonly options: StartOptions,
  ) {}

  async start(): Promise<void> {
    this.created = await createDatabase(this.name, this.migrations);
    const app = await this.startApp();
    const { options } = app.get(DataSource);
    this.superuser = await new DataSource({
      ...options,
      url: this.database.superuserUrl,
      extra: { max: 4 },
    } as never).initialize();
  }

  async stop(): Promise<void> {
    for (const app of this.apps) await app.close();
    await this.superuser?.destroy();
    await this.created?.drop();
  }

  /** A second instance on the same database, as a second replica is; with other settings, or fewer walls, when asked. Answers its base address. */
  async twin(environment: Record<string, string> = {}, walls: Walls = 'both'): Promise<TestTwin> {
    const app = await this.startApp(environment, walls);
    const url = await app.getUrl();
    return {
      url,
      as: (who, options) => callerOf({ url, service: this.name }, who, options),
      get: (token) => app.get(token, { strict: false }),
    };
  }

  get app(): NestFastifyApplication {
    const [first] = this.apps;
    if (!first) throw new Error('The service is not started.');
    return first;
  }

  get url(): Promise<string> {
    return this.app.getUrl();
  }

  /** A caller by role (`foreman`) or staff id (`chen.advisor`), with a real token. */
  as(who: string, options?: { store?: string }): TestCaller {
    const send = async (): Promise<TestCaller> => callerOf({ url: await this.url, service: this.name }, who, options);
    return {
      get: async (...a) => (await send()).get(...a),
      post: async (...a) => (await send()).post(...a),
      put: async (...a) => (await send()).put(...a),
      patch: async (...a) => (await send()).patch(...a),
      delete: async (...a) => (await send()).delete(...a),
    };
  }

  /** A provider of the application. */
  get<T>(token: abstract new (...parameters: never[]) => T): T {
    return this.app.get<T>(token, { strict: false });
  }

  /** Work in a store that no person asked for, as scheduled checks do it. */
  inStore<T>(storeId: string, work: () => Promise<T>): Promise<T> {
    return this.get(SystemScope).inStore(storeId, work);
  }

  /** Stores entities as they are, without events. A new aggregate counts as saved once. */
  async given<T extends ObjectLiteral>(entity: T): Promise<T> {
    if ('version' in entity && entity['version'] === 0) Object.assign(entity, { version: 1 });
    return this.rows.manager.save(entity);
  }

  find<T extends ObjectLiteral>(entity: abstract new () => T, id: string): Promise<T | null> {
    return this.rows.manager.findOneBy(entity, { id } as unknown as FindOptionsWhere<T>);
  }

  all<T extends ObjectLiteral>(entity: abstract new () => T): Promise<T[]> {
    return this.rows.manager.find(entity);
  }

  /** Any SQL, past row-level security. */
  sql<Row = Record<string, unknown>>(text: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.rows.query(text, parameters);
  }

  /** Waits until so many sessions of the service's database wait for a lock. */
  async waitingForLocks(count: number): Promise<void> {
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await eventually(async () => (await this.sql(waiting)).length === count);
  }

  /** The events written so far, in order. */
  async outbox(): Promise<OutboxEntry[]> {
    const rows = await this.sql<{ subject: string; payload: CloudEvent }>(
      'SELECT subject, payload FROM outbox ORDER BY id',
    );
    return rows.map(({ subject, payload }) => ({
      subject,
      type: payload.type,
      storeId: payload.storeid,
      aggregateId: payload.aggregateid,
      aggregateVersion: payload.aggregateversion,
      data: payload.data,
      envelope: payload,
    }));
  }

  /** Gives an event of another service to the real inbox, as the broker would. */
  async deliver(event: IntegrationEvent, options: DeliverOptions = {}): Promise<Outcome> {
    const envelope = this.envelopeOf(event, options);
    const type = eventTypeOf(event.constructor);
    return this.deliverRaw(JSON.stringify(envelope), subjectOf(type, envelope.storeid), streamOf(type.service));
  }

  /** The same with any bytes, subject and stream. */
  deliverRaw(raw: string | Uint8Array, subject: string, stream: string): Promise<Outcome> {
    const bytes = typeof raw === 'string' ? Buffer.from(raw) : raw;
    return this.get(Inbox).accept({ subject, stream, streamSeq: 1, headers: {}, raw: bytes, deliveryCount: 1 });
  }

  /** The envelope that a publisher would have written, with the aggregate's next version unless one is given. */
  envelopeOf(event: IntegrationEvent, options: DeliverOptions = {}): CloudEvent {
    const aggregateId = options.aggregateId ?? randomUUID();
    const known = this.versions.get(aggregateId) ?? 0;
    const version = options.version ?? known + 1;
    this.versions.set(aggregateId, Math.max(version, known));
    return envelopeOf(event, { ...options, aggregateId, version });
  }

  get database(): TestDatabase {
    if (!this.created) throw new Error('The service is not started.');
    return this.created;
  }

  private get rows(): DataSource {
    if (!this.superuser) throw new Error('The service is not started.');
    return this.superuser;
  }

  private async startApp(
    environment: Record<string, string> = {},
    walls: Walls = 'both',
  ): Promise<NestFastifyApplication> {
    const options = { ...this.options, environment: { ...this.options.environment, ...environment } };
    const { appUrl, unwalledUrl } = this.database;
    const config = testConfig(this.name, walls === 'code' ? unwalledUrl : appUrl, options);
    const testing = Test.createTestingModule({ imports: [this.module] })
      .overrideProvider(CONFIG)
      .useValue(config)
      .overrideProvider(Clock)
      .useValue(this.clock);
    if (walls === 'database') testing.overrideProvider(StoreWall).useValue(new NoStoreWall());
    const module = await testing.compile();
    const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(config.TRUSTED_PROXIES), {
      logger: false,
      bodyParser: false,
    });
    this.apps.push(app);
    await configure(app);
    await app.startAllMicroservices();
    await app.listen(0, '127.0.0.1');
    const schedules = app.get(SchedulerRegistry);
    if (options.scheduled === false) for (const key of schedules.getIntervals()) schedules.deleteInterval(key);
    return app;
  }
}

export interface TestTwin {
  readonly url: string;
  as(who: string, options?: { store?: string }): TestCaller;
  /** A provider of that instance. */
  get<T>(token: abstract new (...parameters: never[]) => T): T;
}

/** Starts a service before all tests of a file and stops it after them. */
export function startService(
  module: Type,
  name: ServiceName,
  migrations: readonly Migration[],
  options: StartOptions = {},
): TestService {
  const service = new TestService(module, name, migrations, options);
  beforeAll(() => service.start(), 60_000);
  afterAll(() => service.stop(), 30_000);
  return service;
}
