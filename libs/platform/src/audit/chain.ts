/**
 * The rule of the audit log's chains, as SQL: one chain per store, whose every link hashes the one before together with an
 * entry as it was written. Whoever knows the newest hash sees any entry that was changed, dropped or put in between.
 */
export const contentOf = (entry: string): string => `convert_to(json_build_array(
    ${entry}.id, ${entry}.store_id, ${entry}.at AT TIME ZONE 'UTC', ${entry}.actor_id, ${entry}.acting_role, ${entry}.on_behalf_of,
    ${entry}.aggregate_type, ${entry}.aggregate_id, ${entry}.aggregate_version, ${entry}.event_types, ${entry}.changes,
    ${entry}.reason, ${entry}.trace_id, ${entry}.correlation_id, ${entry}.causation_id)::text, 'UTF8')`;

/** Of entries that have no link yet, in the order in which they were written, at most `$1`; `condition` is on `entry`. */
export const linkEntries = (condition: string): string => `
  WITH RECURSIVE unlinked AS MATERIALIZED (
    SELECT store_id, id, content, row_number() OVER (PARTITION BY store_id ORDER BY seq) AS place FROM (
      SELECT entry.store_id, entry.id, entry.seq, ${contentOf('entry')} AS content FROM audit_entry entry
      WHERE ${condition} AND NOT EXISTS (SELECT FROM audit_link WHERE entry_id = entry.id)
      ORDER BY entry.seq LIMIT $1) oldest),
  chain AS (
    SELECT store_id, place, coalesce(head.position, 0) + 1 AS position, id, coalesce(head.hash, '') AS previous_hash,
           sha256(coalesce(head.hash, '') || content) AS hash
    FROM unlinked LEFT JOIN LATERAL (
      SELECT position, hash FROM audit_link WHERE audit_link.store_id = unlinked.store_id ORDER BY position DESC LIMIT 1) head ON true
    WHERE place = 1
    UNION ALL
    SELECT store_id, next.place, chain.position + 1, next.id, chain.hash, sha256(chain.hash || next.content)
    FROM chain JOIN unlinked next USING (store_id) WHERE next.place = chain.place + 1),
  linked AS (
    INSERT INTO audit_link (store_id, position, entry_id, previous_hash, hash)
    SELECT store_id, position, id, previous_hash, hash FROM chain RETURNING entry_id)
  SELECT count(*)::int AS linked, pg_snapshot_xmin(pg_current_snapshot())::text AS horizon FROM linked`;

/** Counts what `BROKEN_CHAIN` looks at. */
export const CHAIN_LENGTH = 'SELECT count(*) FROM audit_entry';

/**
 * Entries that are not as they were linked, and places where a link is missing. An entry is linked within seconds, so one
 * that is not after a minute was kept from it.
 */
export const BROKEN_CHAIN = `
  SELECT coalesce(link.store_id, entry.store_id) AS store, coalesce(link.entry_id, entry.id) AS entry, link.position,
         CASE WHEN link.entry_id IS NULL THEN 'never linked'
              WHEN entry.id IS NULL THEN 'dropped'
              WHEN link.position <> link.expected_position THEN 'links before it dropped'
              WHEN link.previous_hash <> link.expected_previous_hash THEN 'linked to another'
              ELSE 'changed' END AS what
  FROM (SELECT *, lag(position, 1, 0::bigint) OVER chain + 1 AS expected_position,
               lag(hash, 1, '') OVER chain AS expected_previous_hash
        FROM audit_link WINDOW chain AS (PARTITION BY store_id ORDER BY position)) link
  FULL JOIN audit_entry entry ON entry.id = link.entry_id
  WHERE (link.entry_id IS NULL AND entry.at < now() - interval '1 minute')
     OR (link.entry_id IS NOT NULL AND (entry.id IS NULL
       OR link.position <> link.expected_position
       OR link.previous_hash <> link.expected_previous_hash
       OR link.hash <> sha256(link.previous_hash || ${contentOf('entry')})))`;
