import { RESERVATION_PURPOSES } from '@pitlane/contracts';
import type { LineRequest } from './reservation-line.entity.js';

/**
 * `soft` nothing is taken for it yet, `short` something is missing, `reserved` all is kept, `staged` all lies on the reserved shelf, `drawn` nothing more is to be
 * issued, `completed` the repair order is, `released` nothing is kept any more.
 */
export const RESERVATION_STATUSES = ['soft', 'short', 'reserved', 'staged', 'drawn', 'completed', 'released'] as const;
export type ReservationStatus = (typeof RESERVATION_STATUSES)[number];

/** What stock is kept for: an appointment, a repair order, or somebody at the counter. */
export const KEPT_FOR = [...RESERVATION_PURPOSES, 'counter'] as const;
export type KeptFor = (typeof KEPT_FOR)[number];

export interface ReservationFacts {
  id: string;
  storeId: string;
  purpose: KeptFor;
  purposeId: string;
  /** Of the visit, for an appointment. */
  startsAt?: Date;
  lines: readonly LineRequest[];
}

export interface CounterFacts {
  id: string;
  storeId: string;
  reason: string;
  keptUntil: Date;
  lines: readonly LineRequest[];
}
