import { Injectable } from '@nestjs/common';
import { actingStore, Database, violatedConstraint } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { noteFreed } from '../capacity/freed-days.queries.js';
import { Driver, type DriverFacts, type DriverTerms } from './driver.entity.js';
import { DriverRegistered } from './driver.errors.js';

/** The store's drivers (APT-15). One who comes, is back or has other hours may be whom somebody waits for (APT-12). */
@Injectable()
export class DriversService {
  constructor(private readonly db: Database) {}

  /** @throws DriverShiftEndsBeforeItStarts | DriverRegistered */
  register(facts: Omit<DriverFacts, 'id' | 'storeId'>): Promise<Driver> {
    return this.db.transaction(async (tx) => {
      const driver = Driver.register({ ...facts, id: uuidv7(), storeId: actingStore(tx.scope) });
      await noteFreed(tx, [null]);
      return tx.save(driver).catch((error: unknown) => {
        throw violatedConstraint(error) === 'driver_once' ? new DriverRegistered(driver.driverId) : error;
      });
    });
  }

  /** @throws NotFound | DriverShiftEndsBeforeItStarts */
  agree(id: string, terms: DriverTerms): Promise<Driver> {
    return this.change(id, (driver) => driver.agree(terms));
  }

  /** @throws NotFound | DriverOutOfService */
  takeOutOfService(id: string, reason: string): Promise<Driver> {
    return this.change(id, (driver) => driver.takeOutOfService(reason));
  }

  /** @throws NotFound | DriverInService */
  bringBackIntoService(id: string): Promise<Driver> {
    return this.change(id, (driver) => driver.bringBackIntoService());
  }

  private change(id: string, decide: (driver: Driver) => void): Promise<Driver> {
    return this.db.transaction(async (tx) => {
      const driver = await tx.lock(Driver, id);
      decide(driver);
      await noteFreed(tx, [null]);
      return tx.save(driver);
    });
  }
}
