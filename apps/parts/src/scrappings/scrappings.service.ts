import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery } from '@pitlane/platform';
import { PartNotListed } from '../catalogue/part.errors.js';
import { takeWhole, type WholeLeaving } from '../stock/leaving.queries.js';
import { Stock } from '../stock/stock.service.js';
import { Scrapping, type ScrappingFacts } from './scrapping.entity.js';

export type NewScrapping = Omit<ScrappingFacts, 'storeId'> & { readonly lotId?: string };

@Injectable()
export class ScrappingsService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
  ) {}

  /** Throws parts away that are kept for nobody. @throws ScrappedByFinder | PartNotListed | InsufficientStock */
  scrap({ lotId, ...facts }: NewScrapping): Promise<Scrapping> {
    const { partNumber, quantityThousandths, scrappedAt: at } = facts;
    return this.db.transaction(async (tx) => {
      const scrapping = Scrapping.post({ ...facts, storeId: actingStore(tx.scope) });
      return this.stock.move(tx, [partNumber], at, async (parts) => {
        if (!parts.has(partNumber)) throw new PartNotListed([partNumber]);
        await this.stock.setUnfitAside(tx, parts, at);
        const note = { documentId: scrapping.id, at, reason: scrapping.reason };
        const lots = await takeWhole(tx, parts, { ...unfitOf(lotId), partNumber, quantityThousandths }, note);
        return tx.save(scrapping, scrapping.scrapped(lots.map(({ certificate: _c, expiresOn: _e, ...lot }) => lot)));
      });
    });
  }

  /** @throws NotFound */
  byId(id: string): Promise<Scrapping> {
    return this.db.read((tx) => tx.get(Scrapping, id));
  }

  list(page: PageQuery): Promise<Page<Scrapping>> {
    return this.db.read((tx) => tx.page(Scrapping, {}, page));
  }
}

/** Of a lot that is named, what lies in quarantine is meant first. */
const unfitOf = (lotId: string | undefined): Pick<WholeLeaving, 'lotId' | 'from' | 'kind'> =>
  lotId === undefined
    ? { from: ['free'], kind: 'scrapped' }
    : { lotId, from: ['quarantine', 'free'], kind: 'scrapped' };
