import { FIRST_UUID, type SelfCheck } from '@pitlane/platform';

const addsUp = (document: 'quote' | 'settlement'): SelfCheck => ({
  id: 'B1',
  of: document,
  says: `the lines of a ${document} add up to its total, tax and customer share, to the fen`,
  all: `SELECT id::text AS key FROM ${document} WHERE id > coalesce($1::uuid, ${FIRST_UUID}) ORDER BY id LIMIT $2`,
  // Ids grow with time. The amounts of a document stay, save those of a draft that is billed for less: the pass looks again.
  changed: `
    SELECT id::text AS position, id::text AS key FROM ${document}
    WHERE id > coalesce($1::uuid, ${FIRST_UUID}) ORDER BY id LIMIT $2`,
  broken: `
    SELECT document.id::text AS key FROM ${document} document LEFT JOIN (
      SELECT ${document}_id, sum(amount_fen) AS total, sum(tax_fen) AS tax,
             sum(amount_fen) FILTER (WHERE pay_type = 'customer') AS share
      FROM ${document}_line WHERE ${document}_id = ANY ($1::uuid[]) GROUP BY ${document}_id) added
      ON ${document}_id = document.id
    WHERE document.id = ANY ($1::uuid[])
      AND (total_fen, tax_fen, customer_share_fen) <> (coalesce(total, 0), coalesce(tax, 0), coalesce(share, 0))`,
});

/** What the service looks after in its own books while it runs; `npm run verify` asks the same. */
export const SELF_CHECKS: readonly SelfCheck[] = [addsUp('quote'), addsUp('settlement')];
