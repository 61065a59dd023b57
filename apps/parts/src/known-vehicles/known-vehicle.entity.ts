import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A car that this store was told about. */
@Entity()
export class KnownVehicle {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('uuid') vehicleId!: string;
  @Column('text') vin!: string;
  @Column('text') plate!: string;
}
