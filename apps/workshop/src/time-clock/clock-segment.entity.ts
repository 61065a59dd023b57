import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Act, notBefore } from '../act.js';
import type { Job } from '../repair-orders/job.entity.js';
import type { PauseReason } from '../repair-orders/repair-order-status.js';

/** Why a clocking ended. */
export type SegmentEnd = PauseReason | 'off' | 'finished';

/** A stretch of time that a technician works on a job (WKS-6). */
@Entity()
export class ClockSegment {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') repairOrderId!: string;
  @Column('uuid') jobId!: string;
  /** Staff id. */
  @Column('text') technicianId!: string;
  @Column('uuid') bayId!: string;
  @Column('timestamptz') startedAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endReason!: SegmentEnd | null;

  static start(id: string, job: Job, { by, at }: Act): ClockSegment {
    const { storeId, repairOrderId, id: jobId, bayId } = job;
    const work = { id, storeId, repairOrderId, jobId, technicianId: by, bayId };
    return Object.assign(new ClockSegment(), work, { startedAt: at, endedAt: null, endReason: null });
  }

  end(reason: SegmentEnd, at: Date): void {
    this.endedAt = notBefore(this.startedAt, at);
    this.endReason = reason;
  }
}
