import { RepairOrderCancelled } from '@pitlane/contracts';
import type { Act } from '../act.js';
import { assertDeclinedWorkSigned } from '../completion/completion.js';
import { FindingsUndecided } from '../completion/completion.errors.js';
import type { Finding } from '../findings/finding.entity.js';
import type { RepairOrder } from '../repair-orders/repair-order.entity.js';

/**
 * The customer leaves without the work: the quote was declined, or taken back before anybody began. What was proposed or
 * authorised stays on record for the next visit (WKS-7). A booking that nobody came to is cancelled where it was made.
 * @throws WrongOrderStatus | PartsStillDrawn | FindingsUndecided | DeclinedWorkUnsigned
 */
export function cancel(
  order: RepairOrder,
  findings: readonly Finding[],
  reason: string,
  act: Act,
): RepairOrderCancelled {
  order.mustBe(['received', 'open', 'authorized']);
  const undecided = findings.filter(({ isUndecided }) => isUndecided).map(({ id }) => id);
  if (undecided.length > 0) throw new FindingsUndecided(order.id, undecided);
  for (const job of order.jobs) if (job.isOpen || job.status === 'proposed') job.drop(reason, act.at);
  assertDeclinedWorkSigned(order, findings);
  order.moveTo('cancelled', act);
  return RepairOrderCancelled.of({
    repairOrderId: order.id,
    ...(order.appointmentId !== null && { appointmentId: order.appointmentId }),
    customerId: order.customerId,
    vehicleId: order.vehicleId,
    reason,
    cancelledAt: act.at.toISOString(),
  });
}
