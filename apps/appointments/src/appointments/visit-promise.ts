import type { VisitSide } from '@pitlane/contracts';
import { plusMinutes } from '@pitlane/kernel';
import { SETTINGS } from '../settings.js';

/**
 * What became of the promise to be ready for a customer at a time (APT-10). `kept`: they came, and what was due by then was there;
 * `broken`: something was missing, or the store took the time back without notice; `released`: the visit ended without either.
 */
export const VISIT_PROMISES = ['open', 'kept', 'broken', 'released'] as const;
export type VisitPromise = (typeof VISIT_PROMISES)[number];

/** The store takes a time back so late that the customer may have set out. */
export const isWithoutNotice = (by: VisitSide, startsAt: Date, at: Date): boolean =>
  by === 'store' && at > plusMinutes(startsAt, -SETTINGS.noticeMinutes);
