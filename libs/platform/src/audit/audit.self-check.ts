import { FIRST_UUID, type SelfCheck } from '../self-check/self-check.js';
import { contentOf } from './chain.js';

/** X11, of some entries at a time: each is as it was linked, to the link before it. `BROKEN_CHAIN` asks it of all at once. */
export const AUDIT_CHAIN: SelfCheck = {
  id: 'X11',
  of: 'audit entry',
  says: 'no entry of the audit log was changed, dropped or put in between',
  all: `
    (SELECT id::text AS key FROM audit_entry WHERE id > coalesce($1::uuid, ${FIRST_UUID}) ORDER BY id LIMIT $2)
    UNION
    (SELECT entry_id::text FROM audit_link WHERE entry_id > coalesce($1::uuid, ${FIRST_UUID}) ORDER BY entry_id LIMIT $2)
    ORDER BY key LIMIT $2`,
  // Ids grow with time.
  changed: `
    SELECT id::text AS position, id::text AS key FROM audit_entry
    WHERE id > coalesce($1::uuid, ${FIRST_UUID}) ORDER BY id LIMIT $2`,
  broken: `
    SELECT asked.id::text AS key, link.store_id AS store, link.position FROM unnest($1::uuid[]) asked (id)
    LEFT JOIN audit_entry entry ON entry.id = asked.id
    LEFT JOIN audit_link link ON link.entry_id = asked.id
    LEFT JOIN audit_link before ON before.store_id = link.store_id AND before.position = link.position - 1
    WHERE (link.entry_id IS NULL AND entry.at < now() - interval '1 minute')
       OR (link.entry_id IS NOT NULL AND (entry.id IS NULL
         OR link.previous_hash IS DISTINCT FROM CASE WHEN link.position = 1 THEN '' ELSE before.hash END
         OR link.hash <> sha256(link.previous_hash || ${contentOf('entry')})))`,
};
