export const REPAIR_ORDER_STATUSES = [
  'draft', 'received', 'open', 'authorized', 'in-progress', 'completed', 'ready', 'delivered', 'cancelled',
] as const; // prettier-ignore
export type RepairOrderStatus = (typeof REPAIR_ORDER_STATUSES)[number];

/** Where an order may go from each status; the last two go nowhere. */
export const TRANSITIONS: Readonly<Record<RepairOrderStatus, readonly RepairOrderStatus[]>> = {
  draft: ['received', 'cancelled'],
  received: ['open', 'cancelled'],
  open: ['authorized', 'cancelled'],
  // An order whose jobs were all dropped ends without having been worked on.
  authorized: ['in-progress', 'completed', 'cancelled'],
  'in-progress': ['completed'],
  completed: ['ready'],
  ready: ['delivered'],
  delivered: [],
  cancelled: [],
};

/** While the customer may still ask for more, and the workshop finds more. */
export const BEFORE_COMPLETION: readonly RepairOrderStatus[] = ['open', 'authorized', 'in-progress'];
/** While authorised work may be done. */
export const IN_WORKSHOP: readonly RepairOrderStatus[] = ['authorized', 'in-progress'];

export const JOB_STATUSES = [
  'proposed', 'authorized', 'dispatched', 'in-progress', 'paused', 'done', 'dropped', 'declined', 'withdrawn',
] as const; // prettier-ignore
export type JobStatus = (typeof JOB_STATUSES)[number];

/** Authorised and neither done nor dropped. */
export const OPEN_JOB: readonly JobStatus[] = ['authorized', 'dispatched', 'in-progress', 'paused'];

/** Why a technician stopped (WKS-6). */
export const PAUSE_REASONS = ['parts', 'approval', 'expert', 'tool', 'break'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];
