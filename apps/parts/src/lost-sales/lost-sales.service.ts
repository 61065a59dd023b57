import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery } from '@pitlane/platform';
import { Part } from '../catalogue/part.entity.js';
import { PartNotListed } from '../catalogue/part.errors.js';
import { DemandBook } from '../demand/demand-book.service.js';
import { LostSale, type LostSaleFacts } from './lost-sale.entity.js';

export type NewLostSale = Omit<LostSaleFacts, 'storeId' | 'partId'>;

@Injectable()
export class LostSalesService {
  constructor(
    private readonly db: Database,
    private readonly demand: DemandBook,
  ) {}

  /** Counts what a customer at the counter did not get. @throws PartNotListed */
  note(entry: NewLostSale): Promise<LostSale> {
    const { id: requestId, partNumber, quantityThousandths } = entry;
    return this.db.transaction(async (tx) => {
      const storeId = actingStore(tx.scope);
      const part = await tx.find(Part, { storeId, partNumber });
      if (!part) throw new PartNotListed([partNumber]);
      const sale = LostSale.note({ ...entry, storeId, partId: part.id });
      await tx.save(sale, sale.noted());
      await this.demand.note(tx, 'lost', [{ requestId, partNumber, quantityThousandths }], entry.notedAt);
      return sale;
    });
  }

  list(page: PageQuery): Promise<Page<LostSale>> {
    return this.db.read((tx) => tx.page(LostSale, {}, page));
  }
}
