/** By the value at cost of what was issued in twelve months: A the first 80 %, B up to 95 %, C the rest (PRT-1, PRT-9). */
export const ABC_CLASSES = ['A', 'B', 'C'] as const;
export type AbcClass = (typeof ABC_CLASSES)[number];

/** Requests in 365 days from which on a part moves fast: one a month. */
export const FAST_REQUESTS = 12;

/** By requests in 365 days: `medium` from as many as a part is stocked from (PRT-15), `slow` below that. */
export const MOVEMENT_CLASSES = ['fast', 'medium', 'slow', 'none'] as const;
export type MovementClass = (typeof MOVEMENT_CLASSES)[number];

/** How a part sells in its store. */
export interface PartUsage {
  readonly abcClass: AbcClass;
  readonly movementClass: MovementClass;
}

export const UNUSED: PartUsage = { abcClass: 'C', movementClass: 'none' };
