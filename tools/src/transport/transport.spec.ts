import { chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, nkeys } from '@nats-io/transport-node';
import { createDataSource, loadConfig, natsOptions } from '@pitlane/platform';
import pg from 'pg';
import { until } from '../platform/api.js';
import { type Certificates, makeCertificates } from './certificates.js';

interface Server {
  url: string;
  stop: () => Promise<void>;
}

/** The local servers are plain programs, without types. */
interface Infra {
  freePort(): Promise<number>;
  startNats(options: object): Promise<Server>;
  startPostgres(options: object): Promise<Server>;
}

const loadInfra = async (): Promise<Infra> =>
  (await import(pathToFileURL(resolve(import.meta.dirname, '../../infra.mjs')).href)) as Infra;

/** From now on the server speaks TLS, and nothing else. */
async function lockDown(url: string, dataDir: string, { server, key }: Certificates): Promise<void> {
  const { uid, gid } = statSync(dataDir);
  chownSync(key, uid, gid);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const setting of [`ssl_cert_file = '${server}'`, `ssl_key_file = '${key}'`, 'ssl = on'])
    await client.query(`ALTER SYSTEM SET ${setting}`);
  writeFileSync(join(dataDir, 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}

describe('a connection to servers that speak TLS alone', () => {
  const dir = mkdtempSync(join(tmpdir(), 'pitlane-tls-'));
  let ca: string;
  let otherCa: string;
  let postgres: Server;
  let nats: Server;

  beforeAll(async () => {
    const certificates = await makeCertificates(join(dir, 'ours'));
    ca = certificates.ca;
    otherCa = (await makeCertificates(join(dir, 'others'))).ca;
    const infra = await loadInfra();
    const dataDir = join(dir, 'postgres');
    const tls = `tls { cert_file: "${certificates.server}", key_file: "${certificates.key}" }`;
    const conf = `${tls}\nauthorization { users: [{ user: parts, password: of-parts }] }`;
    [postgres, nats] = await Promise.all([
      infra.startPostgres({ dataDir, port: await infra.freePort(), password: 'test', durable: false }),
      infra.startNats({
        storeDir: join(dir, 'nats'),
        port: await infra.freePort(),
        monitorPort: await infra.freePort(),
        conf,
      }),
    ]);
    await lockDown(postgres.url, dataDir, certificates);
  }, 60_000);

  afterAll(async () => {
    await Promise.all([postgres.stop(), nats.stop()]);
    rmSync(dir, { recursive: true, force: true });
  });

  const configured = (settings: Record<string, string>) =>
    loadConfig('parts', {
      NODE_ENV: 'production', AUTH_ISSUER: 'https://id.example.com', STORES_FILE: 'stores.json', CURSOR_SECRET: 'of-cursors',
      GATEWAY_SECRET: 'of-gateways', DATABASE_URL: databaseUrl(ca), NATS_URL: natsUrl(), NATS_USER: 'parts', NATS_PASSWORD: 'of-parts', ...settings,
    }); // prettier-ignore
  const databaseUrl = (trusted: string): string =>
    `${postgres.url.replace('127.0.0.1', 'localhost')}?sslmode=verify-full&sslrootcert=${trusted}`;
  const natsUrl = (): string => nats.url.replace('nats://127.0.0.1', 'tls://localhost');
  /** The client itself tries for ever. */
  const once = (settings: Record<string, string>) =>
    connect({ ...natsOptions(configured(settings), 'parts'), waitOnFirstConnect: false, reconnect: false });

  it('is encrypted on the way to PostgreSQL, for the pool as well', async () => {
    const source = await createDataSource(configured({})).initialize();
    expect(await source.query('SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()')).toEqual([
      { ssl: true, version: 'TLSv1.3' },
    ]);
    await source.destroy();
  });

  it('is refused by us when PostgreSQL is not who our authority vouches for', async () => {
    await expect(createDataSource(configured({ DATABASE_URL: databaseUrl(otherCa) })).initialize()).rejects.toThrow(
      /certificate/,
    );
  });

  it('is refused by PostgreSQL when it is plain', async () => {
    const client = new pg.Client({ connectionString: postgres.url });
    await expect(client.connect()).rejects.toThrow(/no encryption/);
  });

  it('is encrypted on the way to NATS', async () => {
    const connection = await once({ NATS_CA_FILE: ca });
    expect(connection.info).toMatchObject({ tls_required: true });
    await connection.close();
  });

  it('is refused by us when NATS is not who our authority vouches for', async () => {
    await expect(once({ NATS_CA_FILE: otherCa })).rejects.toThrow(/certificate/);
  });
});

describe('the cluster’s configuration of NATS', () => {
  const dir = mkdtempSync(join(tmpdir(), 'pitlane-nkeys-'));
  const key = nkeys.createUser();
  let ca: string;
  let nats: Server;
  let startWith: (conf: string) => Promise<Server>;
  let conf: string;

  /** As it is deployed, but for the other servers, the folders, and keys of which only that of parts is known. */
  function deployed({ server, key: serverKey }: Certificates): string {
    const folder = resolve(import.meta.dirname, '../../../deploy/nats');
    const [base, users, cluster] = ['base.conf', 'users-nkey.conf', 'cluster.conf'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    ) as [string, string, string];
    const known = users.replaceAll(/\$NATS_NKEY_(\w+)/g, (_, user: string) =>
      user === 'parts' ? key.getPublicKey() : nkeys.createUser().getPublicKey(),
    );
    const alone = cluster.replaceAll(/include .*/g, '').replace(/\ncluster \{[^]*?\n\}/, '');
    return `${base}${known}${alone}`
      .replace('$SERVER_NAME', 'alone')
      .replace(/http: .*/, '')
      .replaceAll('/etc/nats-tls/tls.crt', server)
      .replaceAll('/etc/nats-tls/tls.key', serverKey)
      .replace('store_dir: /data, ', ''); // the launcher says where
  }

  beforeAll(async () => {
    const certificates = await makeCertificates(dir);
    ca = certificates.ca;
    const infra = await loadInfra();
    const [port, monitorPort] = [await infra.freePort(), await infra.freePort()];
    startWith = (conf) => infra.startNats({ storeDir: join(dir, 'data'), port, monitorPort, conf });
    conf = deployed(certificates);
    nats = await startWith(conf);
  }, 60_000);

  afterAll(async () => {
    await nats.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const seedOf = (pair: typeof key): string => new TextDecoder().decode(pair.getSeed());
  const optionsOf = (seed: string) => {
    const NATS_URL = nats.url.replace('nats://127.0.0.1', 'tls://localhost');
    return natsOptions({ NATS_URL, NATS_USER: 'parts', NATS_NKEY_SEED: seed, NATS_CA_FILE: ca }, 'parts');
  };
  const asParts = (seed: string) => connect({ ...optionsOf(seed), waitOnFirstConnect: false, reconnect: false });

  it('knows a service by its nkey, with the rights of that service alone', async () => {
    const connection = await asParts(seedOf(key));
    expect(
      (await jetstreamManager(connection, { checkAPI: false }).then((manager) => manager.getAccountInfo())).streams,
    ).toBe(0);
    const refused = connection.request('$JS.API.STREAM.DELETE.EVT_PARTS', '', { timeout: 5_000 });
    await expect(refused).rejects.toThrow(/permissions violation/i);
    await connection.close();
  });

  it('lets a service in again that it did not know for a while', async () => {
    const connection = await connect(optionsOf(seedOf(key)));
    const seen: string[] = [];
    const following = (async () => {
      for await (const { type } of connection.status()) seen.push(type);
    })();
    const restart = async (changed: string): Promise<void> => {
      await nats.stop();
      nats = await startWith(changed);
    };

    await restart(conf.replaceAll(key.getPublicKey(), nkeys.createUser().getPublicKey()));
    await until('it is refused again and again', () =>
      Promise.resolve(seen.filter((type) => type === 'error').length >= 3),
    );
    await restart(conf);

    await until('it is let in', () => Promise.resolve(seen.at(-1) === 'reconnect'));
    await connection.close();
    await following;
  });

  it('lets nobody in with a key that it does not know', async () => {
    await expect(asParts(seedOf(nkeys.createUser()))).rejects.toThrow(/authorization/i);
  });
});
