import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery } from '@pitlane/platform';
import { In } from 'typeorm';
import { CourtesyLoan } from '../courtesy-loans/courtesy-loan.entity.js';
import { CourtesyCar } from './courtesy-car.entity.js';

/** A car with the loans that have it now and later, in order of time. */
export interface FleetCar {
  readonly car: CourtesyCar;
  readonly loans: readonly CourtesyLoan[];
}

@Injectable()
export class CourtesyCarsQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  get(id: string): Promise<CourtesyCar> {
    return this.db.read((tx) => tx.get(CourtesyCar, id));
  }

  /** The store's fleet, the car that was registered last first, with who has it when. */
  page(page: PageQuery): Promise<Page<FleetCar>> {
    const storeId = actingStore();
    return this.db.read(async (tx) => {
      const { items, nextCursor } = await tx.page(CourtesyCar, { storeId }, page);
      const of = { storeId, courtesyCarId: In(items.map(({ id }) => id)), status: In(['reserved', 'out']) };
      const loans = await tx.list(CourtesyLoan, of, { order: { keptFrom: 'ASC' } });
      return {
        items: items.map((car) => ({ car, loans: loans.filter(({ courtesyCarId }) => courtesyCarId === car.id) })),
        nextCursor,
      };
    });
  }
}
