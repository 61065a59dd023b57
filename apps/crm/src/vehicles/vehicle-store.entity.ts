import { Aggregate, GroupOwned } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { Grant } from '../customers/customer-store.entity.js';
import type { Vehicle } from './vehicle.entity.js';

/** How a store came to know a vehicle. */
export type VehicleGrantReason = 'registered' | 'claimed';

/** A store knows a vehicle of the group, and says there what becomes of it: each store's events are complete by themselves. */
@Entity()
@GroupOwned()
export class VehicleStore extends Aggregate {
  @Column('text') groupId!: string;
  @Column('uuid') vehicleId!: string;
  @Column('text') reason!: VehicleGrantReason;
  /** Staff id. */
  @Column('text') grantedBy!: string;
  @Column('timestamptz') grantedAt!: Date;

  static open(vehicle: Vehicle, grant: Grant<VehicleGrantReason>): VehicleStore {
    const known = new VehicleStore();
    known.begin(grant.id, grant.storeId);
    known.groupId = vehicle.groupId;
    known.vehicleId = vehicle.id;
    known.reason = grant.reason;
    known.grantedBy = grant.grantedBy;
    known.grantedAt = grant.grantedAt;
    return known;
  }
}
