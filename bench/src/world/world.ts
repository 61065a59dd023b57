import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceName } from '@pitlane/contracts';
import pg from 'pg';
import { type DatabaseUrls, house, REPOSITORY, type Running } from './house.js';
import { Issuer } from './issuer.js';

const PASSWORD = 'bench';
const READY_WITHIN_MS = 60_000;
const MOST_STORES = 200;
/** As many as `min_wal_size` keeps. */
const LOG_SEGMENTS = 64;

/** `S001` to `S200`, all of one group. A world has the first of them. */
export const STORES: readonly string[] = Array.from(
  { length: MOST_STORES },
  (_, index) => `S${String(index + 1).padStart(3, '0')}`,
);

/** A service as a real process, on a database of its own. */
export interface Service extends DatabaseUrls {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  /** Its name is the service's unless said otherwise: two of one service may be compared. */
  readonly database?: string;
  /** Joins the broker: its relay publishes, and it consumes. */
  readonly withBroker?: boolean;
  /** Arguments for Node itself. */
  readonly nodeArgs?: readonly string[];
}

/** The servers of one run of the bench, in a folder that goes with it: PostgreSQL with full durability, NATS, an issuer. */
export class World {
  private readonly started: Running[] = [];
  private broker: Running | undefined;

  private constructor(
    readonly folder: string,
    readonly issuer: Issuer,
    private readonly natsPorts: { readonly port: number; readonly monitorPort: number },
    readonly postgres: Running & { readonly url: string },
  ) {}

