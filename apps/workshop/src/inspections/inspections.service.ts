import { Injectable } from '@nestjs/common';
import type { ReworkRaised } from '@pitlane/contracts';
import { Database } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import type { Job } from '../repair-orders/job.entity.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { IN_WORKSHOP } from '../repair-orders/repair-order-status.js';
import type { Inspect } from './inspection.dto.js';
import { Inspection, type Inspector } from './inspection.entity.js';
import { FailureWithoutCause } from './inspection.errors.js';
import { inspectedWork } from './inspections.queries.js';

@Injectable()
export class InspectionsService {
  constructor(private readonly db: Database) {}

  /** @throws NotFound | WrongOrderStatus | FailureWithoutCause | the refusals of Inspection.record */
  inspect(orderId: string, jobId: string, found: Inspect, inspector: Inspector): Promise<Inspection> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, orderId);
      order.mustBe(IN_WORKSHOP);
      const work = await inspectedWork(tx, order, jobId);
      const { kind, result, checks, roadTest = null } = found;
      const facts = { kind, result, checks, roadTest };
      const inspection = Inspection.record(uuidv7(), work, facts, inspector);
      const rework = result === 'failed' ? raiseRework(inspection, work.job, found) : undefined;
      if (rework) order.jobs.push(rework[0]);
      await tx.save(order, inspection.inspected(), rework?.[1]);
      await tx.put(inspection);
      return inspection;
    });
  }
}

/** @throws FailureWithoutCause */
function raiseRework(inspection: Inspection, job: Job, { defectClass, cause }: Inspect): [Job, ReworkRaised] {
  if (defectClass === undefined || cause === undefined) throw new FailureWithoutCause(job.id);
  return inspection.raiseRework(job, { id: uuidv7(), laborLineId: uuidv7() }, { defectClass, cause });
}
