import { Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { actingStore, Database, type Page, type PageQuery } from '@pitlane/platform';
import { listedParts } from '../catalogue/listed-parts.queries.js';
import { takeWhole, type WholeLeaving } from '../stock/leaving.queries.js';
import { Lot } from '../stock/lot.entity.js';
import { Stock } from '../stock/stock.service.js';
import { Scrapping, type ScrappingFacts, type ScrappingStatus } from './scrapping.entity.js';

/** Parts that nobody can use. A scrapping is locked before its part. */
@Injectable()
export class ScrappingsService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
  ) {}

  /** Says that parts are unfit; they stay where they are until another decides. @throws PartNotListed | NotFound */
  find(found: Omit<ScrappingFacts, 'storeId'>): Promise<Scrapping> {
    const { partNumber, lotId } = found;
    return this.db.transaction(async (tx) => {
      await listedParts(tx, [partNumber]);
      if (lotId !== null && (await tx.get(Lot, lotId)).partNumber !== partNumber) throw new NotFound('lot', lotId);
      return tx.save(Scrapping.find({ ...found, storeId: actingStore(tx.scope) }));
    });
  }

  /** Throws them away, where they are kept for nobody. @throws NotFound | ScrappingDecided | ScrappedByFinder | InsufficientStock */
  scrap(id: string, by: string, at: Date): Promise<Scrapping> {
    return this.db.transaction(async (tx) => {
      const scrapping = await tx.lock(Scrapping, id);
      scrapping.checkMayScrap(by);
      const { partNumber, lotId, quantityThousandths, reason } = scrapping;
      const lots = await this.stock.move(tx, [partNumber], at, async (parts) => {
        await this.stock.setUnfitAside(tx, parts, at);
        const leaving = { ...unfitOf(lotId), partNumber, quantityThousandths };
        return takeWhole(tx, parts, leaving, { documentId: id, at, reason });
      });
      const scrapped = lots.map(({ certificate: _c, expiresOn: _e, ...lot }) => lot);
      return tx.save(scrapping, scrapping.scrap(scrapped, by, at));
    });
  }

  /** They can be used. @throws NotFound | ScrappingDecided */
  reject(id: string, rejection: { by: string; reason: string; at: Date }): Promise<Scrapping> {
    return this.db.transaction(async (tx) => {
      const scrapping = await tx.lock(Scrapping, id);
      scrapping.reject(rejection);
      return tx.save(scrapping);
    });
  }

  /** @throws NotFound */
  byId(id: string): Promise<Scrapping> {
    return this.db.read((tx) => tx.get(Scrapping, id));
  }

  list(status: ScrappingStatus | undefined, page: PageQuery): Promise<Page<Scrapping>> {
    return this.db.read((tx) => tx.page(Scrapping, status ? { status } : {}, page));
  }
}

/** Of a lot that is named, what lies in quarantine is meant first. */
const unfitOf = (lotId: string | null): Pick<WholeLeaving, 'lotId' | 'from' | 'kind'> =>
  lotId === null ? { from: ['free'], kind: 'scrapped' } : { lotId, from: ['quarantine', 'free'], kind: 'scrapped' };
