import { Injectable } from '@nestjs/common';
import { actingStore, Database, violatedConstraint } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { noteFreed } from '../capacity/freed-days.queries.js';
import { type CarState, CourtesyCar, type CourtesyCarFacts } from './courtesy-car.entity.js';
import { CourtesyCarRegistered } from './courtesy-car.errors.js';

/** The store's fleet of courtesy cars (APT-15). A car that comes into service may be what somebody waits for (APT-12). */
@Injectable()
export class CourtesyCarsService {
  constructor(private readonly db: Database) {}

  /** @throws CourtesyPlateNotValid | CourtesyCarRegistered */
  register(facts: Omit<CourtesyCarFacts, 'id' | 'storeId'>): Promise<CourtesyCar> {
    return this.db.transaction(async (tx) => {
      const car = CourtesyCar.register({ ...facts, id: uuidv7(), storeId: actingStore(tx.scope) });
      await noteFreed(tx, [null]);
      return tx.save(car).catch((error: unknown) => {
        throw violatedConstraint(error) === 'courtesy_car_plate_once' ? new CourtesyCarRegistered() : error;
      });
    });
  }

  /** @throws NotFound | CourtesyCarOutOfService */
  takeOutOfService(id: string, reason: string): Promise<CourtesyCar> {
    return this.db.transaction(async (tx) => {
      const car = await tx.lock(CourtesyCar, id);
      car.takeOutOfService(reason);
      return tx.save(car);
    });
  }

  /** @throws NotFound | CourtesyCarInService | CourtesyMileageFell */
  bringBackIntoService(id: string, state: CarState): Promise<CourtesyCar> {
    return this.db.transaction(async (tx) => {
      const car = await tx.lock(CourtesyCar, id);
      car.bringBackIntoService(state);
      await noteFreed(tx, [null]);
      return tx.save(car);
    });
  }
}
