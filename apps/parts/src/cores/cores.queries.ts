import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import type { CoreBalanceView, CoresQuery } from './core.dto.js';
import { Core, CORE_STATUSES, type CoreStatus } from './core.entity.js';

interface BalanceRow {
  supplier: string;
  /** By status, only those that there are. */
  amounts: Partial<Record<CoreStatus, { cores: number; chargeFen: number }>>;
  credited_fen: string;
}

const NONE = { cores: 0, chargeFen: 0 };

@Injectable()
export class CoresQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  byId(id: string): Promise<Core> {
    return this.db.read((tx) => tx.get(Core, id));
  }

  list({ limit, cursor, ...where }: CoresQuery): Promise<Page<Core>> {
    const page = { limit, ...(cursor !== undefined && { cursor }) };
    return this.db.read((tx) => tx.page(Core, where, page));
  }

  /** The old units of each supplier by status, in the order of the suppliers' names. */
  balances(page: PageQuery): Promise<Page<CoreBalanceView>> {
    return this.db.read(async (tx) => {
      const { items, nextCursor } = await tx.pageBy(page, async (lastSupplier, take) => {
        const rows = await balancesAfter(tx, lastSupplier ?? '', take);
        return rows.map((row) => ({ ...row, id: row.supplier }));
      });
      return { items: items.map(balanceOf), nextCursor };
    });
  }
}

function balancesAfter(tx: Tx, lastSupplier: string, take: number): Promise<BalanceRow[]> {
  return tx.query<BalanceRow>(
    `SELECT supplier, jsonb_object_agg(status, jsonb_build_object('cores', cores, 'chargeFen', charge_fen)) AS amounts,
            coalesce(sum(credited_fen), 0) AS credited_fen
     FROM (SELECT supplier, status, count(*) AS cores, sum(charge_fen) AS charge_fen, sum(credited_fen) AS credited_fen
           FROM core WHERE store_id = $1 AND supplier COLLATE "C" > $2 GROUP BY supplier, status) by_status
     GROUP BY supplier ORDER BY supplier COLLATE "C" LIMIT $3`,
    [actingStore(tx.scope), lastSupplier, take],
  );
}

const balanceOf = ({ supplier, amounts, credited_fen }: BalanceRow): CoreBalanceView => ({
  supplier,
  amounts: CORE_STATUSES.map((status) => ({ status, ...(amounts[status] ?? NONE) })),
  creditedFen: Number(credited_fen),
});
