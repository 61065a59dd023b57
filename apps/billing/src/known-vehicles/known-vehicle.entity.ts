import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What billing prints of a vehicle that this store was told about. */
@Entity()
export class KnownVehicle {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('uuid') vehicleId!: string;
  @Column('text') vin!: string;
  @Column('text') plate!: string;
  @Column('text') make!: string;
  @Column('text') model!: string;
}
