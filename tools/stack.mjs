/** The whole platform as local processes: servers, databases, streams, issuer, five services; each kept running. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVICES } from '@pitlane/contracts';
import { ensureDatabases } from './databases.mjs';
import { startNats, startPostgres } from './infra.mjs';
import { startIssuer } from './issuer.mjs';
import { NATS_USERS, natsConf } from './nats-conf.mjs';
import { startProcess, until } from './processes.mjs';
import {
  choosePorts,
  isHeld,
  personalDataKeysFile,
  removeState,
  ROOT,
  RUN_DIR,
  secrets,
  writeState,
} from './run-state.mjs';
import { supervise } from './supervisor.mjs';

const STAFF_CUTOFFS = join(RUN_DIR, 'staff-cutoffs.json');
const READY_WITHIN_MS = 60_000;
const USUAL_PORTS = {
  postgres: 5432,
  nats: 4222,
  natsMonitor: 8222,
  issuer: 3000,
  ...Object.fromEntries(SERVICES.map((service, index) => [service, 3001 + index])),
};

/** @param {string} name */
const logFileOf = (name) => join(RUN_DIR, 'logs', `${name}.log`);

/** Starts everything and stops it in the opposite order. */
export class Stack {
  #say;
  #isUp = false;
  #secret = secrets();
  /** @type {Record<string, number>} */
  #ports = {};
  /** @type {(() => Promise<unknown>)[]} */
  #stops = [];
  /** @type {import('./run-state.mjs').RunState} */
  state = {
    services: {},
    issuer: '',
    nats: { url: '', users: {} },
    databases: {},
    clockFile: join(RUN_DIR, 'clock.json'),
    storesFile: fileURLToPath(new URL('stores.json', import.meta.url)),
    pids: { launcher: process.pid },
    environments: {},
  };

  /** @param {(message: string) => void} say */
  constructor(say) {
    this.#say = say;
  }

