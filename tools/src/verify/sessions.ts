import { type Invariant, overServices } from './invariant.js';

/** Of this database; not the one that asks. */
const SESSIONS = `FROM pg_stat_activity session WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND backend_type = 'client backend' AND application_name <> 'verify'`;

const STUCK = `
  SELECT pid AS session, state ${SESSIONS} AND state LIKE 'idle%' AND state_change < clock_timestamp() - interval '10 s'
    AND (state <> 'idle' OR EXISTS (SELECT FROM pg_locks WHERE pg_locks.pid = session.pid AND locktype = 'advisory'))`;

/** Nothing in the databases is stuck (X13). */
export const SESSIONS_AT_WORK: Invariant = {
  id: 'X13',
  says: 'no session has an open transaction or an advisory lock and does nothing for ten seconds',
  check: (books) =>
    overServices(async (service) => {
      await books[service].rows('SELECT pg_stat_clear_snapshot()'); // else it is as old as the transaction that asks
      return {
        checked: await books[service].count(`SELECT count(*) ${SESSIONS}`),
        violations: await books[service].rows(STUCK),
      };
    }),
};
