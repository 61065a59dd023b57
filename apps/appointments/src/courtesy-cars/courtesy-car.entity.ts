import type { Powertrain } from '@pitlane/contracts';
import { isPlate } from '@pitlane/kernel';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import {
  CourtesyCarInService,
  CourtesyCarOutOfService,
  CourtesyMileageFell,
  CourtesyPlateNotValid,
} from './courtesy-car.errors.js';

/** A dent or scratch that both sides know of: `{ place: 'left rear door', text: 'scratch, 5 cm' }`. */
export interface Mark {
  readonly place: string;
  readonly text: string;
}

/** How a courtesy car stands there. */
export interface CarState {
  readonly mileageKm: number;
  /** Fuel, or charge of a battery car. */
  readonly fuelPercent: number;
  readonly marks: readonly Mark[];
}

export interface CourtesyCarFacts extends CarState {
  readonly id: string;
  readonly storeId: string;
  readonly plate: string;
  readonly make: string;
  readonly model: string;
  readonly powertrain: Powertrain;
}

/** A car of the store that customers drive while theirs is in the workshop (APT-15). */
@Entity()
export class CourtesyCar extends Aggregate {
  @Column('text') plate!: string;
  @Column('text') make!: string;
  @Column('text') model!: string;
  @Disclosed() @Column('text') powertrain!: Powertrain;
  /** Highest reading so far. */
  @Column('int') mileageKm!: number;
  /** Fuel, or charge of a battery car. */
  @Column('int') fuelPercent!: number;
  @Column('jsonb') marks!: readonly Mark[];
  /** Null while it is in service. */
  @Column('text', { nullable: true }) outOfServiceReason!: string | null;

  /** @throws CourtesyPlateNotValid */
  static register({ id, storeId, ...facts }: CourtesyCarFacts): CourtesyCar {
    if (!isPlate(facts.plate)) throw new CourtesyPlateNotValid();
    const car = new CourtesyCar();
    car.begin(id, storeId);
    return Object.assign(car, facts, { outOfServiceReason: null });
  }

  /** @throws CourtesyCarOutOfService */
  checkInService(): void {
    if (this.outOfServiceReason !== null) throw new CourtesyCarOutOfService(this.id, this.outOfServiceReason);
  }

  /** No loan is given this car from now on; those that have it stay, and show as at risk. @throws CourtesyCarOutOfService */
  takeOutOfService(reason: string): void {
    this.checkInService();
    this.outOfServiceReason = reason;
  }

  /** @param state as it comes back, with the marks that are left @throws CourtesyCarInService | CourtesyMileageFell */
  bringBackIntoService(state: CarState): void {
    if (this.outOfServiceReason === null) throw new CourtesyCarInService(this.id);
    this.noteState(state);
    this.outOfServiceReason = null;
  }

  /** @throws CourtesyMileageFell */
  noteState({ mileageKm, fuelPercent, marks }: CarState): void {
    if (mileageKm < this.mileageKm) throw new CourtesyMileageFell(this.mileageKm);
    Object.assign(this, { mileageKm, fuelPercent, marks });
  }
}
