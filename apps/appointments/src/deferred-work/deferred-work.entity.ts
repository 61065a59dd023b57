import type { FindingDecided } from '@pitlane/contracts';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { AppointmentStatus } from '../appointments/appointment-status.js';
import { DeferredWorkEnded, DeferredWorkOfAnotherVehicle, VisitNotTakingPlace } from './deferred-work.errors.js';

/** `declined`: the customer wants it never, or has had it done elsewhere. */
export const DEFERRED_WORK_STATUSES = ['deferred', 'done', 'declined'] as const;
export type DeferredWorkStatus = (typeof DEFERRED_WORK_STATUSES)[number];

/** What may become of it. */
export const DEFERRED_WORK_ENDS = ['done', 'declined'] as const;
export type DeferredWorkEnd = (typeof DEFERRED_WORK_ENDS)[number];

/** Work that a car needed and its customer declined for that time: on record for the next visit (WKS-7, APT-13). Its id is that of the finding. */
@Entity()
export class DeferredWork extends Aggregate {
  @Disclosed() @Column('text') status!: DeferredWorkStatus;
  @Column('uuid') vehicleId!: string;
  /** The repair order in which it was found. */
  @Column('uuid') repairOrderId!: string;
  @Column('text') description!: string;
  @Column('boolean') safetyCritical!: boolean;
  @Column('timestamptz') declinedAt!: Date;
  /** The visit that takes it up. */
  @Column('uuid', { nullable: true }) appointmentId!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  /** Staff id, or `workshop` when the visit that took it up was completed. */
  @Disclosed() @Column('text', { nullable: true }) endedBy!: string | null;
  @Column('text', { nullable: true }) endReason!: string | null;

  static of(event: FindingDecided, storeId: string): DeferredWork {
    const { findingId, vehicleId, repairOrderId, description, safetyCritical, decidedAt } = event;
    const work = new DeferredWork();
    work.begin(findingId, storeId);
    return Object.assign(work, {
      ...{ status: 'deferred', vehicleId, repairOrderId, description, safetyCritical, declinedAt: new Date(decidedAt) },
      ...{ appointmentId: null, endedAt: null, endedBy: null, endReason: null },
    });
  }

  /**
   * A visit of the car will do it; a later visit may take it over.
   * @throws DeferredWorkEnded | DeferredWorkOfAnotherVehicle | VisitNotTakingPlace
   */
  takeUp({ id, vehicleId, status }: { id: string; vehicleId: string; status: AppointmentStatus }): void {
    this.mustBeDeferred();
    if (vehicleId !== this.vehicleId) throw new DeferredWorkOfAnotherVehicle(this.id);
    if (status === 'cancelled' || status === 'no-show') throw new VisitNotTakingPlace(id, status);
    this.appointmentId = id;
  }

  /** @throws DeferredWorkEnded */
  end(status: DeferredWorkEnd, reason: string | null, { at, by }: { at: Date; by: string }): void {
    this.mustBeDeferred();
    Object.assign(this, { status, endedAt: at, endedBy: by, endReason: reason });
  }

  private mustBeDeferred(): void {
    if (this.status !== 'deferred') throw new DeferredWorkEnded(this.id, this.status);
  }
}
