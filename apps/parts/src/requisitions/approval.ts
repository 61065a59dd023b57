import type { OrderUrgency } from '@pitlane/contracts';

/** Values of a requisition above which more than one purchase approver must agree, per store, in fen (PRT-7). */
export interface PurchaseLimits {
  readonly managerAboveFen: number;
  readonly twoPeopleAboveFen: number;
}

/** `approver` anybody who may approve, `manager` the service manager, `two-people` the service manager and somebody else. */
export type ApprovalNeeded = 'approver' | 'manager' | 'two-people';

/**
 * Who must agree to buy for so much (PRT-7). A car off the road does not wait for the manager: there an approver's word is enough
 * up to the value that takes two people (PRT-14).
 */
export function approvalNeeded(
  { valueFen, urgency }: { valueFen: number; urgency: OrderUrgency },
  { managerAboveFen, twoPeopleAboveFen }: PurchaseLimits,
): ApprovalNeeded {
  if (valueFen > twoPeopleAboveFen) return 'two-people';
  return valueFen > managerAboveFen && urgency !== 'vor' ? 'manager' : 'approver';
}
