import { RepairOrderCompleted, VehicleDelivered, VehicleReady } from '@pitlane/contracts';
import type { Act } from '../act.js';
import type { Finding } from '../findings/finding.entity.js';
import { type Inspection, nextKind } from '../inspections/inspection.entity.js';
import type { KnownExitPass } from '../known-exit-passes/known-exit-pass.entity.js';
import type { FinalAudit } from './final-audit.js';
import type { Handover } from './handover.js';
import type { Job } from '../repair-orders/job.entity.js';
import type { PartLine } from '../repair-orders/part-line.entity.js';
import type { RepairOrder } from '../repair-orders/repair-order.entity.js';
import {
  AuditNotPassed, DeclinedWorkUnsigned, ExitPassExpired, FindingsUndecided, HandoverIncomplete, InspectionsOpen, JobsStillOpen,
  NoExitPass, NotTheReceivingAdvisor, PartLinesOpen,
} from './completion.errors.js'; // prettier-ignore

/**
 * The final audit ends the work (WKS-13): billing settles what was authorised, drawn and done.
 * @throws WrongOrderStatus | JobsStillOpen | InspectionsOpen | FindingsUndecided | PartLinesOpen | AuditNotPassed
 */
export function complete(
  order: RepairOrder,
  audit: FinalAudit,
  { inspections, findings }: { inspections: readonly Inspection[]; findings: readonly Finding[] },
  act: Act,
): RepairOrderCompleted {
  checkWork(order, inspections, findings);
  const missing = [...(audit.washed ? [] : ['washed']), ...(audit.guaranteeCard ? [] : ['guaranteeCard'])];
  if (missing.length > 0) throw new AuditNotPassed(order.id, missing);
  order.moveTo('completed', act);
  order.audit = audit;
  const done = order.authorizedJobs;
  const drawn = order.jobs.flatMap(({ partLines, payType }) => partLines.map((line) => line.drawnFacts(payType)));
  return RepairOrderCompleted.of({
    repairOrderId: order.id,
    number: order.number ?? '',
    repairOrderVersion: order.authorizedVersion,
    customerId: order.customerId,
    vehicleId: order.vehicleId,
    mileageKm: order.mileageKm ?? 0,
    laborLines: order.linesOf(done).laborLines,
    partLines: drawn.filter(({ quantityThousandths }) => quantityThousandths > 0),
    wearItems: audit.wearItems,
    completedAt: act.at.toISOString(),
  });
}

function checkWork(order: RepairOrder, inspections: readonly Inspection[], findings: readonly Finding[]): void {
  const { id, jobs } = order;
  const open = jobs.filter((job) => job.isOpen);
  if (open.length > 0) throw new JobsStillOpen(id, idsOf(open));
  const uninspected = jobs.filter((job) => job.wantsInspections && nextKind(job, inspections) !== undefined);
  if (uninspected.length > 0) throw new InspectionsOpen(id, idsOf(uninspected));
  const undecided = findings.filter(({ isUndecided }) => isUndecided);
  if (undecided.length > 0) throw new FindingsUndecided(id, idsOf(undecided));
  const unsettled = jobs.filter(({ authorizedAt }) => authorizedAt !== null).flatMap(unsettledLines);
  if (unsettled.length > 0) throw new PartLinesOpen(id, idsOf(unsettled));
}

/** What was drawn for a dropped job was not fitted: it is returned first. */
const unsettledLines = ({ status, partLines }: Job): PartLine[] =>
  partLines.filter((line) => !line.isSettled || (status === 'dropped' && line.netThousandths > 0));

/** The advisor takes the finished car over (WKS-13). @throws WrongOrderStatus */
export function handOver(order: RepairOrder, act: Act): VehicleReady {
  order.moveTo('ready', act);
  return VehicleReady.of({
    repairOrderId: order.id,
    customerId: order.customerId,
    vehicleId: order.vehicleId,
    parkedAt: order.audit?.parkedAt ?? '',
    readyAt: act.at.toISOString(),
  });
}

/**
 * The customer has the car back, from the advisor who received it or a stand-in with a reason (WKS-16).
 * @throws WrongOrderStatus | NotTheReceivingAdvisor | NoExitPass | ExitPassExpired | DeclinedWorkUnsigned | HandoverIncomplete
 */
export function deliver(
  order: RepairOrder,
  handover: Handover,
  { exitPass, findings }: { exitPass: KnownExitPass | null; findings: readonly Finding[] },
  act: Act,
): VehicleDelivered {
  const { id } = order;
  order.mustBe(['ready']);
  if (act.by !== order.advisorId && handover.standInReason === undefined) {
    throw new NotTheReceivingAdvisor(id, order.advisorId);
  }
  if (exitPass?.repairOrderId !== id || exitPass.revokedAt !== null) throw new NoExitPass(id, handover.exitPassId);
  // The car may have left before the advisor comes to write it down.
  if (exitPass.expiresAt <= (exitPass.usedAt ?? act.at))
    throw new ExitPassExpired(exitPass.exitPassId, exitPass.expiresAt);
  assertDeclinedWorkSigned(order, findings);
  const missing = missingOf(order, handover);
  if (missing.length > 0) throw new HandoverIncomplete(id, missing);
  order.moveTo('delivered', act);
  order.handover = handover;
  return VehicleDelivered.of({
    repairOrderId: id,
    number: order.number ?? '',
    ...(order.appointmentId !== null && { appointmentId: order.appointmentId }),
    customerId: order.customerId,
    vehicleId: order.vehicleId,
    advisorId: act.by,
    exitPassId: exitPass.exitPassId,
    mileageKm: order.mileageKm ?? 0,
    deliveredAt: act.at.toISOString(),
  });
}

/** No car leaves while its customer has not signed for safety-critical work that it needs (WKS-7). @throws DeclinedWorkUnsigned */
export function assertDeclinedWorkSigned(order: RepairOrder, findings: readonly Finding[]): void {
  const unsigned = findings.filter((finding) => finding.wantsSignature(order));
  if (unsigned.length > 0) throw new DeclinedWorkUnsigned(order.id, idsOf(unsigned));
}

/** Old parts are shown where some were replaced and the customer has not left them to the core exchange (WKS-9). */
function missingOf(order: RepairOrder, handover: Handover): string[] {
  const hasOldParts = order.partLines.some((line) => line.netThousandths > 0 && line.oldPartChoice !== 'core');
  const wanted = ['coversOff', 'documentsReturned', 'keysReturned', ...(hasOldParts ? ['oldPartsShown'] : [])] as const;
  return (wanted as readonly (keyof Handover)[]).filter((what) => handover[what] !== true);
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
