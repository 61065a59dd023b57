import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import { PartNotListed } from '../catalogue/part.errors.js';
import { InsufficientStock } from '../reservations/reservation.errors.js';
import { type LeftLot, takeOut } from '../stock/leaving.queries.js';
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
    const { partNumber, scrappedAt: at } = facts;
    return this.db.transaction(async (tx) => {
      const scrapping = Scrapping.post({ ...facts, storeId: actingStore(tx.scope) });
      return this.stock.move(tx, [partNumber], at, async (parts) => {
        const partId = parts.get(partNumber)?.id;
        if (partId === undefined) throw new PartNotListed([partNumber]);
        await this.stock.setUnfitAside(tx, parts, at);
        const lots = await takeUnfit(tx, scrapping, { partId, ...(lotId !== undefined && { lotId }) });
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

/** What lies in quarantine is meant first where a lot is named. @throws InsufficientStock */
async function takeUnfit(
  tx: Tx,
  { id, partNumber, quantityThousandths, scrappedAt, reason }: Scrapping,
  from: { partId: string; lotId?: string },
): Promise<LeftLot[]> {
  const note = { documentId: id, at: scrappedAt, reason };
  const taken: LeftLot[] = [];
  let missing = quantityThousandths;
  for (const place of from.lotId === undefined ? (['free'] as const) : (['quarantine', 'free'] as const)) {
    if (missing === 0) break;
    const lots = await takeOut(tx, { ...from, from: place, kind: 'scrapped', mostThousandths: missing }, note);
    taken.push(...lots);
    missing -= lots.reduce((sum, lot) => sum + lot.quantityThousandths, 0);
  }
  if (missing > 0) throw new InsufficientStock(partNumber, missing);
  return taken;
}
