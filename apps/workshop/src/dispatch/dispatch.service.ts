import { Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { Database, Stores, type Tx, violatedConstraint, workTime } from '@pitlane/platform';
import { Bay } from '../bays/bay.entity.js';
import type { Job } from '../repair-orders/job.entity.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import type { Dispatch } from './dispatch.dto.js';
import { BayTaken, BayUnfit, NoBayFree, TechnicianUnknown } from './dispatch.errors.js';
import { candidates, freeBay, lockDispatch } from './dispatch.queries.js';
import { checkTechnician, chooseTechnician } from './technician-choice.js';

@Injectable()
export class DispatchService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /**
   * Gives an authorised job to a technician and a bay (WKS-5).
   * @throws NotFound | WrongJobStatus | NoTechnicianFits | TechnicianUnfit | CertificateExpired | TechnicianUnknown
   * @throws NoBayFree | BayUnfit | BayTaken
   */
  async dispatch(id: string, jobId: string, wish: Dispatch, at: Date): Promise<RepairOrder> {
    try {
      return await this.db.transaction(async (tx) => {
        const order = await tx.lock(RepairOrder, id);
        const job = order.job(jobId);
        await lockDispatch(tx, order.storeId);
        const technicianId = await this.technicianFor(tx, order, { job, wish, at });
        const bayId = await this.bayFor(tx, order, job, wish);
        job.dispatch({ technicianId, bayId, overrideReason: wish.overrideReason ?? null });
        return tx.save(order);
      });
    } catch (error) {
      if (violatedConstraint(error) === 'job_one_car_per_bay') throw new BayTaken(jobId);
      throw error;
    }
  }

  private async technicianFor(
    tx: Tx,
    { storeId, plan }: RepairOrder,
    { job, wish, at }: { job: Job; wish: Dispatch; at: Date },
  ): Promise<string> {
    const local = workTime(this.stores.get(storeId), at);
    const planned = plan?.technicians.map(({ technicianId }) => technicianId) ?? [];
    const demand = { skill: job.skill, at, local, planned };
    const all = await candidates(tx, storeId);
    if (wish.technicianId === undefined) return chooseTechnician(all, demand).technicianId;
    const wished = all.find(({ technician }) => technician.technicianId === wish.technicianId)?.technician;
    if (!wished) throw new TechnicianUnknown(wish.technicianId);
    checkTechnician(wished, demand, wish.overrideReason);
    return wished.technicianId;
  }

  private async bayFor(
    tx: Tx,
    order: RepairOrder,
    { bayKind }: Job,
    { bayId, overrideReason }: Dispatch,
  ): Promise<string> {
    if (bayId === undefined) {
      const free = await freeBay(tx, order, bayKind);
      if (free === undefined) throw new NoBayFree(bayKind);
      return free;
    }
    const bay = await tx.find(Bay, { id: bayId, storeId: order.storeId });
    if (!bay) throw new NotFound('bay', bayId);
    const fits = bay.takesCars && (bay.kind === bayKind || overrideReason !== undefined);
    if (!fits) throw new BayUnfit(bayId, bayKind);
    return bayId;
  }
}
