import { Injectable } from '@nestjs/common';
import { Database, type Page, type PageQuery } from '@pitlane/platform';
import { Supplier } from './supplier.entity.js';
import { SupplierPrice } from './supplier-price.entity.js';

@Injectable()
export class SuppliersQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  byId(id: string): Promise<Supplier> {
    return this.db.read((tx) => tx.get(Supplier, id));
  }

  list(page: PageQuery): Promise<Page<Supplier>> {
    return this.db.read((tx) => tx.page(Supplier, {}, page));
  }

  /** Prices of all days, newest first. @throws NotFound */
  prices(supplierId: string, page: PageQuery): Promise<Page<SupplierPrice>> {
    return this.db.read(async (tx) => {
      await tx.get(Supplier, supplierId);
      return tx.page(SupplierPrice, { supplierId }, page);
    });
  }
}
