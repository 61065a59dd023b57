import { Injectable } from '@nestjs/common';
import { Database, type Page, type Tx } from '@pitlane/platform';
import { IsNull, Like, Not } from 'typeorm';
import { type LotInStock, NO_STOCK, type StockLevel } from '../stock/stock-level.js';
import { levelsOf, lotsInStock } from '../stock/stock-levels.queries.js';
import type { AlertsQuery, PartsQuery } from './part.dto.js';
import { Part } from './part.entity.js';

export interface PartInStock {
  readonly part: Part;
  readonly level: StockLevel;
}

@Injectable()
export class PartsQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  byId(id: string): Promise<PartInStock & { lots: LotInStock[] }> {
    return this.db.read(async (tx) => {
      const part = await tx.get(Part, id);
      const [level = NO_STOCK] = await levelsOf(tx, [id]);
      return { part, level, lots: await lotsInStock(tx, id) };
    });
  }

  search({ search, ...page }: PartsQuery): Promise<Page<PartInStock>> {
    const where = search === undefined ? {} : { searchText: Like(`%${escapeLike(search.toLowerCase())}%`) };
    return this.db.read(async (tx) => withLevels(tx, await tx.page(Part, where, page)));
  }

  alerts({ alert, ...page }: AlertsQuery): Promise<Page<PartInStock>> {
    return this.db.read(async (tx) => withLevels(tx, await tx.page(Part, { alert: alert ?? Not(IsNull()) }, page)));
  }
}

async function withLevels(tx: Tx, { items, nextCursor }: Page<Part>): Promise<Page<PartInStock>> {
  const levels = await levelsOf(
    tx,
    items.map(({ id }) => id),
  );
  return { items: items.map((part, index) => ({ part, level: levels[index] ?? NO_STOCK })), nextCursor };
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
