import type { Tx } from '@pitlane/platform';
import { Checklist } from '../checklists/checklist.entity.js';
import type { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { type InspectedWork, Inspection } from './inspection.entity.js';

/** All that the rules look at when a job is inspected. @throws NotFound */
export async function inspectedWork(tx: Tx, order: RepairOrder, jobId: string): Promise<InspectedWork> {
  const job = order.job(jobId);
  const reworks = order.jobs.filter(({ reworkOf }) => reworkOf === jobId);
  const { storeId } = order;
  const { operationCode } = job;
  const workers = await tx.query<{ technician_id: string; job_id: string }>(
    'SELECT DISTINCT technician_id, job_id FROM clock_segment WHERE repair_order_id = $1',
    [order.id],
  );
  const worked = new Set([jobId, ...reworks.map(({ id }) => id)]);
  return {
    job,
    reworks,
    earlier: await tx.list(Inspection, { jobId }),
    checklist: await tx.find(Checklist, { storeId, operationCode }),
    jobWorkers: workers.filter(({ job_id }) => worked.has(job_id)).map(({ technician_id }) => technician_id),
    orderWorkers: workers.map(({ technician_id }) => technician_id),
  };
}