  /** @param stores how many the services know: each sweeps all of them for what is due */
  static async start(stores = MOST_STORES): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'pitlane-bench-'));
    const natsPorts = { port: await house.freePort(), monitorPort: await house.freePort() };
    const dataDir = join(folder, 'postgres/data');
    const port = await house.freePort();
    const first = await house.startPostgres({ dataDir, port, password: PASSWORD });
    await sqlOnce(first.url, 'ALTER SYSTEM SET track_commit_timestamp = on'); // what tells the latency of events to the microsecond
    await sqlOnce(first.url, `ALTER SYSTEM SET min_wal_size = '1GB'`);
    await first.stop();
    const postgres = await house.startPostgres({ dataDir, port, password: PASSWORD });
    await makeLogSegments(postgres.url);
    const world = new World(folder, await Issuer.start(), natsPorts, postgres);
    writeFileSync(world.storesFile, JSON.stringify({ stores: STORES.slice(0, stores).map(storeOf) }));
    return world;
  }

  async stop(): Promise<void> {
    for (const running of this.started.reverse()) await running.stop();
    await this.stopBroker();
    await this.postgres.stop();
    await this.issuer.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get storesFile(): string {
    return join(this.folder, 'stores.json');
  }

  private get brokerFolder(): string {
    return join(this.folder, 'nats');
  }

  get natsUrl(): string {
    return `nats://127.0.0.1:${this.natsPorts.port}`;
  }

  /** How a user of the broker connects. */
  natsAs(user: string): { servers: string; user: string; pass: string } {
    return { servers: this.natsUrl, user, pass: PASSWORD };
  }

  /** Starts nats-server, on the streams that it left if there are any. */
  async startBroker(): Promise<void> {
    const passwords = Object.fromEntries(house.NATS_USERS.map((user) => [user, PASSWORD]));
    const conf = house.natsConf({ passwords, maxFile: '4GB' });
    this.broker = await house.startNats({ storeDir: this.brokerFolder, ...this.natsPorts, conf });
  }

  async stopBroker(): Promise<void> {
    await this.broker?.stop();
    this.broker = undefined;
  }

  /** A second broker, that lets everybody do everything: for floors. @returns its URL */
  async startBareBroker(): Promise<string> {
    const ports = { port: await house.freePort(), monitorPort: await house.freePort() };
    const storeDir = join(this.folder, 'nats-bare');
    const broker = await house.startNats({ storeDir, ...ports, conf: 'jetstream { max_file: 1GB }\n' });
    this.started.push(broker);
    return broker.url;
  }

  /** The broker's disk is gone. */
  wipeBroker(): void {
    rmSync(this.brokerFolder, { recursive: true, force: true });
  }

  /** Makes the streams and durables, now and whenever they are lost. */
  async startProvisioner(): Promise<void> {
    const env = { NATS_URL: this.natsUrl, NATS_USER: 'provisioner', NATS_PASSWORD: PASSWORD, NODE_ENV: 'development' };
    await this.startNode('provisioner', ['libs/platform/dist/messaging/provisioner-main.js'], env);
  }

  /** A database with an owner and a role that serves requests. */
  async database(name: string): Promise<DatabaseUrls> {
    const urls = (await house.ensureDatabases(this.postgres.url, [name], () => PASSWORD))[name];
    if (!urls) throw new Error(`There is no database ${name}.`);
    return urls;
  }

  /** A database that its owner alone uses, past row-level security: for floors and peers. @returns its URL */
  async bareDatabase(name: string): Promise<string> {
    const url = new URL(this.postgres.url);
    await this.sql(url.href, `CREATE DATABASE ${name}`);
    url.pathname = `/${name}`;
    return url.href;
  }

  /** @returns the rows of the last statement */
  sql<Row = Record<string, unknown>>(url: string, text: string): Promise<Row[]> {
    return sqlOnce<Row>(url, text);
  }

  /**
   * What autovacuum does within a minute of a table's growing: until then plans are those for empty tables. Called after the warm-up, for
   * all databases, so for both sides of a comparison.
   */
  async gatherStatistics(): Promise<void> {
    const databases = await this.sql<{ name: string }>(
      this.postgres.url,
      'SELECT datname AS name FROM pg_database WHERE datallowconn AND NOT datistemplate',
    );
    for (const { name } of databases) {
      const url = new URL(this.postgres.url);
      url.pathname = `/${name}`;
      await this.sql(url.href, 'ANALYZE');
    }
  }

  /** The superuser's URL of a service's database: row-level security does not hold it back. */
  superuserUrl({ ownerUrl }: DatabaseUrls): string {
    const url = new URL(this.postgres.url);
    url.pathname = new URL(ownerUrl).pathname;
    return url.href;
  }

  async startService(service: ServiceName, options: ServiceOptions = {}): Promise<Service> {
    const { database = service, withBroker = false, nodeArgs = [] } = options;
    const urls = await this.database(database);
    const port = await house.freePort();
    const env = {
      ...{
        NODE_ENV: 'development',
        SERVICE_PORT: String(port),
        STORES_FILE: this.storesFile,
        AUTH_ISSUER: this.issuer.url,
      },
      ...{ DATABASE_URL: urls.appUrl, DATABASE_OWNER_URL: urls.ownerUrl },
      ...{ CURSOR_SECRET: 'bench-cursor', GATEWAY_SECRET: 'bench-gateway' },
      ...(withBroker && { NATS_URL: this.natsUrl, NATS_USER: service, NATS_PASSWORD: PASSWORD }),
    };
    const running = await this.startNode(database, [...nodeArgs, `apps/${service}/dist/main.js`], env);
    const url = `http://127.0.0.1:${port}`;
    await this.untilAnswers(`${url}/health/ready`, database, running);
    return { ...urls, url, pid: running.pid, stop: () => running.stop() };
  }

  /** Starts a Node program of the repository; its log lies in the world's folder. */
  async startNode(name: string, args: readonly string[], env: Record<string, string>): Promise<Running> {
    const logFile = join(this.folder, `${name}.log`);
    const options = { name, logFile, env: { ...process.env, ...env }, cwd: REPOSITORY };
    const running = await house.startProcess(process.execPath, [...args], options);
    this.started.push(running);
    return running;
  }

  /** Waits until a program answers on its port. @param isReady of the status of the answer */
  async untilAnswers(
    url: string,
    name: string,
    running: Running,
    isReady = (status: number) => status < 300,
  ): Promise<void> {
    const ready = async (): Promise<boolean> => isReady((await fetch(url)).status);
    const logFile = join(this.folder, `${name}.log`);
    await house.until(ready, { what: name, timeoutMs: READY_WITHIN_MS, logFile, process: running });
  }
}

async function sqlOnce<Row>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = (await client.query(text)) as pg.QueryResult | pg.QueryResult[];
    const last = Array.isArray(result) ? result.at(-1) : result;
    return (last?.rows ?? []) as Row[];
  } finally {
    await client.end();
  }
}

/**
 * A cluster that has worked for a day uses the segments of its write-ahead log again. A new one makes each of them first, 16 MB of
 * zeros, and all commits wait for it 50 ms: on every side once a second or so, and in every p99.
 */
async function makeLogSegments(url: string): Promise<void> {
  await sqlOnce(
    url,
    `SELECT pg_logical_emit_message(false, 'bench', turn::text), pg_switch_wal() FROM generate_series(1, ${LOG_SEGMENTS}) turn`,
  );
  await sqlOnce(url, 'CHECKPOINT');
}

const storeOf = (id: string): object => ({
  id,
  groupId: 'bench',
  name: id,
  zone: 'Asia/Shanghai',
  brand: 'bench',
  openingHours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], opens: '08:00', closes: '18:00' }],
  closures: [],
  bookableSharePercent: 100,
  slotMinutes: 15,
  advisors: [{ id: 'advisor.one', name: 'One' }, { id: 'advisor.two', name: 'Two' }],
}); // prettier-ignore
