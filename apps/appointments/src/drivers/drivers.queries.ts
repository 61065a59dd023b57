import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery } from '@pitlane/platform';
import { Driver } from './driver.entity.js';

@Injectable()
export class DriversQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  get(id: string): Promise<Driver> {
    return this.db.read((tx) => tx.get(Driver, id));
  }

  /** The store's drivers, who was registered last first. */
  page(page: PageQuery): Promise<Page<Driver>> {
    return this.db.read((tx) => tx.page(Driver, { storeId: actingStore() }, page));
  }
}
