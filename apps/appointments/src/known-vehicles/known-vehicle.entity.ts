import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A vehicle that was given to the store, as crm last said (CRM-1). */
@Entity()
export class KnownVehicle {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('uuid') vehicleId!: string;
  @Column('uuid') ownerCustomerId!: string;
  /** Null as long as crm has not told of the car again since the store keeps it. */
  @Column('text', { nullable: true }) vin!: string | null;
  @Column('text', { nullable: true }) plate!: string | null;
  /** What car it is; null as long as crm has not told of it again. */
  @Column('text', { nullable: true }) make!: string | null;
  @Column('text', { nullable: true }) model!: string | null;
  @Column('int', { nullable: true }) modelYear!: number | null;
}
