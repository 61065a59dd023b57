import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '@pitlane/contracts';
import { ensureDatabases } from '../../../databases.mjs';
import { startNats, startPostgres } from '../../../infra.mjs';
import { startIssuer } from '../../../issuer.mjs';
import { NATS_USERS, natsConf } from '../../../nats-conf.mjs';
import { freePort } from '../../../processes.mjs';
import type { RunningPlatform } from '../../platform/running.js';
import { Failpoints } from '../edits/failpoints.js';
import { Balancer } from './balancer.js';
import { ClusterClock } from './cluster-clock.js';
import { environmentOf, type Given, LOAD_HOOK, ROOT } from './environment.js';
import { Kept, launchProgram } from './kept.js';
import { Link } from './link.js';
import { filesOf, Passwords } from './passwords.js';

const REPLICAS = ['a', 'b'] as const;

export interface Replica {
  readonly name: string;
  readonly service: ServiceName;
  readonly url: string;
  readonly logFile: string;
  readonly process: Kept;
  readonly toPostgres: Link;
  readonly toNats: Link;
  readonly failpoints: Failpoints;
}

export interface ClusterOptions {
  readonly runDir: string;
  /** Names of edits that every replica and the provisioner load. */
  readonly edits: readonly string[];
}

/**
 * The whole platform as real processes: PostgreSQL, NATS, issuer, provisioner, and two replicas of each service behind a
 * balancer, with a breakable link from each replica to each server. What dies is started again.
 */
export class Cluster {
  readonly runDir: string;
  readonly postgres: Kept;
  readonly nats: Kept;
  readonly issuer: Kept;
  readonly provisioner: Kept;
  replicas: readonly Replica[] = [];
  readonly balancers: Balancer[] = [];
  private state: RunningPlatform | undefined;
  private houseClock: ClusterClock | undefined;
  private ports = { postgres: 0, nats: 0, natsMonitor: 0, issuer: 0 };
  private readonly passwords: Passwords;
  /** Where PostgreSQL listens from its next start on. */
  postgresAddresses = ['127.0.0.1'];
  /** Folders of the streams and of the databases; a fault may move them to a smaller disk. */
  natsStore: string;
  postgresData: string;

  private constructor(private readonly options: ClusterOptions) {
    this.runDir = options.runDir;
    this.natsStore = join(this.runDir, 'nats');
    this.postgresData = join(this.runDir, 'postgres/data');
    this.passwords = new Passwords(join(this.runDir, 'passwords.json'));
    this.postgres = new Kept('postgres', () => this.launchPostgres());
    this.nats = new Kept('nats', () => this.launchNats());
    this.issuer = new Kept('issuer', () =>
      startIssuer({
        port: this.ports.issuer,
        keysFile: join(this.runDir, 'issuer-key.json'),
        logFile: this.log('issuer'),
      }),
    );
    this.provisioner = new Kept('provisioner', () => this.launchProvisioner());
  }

