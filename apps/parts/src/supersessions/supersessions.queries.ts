import type { SupersessionRule } from '@pitlane/contracts';
import { actingStore, type Tx } from '@pitlane/platform';
import { NO_STOCK } from '../stock/stock-level.js';
import { levelsOf } from '../stock/stock-levels.queries.js';
import type { ChainLink } from './chain.js';

/** A part of a chain with what is free of it. */
export interface LinkInStock extends ChainLink {
  readonly availableThousandths: number;
}

export interface Chain {
  readonly links: readonly LinkInStock[];
  /** Calendar day of the store. */
  readonly today: string;
}

/** One supersession at a time per store: two that are recorded at once do not close a circle. */
export async function lockSupersessions(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('supersession'), hashtext($1))`, [actingStore(tx.scope)]);
}

interface LinkRow {
  part_id: string;
  part_number: string;
  name_zh: string;
  rule: SupersessionRule | null;
  superseded_from: string | null;
}

/** A part, what replaces it, what replaces that, and so on; nothing when the store's catalogue does not have the number. */
export async function chainFrom(tx: Tx, storeId: string, partNumber: string): Promise<ChainLink[]> {
  const rows = await tx.query<LinkRow>(
    `WITH RECURSIVE chain AS (
       SELECT part.*, 0 AS place FROM part WHERE store_id = $1 AND part_number = $2
       UNION ALL
       SELECT next.*, place + 1 FROM chain JOIN part next ON next.store_id = $1 AND next.id = chain.successor_id)
     SELECT id AS part_id, part_number, name_zh, supersession_rule AS rule, superseded_from::text FROM chain ORDER BY place`,
    [storeId, partNumber],
  );
  return rows.map((row) => ({
    partId: row.part_id,
    partNumber: row.part_number,
    nameZh: row.name_zh,
    rule: row.rule,
    supersededFrom: row.superseded_from,
  }));
}

/** The chain from a part on, with what is free of each. */
export async function chainInStock(tx: Tx, storeId: string, partNumber: string): Promise<LinkInStock[]> {
  const chain = await chainFrom(tx, storeId, partNumber);
  const levels = await levelsOf(
    tx,
    chain.map(({ partId }) => partId),
  );
  return chain.map((link, index) => ({ ...link, ...freeOf(levels[index]) }));
}

const freeOf = ({ availableThousandths } = NO_STOCK): Pick<LinkInStock, 'availableThousandths'> => ({
  availableThousandths,
});
