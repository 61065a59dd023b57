import { PartLinesDropped, PartsRequested } from '@pitlane/contracts';
import type { Act } from '../act.js';
import type { Job } from '../repair-orders/job.entity.js';
import type { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { WrongJobStatus } from '../repair-orders/repair-order.errors.js';
import { NothingToRequest, PartLineNotOpen } from './part-draws.errors.js';

/**
 * A technician asks for authorised parts, each line once (WKS-9).
 * @param lineIds undefined for all that are not requested yet
 * @throws WrongJobStatus | NothingToRequest
 */
export function requestParts(job: Job, lineIds: readonly string[] | undefined, { by, at }: Act): PartsRequested {
  if (!job.isOpen) throw new WrongJobStatus(job.id, job.status);
  const requestable = job.partLines.filter((line) => line.isOpen && line.requestedAt === null);
  const wanted = lineIds === undefined ? requestable : requestable.filter(({ id }) => lineIds.includes(id));
  if (wanted.length === 0 || wanted.length < (lineIds?.length ?? 0)) throw new NothingToRequest(job.id, lineIds ?? []);
  return PartsRequested.of({
    repairOrderId: job.repairOrderId,
    jobId: job.id,
    technicianId: by,
    lines: wanted.map((line) => line.request(at)),
  });
}

/**
 * No more will be drawn on these lines; parts answers with what was drawn (WKS-9).
 * @throws NotFound | PartLineNotOpen
 */
export function dropPartLines(order: RepairOrder, lineIds: string[], reason: string, at: Date): PartLinesDropped {
  const lines = lineIds.map((lineId) => order.partLine(lineId));
  const authorized = new Set(order.authorizedJobs.map(({ id }) => id));
  const closed = lines.filter((line) => !line.isOpen || !authorized.has(line.jobId)).map(({ id }) => id);
  if (closed.length > 0) throw new PartLineNotOpen(closed);
  for (const line of lines) line.droppedAt = at;
  return PartLinesDropped.of({ repairOrderId: order.id, lineIds, reason });
}
