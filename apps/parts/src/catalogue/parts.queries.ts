import { Injectable } from '@nestjs/common';
import { Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import { In, IsNull, Not } from 'typeorm';
import { type PartUsage, UNUSED } from '../part-usage/part-usage.js';
import { usagesOf } from '../part-usage/part-usage.queries.js';
import { type LotInStock, NO_STOCK, type PartLevel } from '../stock/stock-level.js';
import { levelOf, levelsOf, lotsInStock } from '../stock/stock-levels.queries.js';
import type { AlertsQuery, PartsQuery } from './part.dto.js';
import { Part } from './part.entity.js';
import { CarIncomplete } from './part.errors.js';
import { findParts, type PartSearch } from './part-search.queries.js';

export interface PartWithLevel {
  readonly part: Part;
  readonly level: PartLevel;
}

export interface PartInStock extends PartWithLevel {
  readonly usage: PartUsage;
}

@Injectable()
export class PartsQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  byId(id: string): Promise<PartInStock & { lots: LotInStock[] }> {
    return this.db.read(async (tx) => {
      const [part, level, usages, lots] = await Promise.all([
        tx.get(Part, id),
        levelOf(tx, id),
        usagesOf(tx, [id]),
        lotsInStock(tx, id),
      ]);
      return { part, level, usage: usages[0] ?? UNUSED, lots };
    });
  }

  /** @throws CarIncomplete */
  search({ limit, cursor, ...wanted }: PartsQuery): Promise<Page<PartInStock>> {
    const page = { limit, ...(cursor !== undefined && { cursor }) };
    const { search, make, model, year } = wanted;
    if ((make === undefined) !== (model === undefined) || (year !== undefined && model === undefined)) {
      throw new CarIncomplete();
    }
    const isAll = search === undefined && make === undefined;
    return this.db.read(async (tx) =>
      inStock(tx, isAll ? await tx.page(Part, {}, page) : await found(tx, wanted, page)),
    );
  }

  alerts({ alert, ...page }: AlertsQuery): Promise<Page<PartWithLevel>> {
    return this.db.read(async (tx) => withLevels(tx, await tx.page(Part, { alert: alert ?? Not(IsNull()) }, page)));
  }
}

function found(tx: Tx, wanted: PartSearch, page: PageQuery): Promise<Page<Part>> {
  return tx.pageBy(page, async (lastId, take) => {
    const ids = await findParts(tx, wanted, { lastId, take });
    const parts = await tx.list(Part, { id: In(ids) });
    return parts.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  });
}

const idsOf = (parts: readonly Part[]): string[] => parts.map(({ id }) => id);

async function withLevels(tx: Tx, { items, nextCursor }: Page<Part>): Promise<Page<PartWithLevel>> {
  const levels = await levelsOf(tx, idsOf(items));
  return { items: items.map((part, index) => ({ part, level: levels[index] ?? NO_STOCK })), nextCursor };
}

async function inStock(tx: Tx, page: Page<Part>): Promise<Page<PartInStock>> {
  const [{ items, nextCursor }, usages] = await Promise.all([withLevels(tx, page), usagesOf(tx, idsOf(page.items))]);
  return { items: items.map((entry, index) => ({ ...entry, usage: usages[index] ?? UNUSED })), nextCursor };
}
