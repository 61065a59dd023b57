import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery, type Tx, violatedConstraint } from '@pitlane/platform';
import { IsNull } from 'typeorm';
import { listedParts } from '../catalogue/listed-parts.queries.js';
import { Kit, type KitFacts } from './kit.entity.js';
import { KitDefinedMeanwhile } from './kit.errors.js';
import { type KitWithPacks, partsOf, withPacks } from './kits.queries.js';

export type NewKit = Omit<KitFacts, 'storeId' | 'edition'>;

@Injectable()
export class KitsService {
  constructor(private readonly db: Database) {}

  /** Defines a kit, or the next edition of one in use, which is withdrawn then. @throws PartNotListed | PartTwiceInKit | KitDefinedMeanwhile */
  async define(entry: NewKit, at: Date): Promise<KitWithPacks> {
    try {
      return await this.db.transaction((tx) => defineIn(tx, entry, at));
    } catch (error) {
      if (violatedConstraint(error) !== 'kit_edition') throw error;
      throw new KitDefinedMeanwhile(entry.code);
    }
  }

  /** @throws NotFound | KitWithdrawnBefore */
  withdraw(id: string, at: Date): Promise<KitWithPacks> {
    return this.db.transaction(async (tx) => {
      const kit = await tx.lock(Kit, id);
      await tx.save(kit, kit.withdraw(at));
      return withPacks(kit, await partsOf(tx, [kit]));
    });
  }

  /** Any edition. @throws NotFound */
  byId(id: string): Promise<KitWithPacks> {
    return this.db.read(async (tx) => {
      const kit = await tx.get(Kit, id);
      return withPacks(kit, await partsOf(tx, [kit]));
    });
  }

  /** Those in use. */
  list(operationCode: string | undefined, page: PageQuery): Promise<Page<KitWithPacks>> {
    const where = { withdrawnAt: IsNull(), ...(operationCode !== undefined && { operationCode }) };
    return this.db.read(async (tx) => {
      const { items, nextCursor } = await tx.page(Kit, where, page);
      const parts = await partsOf(tx, items);
      return { items: items.map((kit) => withPacks(kit, parts)), nextCursor };
    });
  }
}

async function defineIn(tx: Tx, entry: NewKit, at: Date): Promise<KitWithPacks> {
  const storeId = actingStore(tx.scope);
  const [last] = await tx.list(Kit, { storeId, code: entry.code }, { order: { edition: 'DESC' }, take: 1 });
  const kit = Kit.define({ ...entry, storeId, edition: (last?.edition ?? 0) + 1 });
  const parts = await listedParts(
    tx,
    kit.lines.map(({ partNumber }) => partNumber),
  );
  const before = await tx.lockOne(Kit, { storeId, code: entry.code, withdrawnAt: IsNull() });
  if (before) await tx.save(before, before.withdraw(at));
  await tx.save(kit, kit.defined());
  return withPacks(kit, [...parts.values()]);
}
