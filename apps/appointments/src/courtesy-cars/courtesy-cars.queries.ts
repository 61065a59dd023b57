import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery } from '@pitlane/platform';
import { CourtesyCar } from './courtesy-car.entity.js';

@Injectable()
export class CourtesyCarsQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  get(id: string): Promise<CourtesyCar> {
    return this.db.read((tx) => tx.get(CourtesyCar, id));
  }

  /** The store's fleet, the car that was registered last first. */
  page(page: PageQuery): Promise<Page<CourtesyCar>> {
    return this.db.read((tx) => tx.page(CourtesyCar, { storeId: actingStore() }, page));
  }
}
