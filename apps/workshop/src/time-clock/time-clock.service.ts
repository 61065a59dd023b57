import { Injectable } from '@nestjs/common';
import { Database, type Store, Stores, type Tx, violatedConstraint, workTime } from '@pitlane/platform';
import { IsNull } from 'typeorm';
import type { Act } from '../act.js';
import { BayTaken, CertificateExpired } from '../dispatch/dispatch.errors.js';
import { Inspection } from '../inspections/inspection.entity.js';
import type { Job } from '../repair-orders/job.entity.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import type { PauseReason } from '../repair-orders/repair-order-status.js';
import { Technician } from '../technicians/technician.entity.js';
import { ClockSegment, type SegmentEnd } from './clock-segment.entity.js';
import { InspectorMayNotWork, NotClockedOn, TechnicianBusy } from './time-clock.errors.js';

/** Technicians clock themselves on and off, one job at a time (WKS-6). */
@Injectable()
export class TimeClockService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /**
   * @throws NotFound | WrongOrderStatus | WrongJobStatus | NotYourJob | CertificateExpired | InspectorMayNotWork
   * @throws TechnicianBusy | BayTaken
   */
  async clockOn(id: string, jobId: string, segmentId: string, act: Act): Promise<RepairOrder> {
    try {
      return await this.db.transaction(async (tx) => {
        const order = await tx.lock(RepairOrder, id);
        const started = order.startJob(jobId, act);
        await assertMayWork(tx, order.job(jobId), act, this.stores.get(order.storeId));
        await tx.add(ClockSegment.start(segmentId, order.job(jobId), act));
        return tx.save(order, started);
      });
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === 'clock_segment_one_open' || constraint === 'clock_segment_one_job_at_a_time') {
        throw new TechnicianBusy(act.by, jobId);
      }
      if (constraint === 'clock_segment_one_car_per_bay') throw new BayTaken(jobId);
      throw error;
    }
  }

  /** @throws NotFound | WrongJobStatus | NotYourJob | NotClockedOn */
  clockOff(id: string, jobId: string, reason: PauseReason | null, act: Act): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      order.job(jobId).pause(act.by, reason);
      if (!(await endSegment(tx, jobId, reason ?? 'off', act))) throw new NotClockedOn(jobId);
      return tx.save(order);
    });
  }

  /** The job is done; a running clocking ends with it. @throws NotFound | WrongJobStatus | NotYourJob */
  finish(id: string, jobId: string, report: { cause: string; correction: string }, act: Act): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      order.job(jobId).finish(report, act);
      await endSegment(tx, jobId, 'finished', act);
      return tx.save(order);
    });
  }
}

/**
 * A dispatched technician may begin or go on: their certificate still holds (WKS-1), and the final inspection that they may
 * have made of this car stays that of one who did no work on it (WKS-11).
 * @throws CertificateExpired | InspectorMayNotWork
 */
async function assertMayWork(tx: Tx, job: Job, { by: technicianId, at }: Act, store: Store): Promise<void> {
  const { id, storeId, repairOrderId, skill } = job;
  const technician = await tx.find(Technician, { storeId, technicianId });
  if (technician?.unfitFor(skill, at, workTime(store, at)) === 'certificate-expired')
    throw new CertificateExpired(technicianId, skill);
  const passed = { repairOrderId, inspectorId: technicianId, kind: 'final', result: 'passed' } as const;
  if (await tx.find(Inspection, passed)) throw new InspectorMayNotWork(technicianId, id);
}

/** Ends the technician's running clocking on a job. @returns whether there was one */
async function endSegment(tx: Tx, jobId: string, reason: SegmentEnd, { by, at }: Act): Promise<boolean> {
  const running = await tx.find(ClockSegment, { jobId, technicianId: by, endedAt: IsNull() });
  if (!running) return false;
  running.end(reason, at);
  await tx.put(running);
  return true;
}
