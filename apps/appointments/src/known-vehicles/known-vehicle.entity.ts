import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A vehicle that was given to the store, as crm last said (CRM-1). */
@Entity()
export class KnownVehicle {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('uuid') vehicleId!: string;
  @Column('uuid') ownerCustomerId!: string;
}