  /** @throws Error saying which part did not get ready, and the last lines of its log */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const cluster = new Cluster(options);
    mkdirSync(join(options.runDir, 'logs'), { recursive: true });
    const port = async (): Promise<number> => freePort();
    cluster.ports = { postgres: await port(), nats: await port(), natsMonitor: await port(), issuer: await port() };
    await Promise.all([cluster.postgres.start(), cluster.nats.start(), cluster.issuer.start()]);
    await cluster.startServices();
    return cluster;
  }

  /** Where everything is, as `npm run verify` reads it; services at their balancers. */
  get platform(): RunningPlatform {
    if (!this.state) throw new Error('The cluster is not up.');
    return this.state;
  }

  get clock(): ClusterClock {
    if (!this.houseClock) throw new Error('The cluster is not up.');
    return this.houseClock;
  }

  get stateFile(): string {
    return join(this.runDir, 'state.json');
  }

  of(service: ServiceName): readonly Replica[] {
    return this.replicas.filter((replica) => replica.service === service);
  }

  /** The superuser's address, past every link. */
  get adminUrl(): string {
    return `postgres://postgres:${this.password('postgres')}@127.0.0.1:${this.ports.postgres}/postgres`;
  }

  /** Waits until every process is up again. */
  async up(): Promise<void> {
    await Promise.all([this.postgres.up(), this.nats.up(), this.issuer.up()]);
    await Promise.all([this.provisioner.up(), ...this.replicas.map(({ process }) => process.up())]);
  }

  async stop(): Promise<void> {
    for (const balancer of this.balancers) balancer.close();
    await Promise.all([...this.replicas.map(({ process }) => process.stop()), this.provisioner.stop()]);
    await Promise.all([this.postgres.stop(), this.nats.stop(), this.issuer.stop()]);
    for (const { toPostgres, toNats } of this.replicas) for (const link of [toPostgres, toNats]) link.close();
  }

  log(name: string): string {
    return join(this.runDir, 'logs', `${name}.log`);
  }

  password(user: string): string {
    return this.passwords.of(user);
  }

  /** The broker's configuration as written beside its store. */
  natsConf(): string {
    return natsConf({ passwords: Object.fromEntries(NATS_USERS.map((user) => [user, this.password(`nats.${user}`)])) });
  }

  get natsUrl(): string {
    return `nats://127.0.0.1:${this.ports.nats}`;
  }

  private launchPostgres(): ReturnType<typeof startPostgres> {
    const { postgres: port } = this.ports;
    const [dataDir, password, logFile] = [this.postgresData, this.password('postgres'), this.log('postgres')];
    return startPostgres({ dataDir, port, password, logFile, addresses: this.postgresAddresses });
  }

  private launchNats(): ReturnType<typeof startNats> {
    const { nats: port, natsMonitor: monitorPort } = this.ports;
    const [storeDir, conf, logFile] = [this.natsStore, this.natsConf(), this.log('nats')];
    return startNats({ storeDir, port, monitorPort, conf, logFile });
  }

  private launchProvisioner(): ReturnType<typeof launchProgram> {
    const logFile = this.log('provisioner');
    writeFileSync(logFile, '');
    return launchProgram({
      name: 'provisioner',
      args: ['--import', LOAD_HOOK, join(ROOT, 'libs/platform/dist/messaging/provisioner-main.js')],
      env: {
        NODE_ENV: 'development',
        NATS_URL: this.natsUrl,
        NATS_USER: 'provisioner',
        NATS_PASSWORD: this.password('nats.provisioner'),
        CHAOS_EDITS: this.options.edits.join(),
      },
      logFile,
      isReady: () => readFileSync(logFile, 'utf8').includes('provisioned'),
    });
  }

  private async startServices(): Promise<void> {
    const databases = await ensureDatabases(this.adminUrl, SERVICES, (role) => this.password(role));
    const ports = new Map<string, number>();
    for (const service of SERVICES) for (const one of REPLICAS) ports.set(`${service}-${one}`, await freePort());
    const services: Record<string, string> = {};
    for (const service of SERVICES) {
      const balancer = await Balancer.open(REPLICAS.map((one) => ports.get(`${service}-${one}`) ?? 0));
      this.balancers.push(balancer);
      services[service] = balancer.url;
    }
    this.houseClock = new ClusterClock(join(this.runDir, 'clock.json'), (service) => this.clockFile(service));
    this.state = this.describe(databases, services);
    this.replicas = await Promise.all(
      SERVICES.flatMap((service) => REPLICAS.map((one) => this.replica(service, one, ports))),
    );
    await Promise.all([this.provisioner.start(), ...this.replicas.map(({ process }) => process.start())]);
    writeFileSync(this.stateFile, JSON.stringify(this.state, null, 2), { mode: 0o600 });
  }

  private clockFile(service: ServiceName): string {
    return join(this.runDir, `clock-${service}.json`);
  }

  private given(service: ServiceName): Given {
    const [cursorSecret, gatewaySecret] = [this.password('cursor'), this.password('gateway')];
    const { edits } = this.options;
    return {
      clockFile: this.clockFile(service),
      cursorSecret,
      gatewaySecret,
      ...filesOf(this.runDir),
      edits,
    };
  }

  private describe(databases: RunningPlatform['databases'], services: Record<string, string>): RunningPlatform {
    const users = Object.fromEntries(NATS_USERS.map((user) => [user, this.password(`nats.${user}`)]));
    const state = {
      services: services as RunningPlatform['services'],
      issuer: `http://127.0.0.1:${this.ports.issuer}`,
      nats: { url: this.natsUrl, users },
      databases,
      clockFile: join(this.runDir, 'clock.json'),
      storesFile: join(ROOT, 'tools/stores.json'),
      pids: { launcher: process.pid },
    };
    const environments = Object.fromEntries(
      SERVICES.map((service) => [service, environmentOf(service, state, this.given(service))]),
    );
    return { ...state, environments: environments as RunningPlatform['environments'] };
  }

  private async replica(service: ServiceName, one: string, ports: ReadonlyMap<string, number>): Promise<Replica> {
    const name = `${service}-${one}`;
    const port = ports.get(name) ?? 0;
    const toPostgres = await Link.open(`${name} to PostgreSQL`, this.ports.postgres);
    const toNats = await Link.open(`${name} to NATS`, this.ports.nats);
    const failpoints = new Failpoints(join(this.runDir, `failpoints-${name}.json`));
    const known = this.platform.environments[service];
    const through = (url: string | undefined, link: Link): string => {
      const address = new URL(url ?? '');
      address.port = String(link.port);
      return address.href;
    };
    const env = {
      ...known,
      SERVICE_PORT: String(port),
      DATABASE_URL: through(known['DATABASE_URL'], toPostgres),
      DATABASE_OWNER_URL: through(known['DATABASE_OWNER_URL'], toPostgres),
      NATS_URL: `nats://127.0.0.1:${toNats.port}`,
      CHAOS_FAILPOINTS: failpoints.file,
    };
    const url = `http://127.0.0.1:${port}`;
    const logFile = this.log(name);
    const args = ['--import', LOAD_HOOK, join(ROOT, `apps/${service}/dist/main.js`)];
    const isReady = async (): Promise<boolean> => (await fetch(`${url}/health/ready`)).ok;
    const kept = new Kept(name, () => launchProgram({ name, args, env, logFile, isReady }));
    return { name, service, url, logFile, process: kept, toPostgres, toNats, failpoints };
  }
}
