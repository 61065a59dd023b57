import { OUTBOX_KEPT } from '../messaging/outbox.js';

/**
 * An invariant of one service's own database, in a form that can be asked a slice at a time: of what changed lately, of all
 * things one after the other, or of some that are named. Keys are text; a position is text that only its own query reads.
 */
export interface SelfCheck {
  /** Of the product's list of invariants: `P1`. */
  readonly id: string;
  /** What a key names: `lot`. An id may be checked of several kinds of things. */
  readonly of: string;
  readonly says: string;
  /** SQL of all things: `key` after the key $1 (null: from the first), at most $2, in the order of their keys. */
  readonly all: string;
  /** SQL of changes: `position` and `key` after the position $1 (null: from the first), at most $2, in their order. */
  readonly changed: string;
  /** SQL of those among the keys $1 (text[]) that break it: `key`, and other columns that say how. */
  readonly broken: string;
}

/**
 * SQL that asks whether the outbox still has all that an aggregate said, by the time in its id (a UUID of version 7).
 * @param id the aggregate's, as SQL of type uuid
 */
export const saidAllLately = (id: string): string => `
  (substr(${id}::text, 15, 1) = '7'
   AND to_timestamp(('x' || left(replace(${id}::text, '-', ''), 12))::bit(48)::bigint / 1000.0) > now() - interval '${OUTBOX_KEPT}')`;

/** Before every id: a position that is null begins there. */
export const FIRST_UUID = `'00000000-0000-0000-0000-000000000000'::uuid`;

/** X1, of the outbox that every service has. */
export const EVENTS_WITHOUT_GAP: SelfCheck = {
  id: 'X1',
  of: 'aggregate',
  says: 'the events of an aggregate are numbered 1, 2, 3 … in its outbox',
  all: `
    SELECT aggregate_id::text AS key FROM (
      SELECT DISTINCT aggregate_id FROM outbox WHERE aggregate_id > coalesce($1::uuid, ${FIRST_UUID})
      ORDER BY aggregate_id LIMIT $2) page
    ORDER BY aggregate_id`,
  changed: `
    SELECT id::text AS position, aggregate_id::text AS key FROM outbox
    WHERE id > coalesce($1::bigint, 0) ORDER BY id LIMIT $2`,
  broken: `
    SELECT aggregate_id::text AS key, min(aggregate_version) AS version FROM (
      SELECT aggregate_id, aggregate_version,
             lag(aggregate_version) OVER (PARTITION BY aggregate_type, aggregate_id ORDER BY aggregate_version) AS before,
             ${saidAllLately('aggregate_id')} AS is_young
      FROM outbox WHERE aggregate_id = ANY ($1::uuid[])) event
    WHERE aggregate_version <> before + 1 OR (before IS NULL AND aggregate_version > 1 AND is_young)
    GROUP BY aggregate_id`,
};
