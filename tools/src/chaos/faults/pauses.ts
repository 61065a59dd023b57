import { SERVICES } from '@pitlane/contracts';
import { leadersOf } from '../checks/processes.js';
import type { Replica } from '../cluster/cluster.js';
import { asAdmin } from './database.js';
import { type Fault, type Strike, unseen } from './fault.js';

/** Random replicas stand still for longer than a message may stay unacknowledged, and go on as if nothing were. */
async function standstills({ cluster, random, note, pause }: Strike): Promise<void> {
  const one = async (replica: Replica): Promise<void> => {
    const ms = random.int(1_000, 8_000);
    note(`${replica.name} stands still for ${ms} ms`);
    replica.process.signal('SIGSTOP');
    await pause(ms);
    replica.process.signal('SIGCONT');
  };
  await Promise.all(random.shuffle(cluster.replicas).slice(0, 3).map(one));
}

/** The replica that publishes the outbox of a service, by its own figures. */
export async function leaderOf(replicas: readonly Replica[]): Promise<Replica | undefined> {
  const [leader] = await leadersOf(replicas);
  return replicas.find(({ name }) => name === leader);
}

/** Ends the session that holds a relay's lock, as the server does when it hears nothing from it any more. */
export const endLeaderSession = ({ cluster }: Pick<Strike, 'cluster'>, service: string): Promise<unknown[]> =>
  asAdmin(
    cluster,
    `SELECT pg_terminate_backend(lock.pid) FROM pg_locks lock JOIN pg_database ON pg_database.oid = lock.database
     WHERE locktype = 'advisory' AND granted AND datname = $1`,
    [service],
  );

/** A leader that stood still comes back when another leads already. */
async function lateLeader(strike: Strike): Promise<void> {
  const { cluster, random, note, pause } = strike;
  const service = random.pick(SERVICES);
  const leader = await leaderOf(cluster.of(service));
  if (!leader) return note(`${service} has no leader now`);
  note(`the leader ${leader.name} stands still; its lock is free after 1 s`);
  leader.process.signal('SIGSTOP');
  await pause(1_000);
  await endLeaderSession(strike, service);
  await pause(random.int(3_000, 5_000));
  leader.process.signal('SIGCONT');
  note(`${leader.name} goes on`);
}

export const PAUSES: readonly Fault[] = [
  { id: 'F25', class: 'pauses', says: 'replicas stand still past the ack wait', strike: unseen(standstills) },
  { id: 'F26', class: 'pauses', says: 'a relay leader comes back after another took over', strike: unseen(lateLeader) },
];
