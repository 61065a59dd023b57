import { Day, Instant, Integer, Kilometres, OneOf, type Powertrain, POWERTRAINS, Text, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import type { MileageReading } from './mileage-reading.entity.js';
import type { VehicleOwner } from './vehicle-owner.entity.js';
import type { Vehicle, VehicleFacts } from './vehicle.entity.js';

export class RegisterVehicle {
  @Text(17) vin!: string;
  @Text(8) plate!: string;
  @Text(60) make!: string;
  @Text(80) model!: string;
  @Integer({ min: 1950, max: 2100 }) modelYear!: number;
  @OneOf(POWERTRAINS) powertrain!: Powertrain;
  @Uuid() ownerCustomerId!: string;
  @Kilometres() mileageKm!: number;
  @Day({ optional: true }) purchasedOn?: string;
  @Day({ optional: true }) insuredUntil?: string;
  @Day({ optional: true }) inspectedUntil?: string;

  facts(): VehicleFacts {
    const { purchasedOn = null, insuredUntil = null, inspectedUntil = null } = this;
    return { ...this, purchasedOn, insuredUntil, inspectedUntil };
  }
}

/** By VIN or by plate; exactly one of them. */
export class ClaimVehicle {
  @Text(17, { optional: true }) vin?: string;
  @Text(8, { optional: true }) plate?: string;
}

export class ChangeOwner {
  @Uuid() customerId!: string;
}

export class ChangePlate {
  @Text(8) plate!: string;
}

export class VehicleSearch extends PageQuery {
  @Text(17, { optional: true }) vin?: string;
  @Text(8, { optional: true }) plate?: string;
  @Uuid({ optional: true }) ownerCustomerId?: string;
}

export class VehicleView {
  @Uuid() id!: string;
  @Uuid() ownerCustomerId!: string;
  @Text(17) vin!: string;
  @Text(8) plate!: string;
  @Text(60) make!: string;
  @Text(80) model!: string;
  @Integer() modelYear!: number;
  @OneOf(POWERTRAINS) powertrain!: Powertrain;
  /** Highest reading so far. */
  @Kilometres() mileageKm!: number;
  @Day({ nullable: true }) purchasedOn!: string | null;
  @Day({ nullable: true }) insuredUntil!: string | null;
  @Day({ nullable: true }) inspectedUntil!: string | null;
  @Integer() version!: number;

  static of(vehicle: Vehicle): VehicleView {
    const { id, ownerCustomerId, vin, plate, make, model, modelYear, powertrain, mileageKm, version } = vehicle;
    const { purchasedOn, insuredUntil, inspectedUntil } = vehicle;
    return {
      id, ownerCustomerId, vin, plate, make, model, modelYear, powertrain, mileageKm, purchasedOn, insuredUntil, inspectedUntil,
      version,
    }; // prettier-ignore
  }
}

export class OwnerView {
  @Uuid() customerId!: string;
  @Instant() ownedFrom!: string;
  /** Null for the present owner. */
  @Instant({ nullable: true }) ownedUntil!: string | null;

  static of({ customerId, ownedFrom, ownedUntil }: VehicleOwner): OwnerView {
    return { customerId, ownedFrom: ownedFrom.toISOString(), ownedUntil: ownedUntil?.toISOString() ?? null };
  }
}

export class MileageView {
  @Kilometres() mileageKm!: number;
  @Instant() readAt!: string;
  @Uuid({ nullable: true }) repairOrderId!: string | null;

  static of({ mileageKm, readAt, repairOrderId }: MileageReading): MileageView {
    return { mileageKm, readAt: readAt.toISOString(), repairOrderId };
  }
}