  /** @param {string} name */
  #port(name) {
    const port = this.#ports[name];
    if (port === undefined) throw new Error(`No port was chosen for ${name}.`);
    return port;
  }

  /** @throws Error saying what is missing, or which part did not get ready and why */
  async start() {
    rmSync(join(RUN_DIR, 'logs'), { recursive: true, force: true });
    this.#ports = await choosePorts(USUAL_PORTS);
    this.#say('starting PostgreSQL, NATS and the issuer');
    await this.#startServers();
    this.#say('starting the services');
    await this.#startServices();
    this.#isUp = true;
    writeState(this.state);
  }

  /** Services, then NATS, then PostgreSQL. */
  async stop() {
    for (const stop of this.#stops.reverse()) await stop();
    removeState();
  }

  /**
   * @template {import('./processes.mjs').Running} R
   * @param {string} name
   * @param {() => Promise<R>} start
   * @param {() => boolean} [held]
   */
  #supervise(name, start, held) {
    const onStarted = (/** @type {number} */ pid) => {
      this.state.pids[name] = pid;
      if (this.#isUp) writeState(this.state);
    };
    return supervise({ name, start, say: this.#say, onStarted, isHeld: held });
  }

  async #startServers() {
    const users = Object.fromEntries(NATS_USERS.map((user) => [user, this.#secret(`nats.${user}`)]));
    const [postgres, nats, issuer] = await Promise.all([
      this.#supervise('postgres', () =>
        startPostgres({
          dataDir: join(RUN_DIR, 'postgres/data'),
          port: this.#port('postgres'),
          password: this.#secret('postgres'),
          logFile: logFileOf('postgres'),
        }),
      ),
      this.#supervise('nats', () =>
        startNats({
          storeDir: join(RUN_DIR, 'nats'),
          port: this.#port('nats'),
          monitorPort: this.#port('natsMonitor'),
          conf: natsConf({ passwords: users }),
          logFile: logFileOf('nats'),
        }),
      ),
      this.#supervise('issuer', () =>
        startIssuer({
          port: this.#port('issuer'),
          keysFile: join(RUN_DIR, 'issuer-key.json'),
          logFile: logFileOf('issuer'),
        }),
      ),
    ]);
    this.#stops.push(postgres.stop, nats.stop, issuer.stop);
    this.state.issuer = issuer.first.url;
    this.state.nats = { url: nats.first.url, users };
    this.state.databases = await ensureDatabases(postgres.first.url, [...SERVICES], (role) => this.#secret(role));
  }

  async #startServices() {
    const { state } = this;
    if (!existsSync(state.clockFile)) writeFileSync(state.clockFile, JSON.stringify({ offsetMs: 0 }));
    if (!existsSync(STAFF_CUTOFFS)) writeFileSync(STAFF_CUTOFFS, JSON.stringify({ cutoffs: [] }));
    for (const service of SERVICES) state.services[service] = `http://127.0.0.1:${this.#port(service)}`;
    for (const service of SERVICES) state.environments[service] = this.#environment(service);
    const starting = SERVICES.map((service) =>
      this.#supervise(
        service,
        () => this.#runService(service),
        () => isHeld(service),
      ),
    );
    const all = await Promise.all([this.#supervise('provisioner', () => this.#runProvisioner()), ...starting]);
    this.#stops.push(() => Promise.all(all.map(({ stop }) => stop())));
  }

  /** @param {typeof SERVICES[number]} service @returns {Record<string, string>} all of its configuration */
  #environment(service) {
    const { state } = this;
    return {
      NODE_ENV: 'development',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
      SERVICE_PORT: String(this.#port(service)),
      DATABASE_URL: state.databases[service]?.appUrl ?? '',
      DATABASE_OWNER_URL: state.databases[service]?.ownerUrl ?? '',
      NATS_URL: state.nats.url,
      NATS_USER: service,
      NATS_PASSWORD: state.nats.users[service] ?? '',
      AUTH_ISSUER: state.issuer,
      AUTH_CLIENT_ID: `${service}.service`,
      AUTH_CLIENT_SECRET: 'dev',
      STORES_FILE: state.storesFile,
      CLOCK_FILE: state.clockFile,
      STAFF_CUTOFFS_FILE: STAFF_CUTOFFS,
      PEERS: JSON.stringify(state.services),
      CURSOR_SECRET: this.#secret('cursor'),
      GATEWAY_SECRET: this.#secret('gateway'),
      ...(service === 'crm' && {
        PERSONAL_DATA_KEYS_FILE: personalDataKeysFile(),
        VISIT_LINKS_URL: state.services.appointments ?? '',
      }),
    };
  }

  /** @param {string} service */
  async #runService(service) {
    const logFile = logFileOf(service);
    const env = { ...process.env, ...this.state.environments[service] };
    const running = await startProcess(process.execPath, [join(ROOT, `apps/${service}/dist/main.js`)], {
      name: service,
      logFile,
      env,
    });
    const ready = async () => (await fetch(`${this.state.services[service]}/health/ready`)).ok;
    await until(ready, { what: service, timeoutMs: READY_WITHIN_MS, process: running, logFile });
    return running;
  }

  /** It makes the streams and durables, and makes them again when they are lost. */
  async #runProvisioner() {
    const logFile = logFileOf('provisioner');
    const { url: NATS_URL, users } = this.state.nats;
    const env = {
      ...process.env,
      NATS_URL,
      NATS_USER: 'provisioner',
      NATS_PASSWORD: users.provisioner,
      NODE_ENV: 'development',
    };
    const program = join(ROOT, 'libs/platform/dist/messaging/provisioner-main.js');
    const running = await startProcess(process.execPath, [program], { name: 'provisioner', logFile, env });
    const done = () => readFileSync(logFile, 'utf8').includes('provisioned');
    await until(done, { what: 'The provisioner', timeoutMs: READY_WITHIN_MS, process: running, logFile });
    return running;
  }
}
