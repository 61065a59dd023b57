import { readFileSync, writeFileSync } from 'node:fs';
import { SERVICES } from '@pitlane/contracts';
import { plusMinutes } from '@pitlane/kernel';
import { STAFF } from '../../demo/staff-members.js';
import type { Row } from '../../verify/books.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Fault, type Strike, unseen } from './fault.js';

const HOURS = 60;

/** The clocks of two services go wrong by up to two hours; at the end all have passed what any of them showed. */
async function skewedClocks({ cluster, random, note, pause }: Strike): Promise<void> {
  for (const service of random.shuffle(SERVICES).slice(0, 2)) {
    const minutes = random.pick([-120, -45, 45, 120]);
    note(`the clock of ${service} is ${minutes} minutes ahead`);
    cluster.clock.skew(service, minutes * 60_000);
  }
  await pause(6_000);
  for (const service of SERVICES) cluster.clock.skew(service, 0);
  cluster.clock.moveTo(plusMinutes(cluster.clock.now(), 2 * HOURS));
  note('all clocks are right again');
}

const UNKNOWN_KEY = 60;

/** Nobody can fetch keys: known ones serve, tokens of unknown ones are refused. */
async function lostIssuer({ cluster, api, note, pause }: Strike): Promise<Row[]> {
  const token = await api.token(STAFF.foreman);
  const [header, claims, signature] = token.split('.');
  const head = JSON.parse(Buffer.from(header ?? '', 'base64url').toString()) as object;
  note('the issuer is down');
  await cluster.issuer.hold();
  const violations: Row[] = [];
  for (const { url, name } of cluster.replicas) {
    const forged = Array.from({ length: UNKNOWN_KEY / 10 }, () => {
      const other = Buffer.from(JSON.stringify({ ...head, kid: crypto.randomUUID() })).toString('base64url');
      return statusOf(`${url}/ops/parked`, `${other}.${claims}.${signature}`);
    });
    const letIn = (await Promise.all(forged)).filter((status) => ![401, 503].includes(status));
    violations.push(...letIn.map((status) => ({ replica: name, token: 'of an unknown key', status })));
  }
  await pause(2_000);
  await cluster.issuer.release();
  note('the issuer is back');
  return violations;
}

const statusOf = (url: string, token: string): Promise<number> =>
  fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(10_000) }).then(
    ({ status }) => status,
    () => 0,
  );

/** A service may no longer publish: its backlog is kept, and goes out once it may again. */
async function lostRights({ cluster, random, note, pause }: Strike): Promise<void> {
  const service = random.pick(SERVICES);
  const file = `${cluster.natsStore}.conf`;
  const conf = readFileSync(file, 'utf8');
  note(`the broker takes from ${service} the right to publish`);
  reload(cluster, file, conf.replace(`"evt.${service}.>"`, `"evt.nothing.${service}.>"`));
  await pause(4_000);
  reload(cluster, file, conf);
  note('and gives it back');
}

function reload(cluster: Cluster, file: string, conf: string): void {
  writeFileSync(file, conf);
  cluster.nats.signal('SIGHUP');
}

export const EDGES: readonly Fault[] = [
  {
    id: 'F19',
    class: 'edges',
    says: 'the clocks of services go wrong by hours',
    strike: unseen(skewedClocks),
    onlyWalkIns: true,
  },
  { id: 'F31', class: 'edges', says: 'the issuer is down, and tokens of unknown keys come', strike: lostIssuer },
  { id: 'F32', class: 'edges', says: 'a service loses its rights at the broker', strike: unseen(lostRights) },
];
