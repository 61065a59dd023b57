import { GroupOwned } from '@pitlane/platform/aggregate';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who owned a vehicle, and when; the present owner has no end. */
@Entity()
@GroupOwned()
export class VehicleOwner {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') vehicleId!: string;
  @Column('uuid') customerId!: string;
  @Column('timestamptz') ownedFrom!: Date;
  @Column('timestamptz', { nullable: true }) ownedUntil!: Date | null;
}
