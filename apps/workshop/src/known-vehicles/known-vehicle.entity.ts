import type { VehicleChanged } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A vehicle that crm has told this store of (CRM-1). */
@Entity()
export class KnownVehicle {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('uuid') vehicleId!: string;
  @Column('uuid') ownerCustomerId!: string;
  @Column('text') vin!: string;
  @Column('text') plate!: string;
  @Column('text') make!: string;
  @Column('text') model!: string;
  /** Highest reading so far. */
  @Column('int') mileageKm!: number;

  static of(event: VehicleChanged, storeId: string): KnownVehicle {
    const { vehicleId, ownerCustomerId, vin, plate, make, model, mileageKm } = event;
    const facts = { storeId, vehicleId, ownerCustomerId, vin, plate, make, model, mileageKm };
    return Object.assign(new KnownVehicle(), facts);
  }
}
