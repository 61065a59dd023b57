import { Injectable } from '@nestjs/common';
import { Database, type SelfCheck, type Tx } from '@pitlane/platform';
import { LINE_CHECKS } from './line-checks.js';
import { LOT_CHECKS } from './lot-checks.js';
import type { DifferenceView, StockAuditQuery, StockAuditView } from './stock-audit.dto.js';

/** Lots and lines of one call. */
const AT_ONCE = 500;

const THINGS = `
  SELECT id, kind FROM (
    (SELECT id, 'lot' AS kind FROM lot
     WHERE store_id = ANY ($1) AND ($2::text IS NULL OR part_number = $2) AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4)
    UNION ALL
    (SELECT id, 'line' FROM reservation_line
     WHERE store_id = ANY ($1) AND ($2::text IS NULL OR part_number = $2) AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4)) thing
  ORDER BY id LIMIT $4`;

interface Thing {
  id: string;
  kind: 'lot' | 'line';
}

type DifferenceRow = DifferenceView & { key: string };

/** The auditor on demand: what the service asks of its books while it runs, here of a store's own (PRT-17). */
@Injectable()
export class StockAuditQueries {
  constructor(private readonly db: Database) {}

  look({ partNumber, cursor }: StockAuditQuery): Promise<StockAuditView> {
    return this.db.read(async (tx) => {
      const page = { limit: AT_ONCE, ...(cursor !== undefined && { cursor }) };
      const { items, nextCursor } = await tx.pageBy(page, (after, take) =>
        tx.query<Thing>(THINGS, [tx.scope.stores, partNumber, after, take]),
      );
      const lots = items.filter(({ kind }) => kind === 'lot').map(({ id }) => id);
      const lines = items.filter(({ kind }) => kind === 'line').map(({ id }) => id);
      const differences = [
        ...(await differencesOf(tx, LOT_CHECKS, lots)),
        ...(await differencesOf(tx, LINE_CHECKS, lines)),
      ];
      return { checkedLots: lots.length, checkedLines: lines.length, differences, nextCursor };
    });
  }
}

async function differencesOf(tx: Tx, checks: readonly SelfCheck[], keys: readonly string[]): Promise<DifferenceView[]> {
  const found: DifferenceView[] = [];
  for (const { broken } of checks) {
    const rows = await tx.query<DifferenceRow>(broken, [keys]);
    found.push(...rows.map(({ key: _key, ...difference }) => difference));
  }
  return found;
}
