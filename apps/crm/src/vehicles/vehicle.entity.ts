import { type Powertrain, VehicleChanged } from '@pitlane/contracts';
import { isPlate, isVin } from '@pitlane/kernel';
import { Aggregate, GroupOwned } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { InvalidPlate, InvalidVin } from './vehicle.errors.js';

export interface VehicleFacts {
  ownerCustomerId: string;
  /** 17 characters with a right check digit; unique in the group. */
  vin: string;
  /** Mainland plate without spaces; unique in the group. */
  plate: string;
  make: string;
  model: string;
  modelYear: number;
  powertrain: Powertrain;
  mileageKm: number;
  /** Days: `2021-05-30`. */
  purchasedOn: string | null;
  insuredUntil: string | null;
  inspectedUntil: string | null;
}

/** A car of a customer of the group, seen by the stores that know it (CRM-1). `storeId` is the store that registered it. */
@Entity()
@GroupOwned()
export class Vehicle extends Aggregate {
  @Column('text') groupId!: string;
  @Column('uuid') ownerCustomerId!: string;
  @Column('text') vin!: string;
  @Column('text') plate!: string;
  @Column('text') make!: string;
  @Column('text') model!: string;
  @Column('int') modelYear!: number;
  @Column('text') powertrain!: Powertrain;
  /** Highest reading so far. */
  @Column('int') mileageKm!: number;
  @Column('date', { nullable: true }) purchasedOn!: string | null;
  @Column('date', { nullable: true }) insuredUntil!: string | null;
  @Column('date', { nullable: true }) inspectedUntil!: string | null;

  /** @throws InvalidVin | InvalidPlate */
  static register(place: { id: string; storeId: string; groupId: string }, facts: VehicleFacts): Vehicle {
    if (!isVin(facts.vin)) throw new InvalidVin();
    if (!isPlate(facts.plate)) throw new InvalidPlate();
    const vehicle = new Vehicle();
    vehicle.begin(place.id, place.storeId);
    vehicle.groupId = place.groupId;
    return Object.assign(vehicle, facts);
  }

  changeOwner(customerId: string): VehicleChanged {
    this.ownerCustomerId = customerId;
    return this.asItIs();
  }

  /** @throws InvalidPlate */
  changePlate(plate: string): VehicleChanged {
    if (!isPlate(plate)) throw new InvalidPlate();
    this.plate = plate;
    return this.asItIs();
  }

  /** A reading of the odometer. It only raises: a lower one changes nothing, and nothing is said (WKS-2). */
  readMileage(mileageKm: number): VehicleChanged | undefined {
    if (mileageKm <= this.mileageKm) return undefined;
    this.mileageKm = mileageKm;
    return this.asItIs();
  }

  /** What other services know of it. */
  asItIs(): VehicleChanged {
    const { id: vehicleId, ownerCustomerId, vin, plate, make, model, modelYear, powertrain, mileageKm } = this;
    return VehicleChanged.of({
      vehicleId, ownerCustomerId, vin, plate, make, model, modelYear, powertrain, mileageKm,
    }); // prettier-ignore
  }
}
