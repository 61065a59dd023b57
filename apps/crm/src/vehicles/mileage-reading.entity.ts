import { GroupOwned } from '@pitlane/platform/aggregate';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an odometer showed. */
@Entity()
@GroupOwned()
export class MileageReading {
  /** Of the event that told it; of the registration, its own. */
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') vehicleId!: string;
  @Column('int') mileageKm!: number;
  @Column('timestamptz') readAt!: Date;
  /** The visit on which it was read; null when it was told at the registration. */
  @Column('uuid', { nullable: true }) repairOrderId!: string | null;
}
