import { plusMinutes } from '@pitlane/kernel';
import { SETTINGS } from '../settings.js';

/** What must be ready before the customer sets out (APT-8). */
export const CHECKLIST_ITEMS = [
  'repair-order-draft', 'parts', 'parts-staged', 'technician', 'bay', 'expert', 'documents', 'courtesy-car',
] as const; // prettier-ignore
export type ChecklistItemName = (typeof CHECKLIST_ITEMS)[number];

/** Role of whoever sees to it. */
export const ITEM_OWNERS = {
  'repair-order-draft': 'service-advisor',
  parts: 'parts-clerk',
  'parts-staged': 'parts-clerk',
  technician: 'foreman',
  bay: 'foreman',
  expert: 'foreman',
  documents: 'service-advisor',
  'courtesy-car': 'service-advisor',
} as const satisfies Record<ChecklistItemName, string>;

/** A visit without parts needs none kept; an expert and a courtesy car are looked for only when they are wanted. */
export function neededItems({
  hasParts,
  expertWanted,
  carWanted,
}: {
  hasParts: boolean;
  expertWanted: boolean;
  carWanted: boolean;
}): ChecklistItemName[] {
  const isNeeded = (item: ChecklistItemName): boolean => {
    if (item === 'parts' || item === 'parts-staged') return hasParts;
    if (item === 'courtesy-car') return carWanted;
    return item !== 'expert' || expertWanted;
  };
  return CHECKLIST_ITEMS.filter(isNeeded);
}

/** The check that a new booking meets first; for one on short notice there is none (APT-9). */
export function firstCheck(startsAt: Date, bookedAt: Date): { check: 'day-before' | 'hour-before'; at: Date } | null {
  const dayBefore = plusMinutes(startsAt, -SETTINGS.dayCheckMinutes);
  if (bookedAt <= dayBefore) return { check: 'day-before', at: dayBefore };
  const hourBefore = hourCheckAt(startsAt);
  return bookedAt <= hourBefore ? { check: 'hour-before', at: hourBefore } : null;
}

export const hourCheckAt = (startsAt: Date): Date => plusMinutes(startsAt, -SETTINGS.hourCheckMinutes);
