import { KeptUntilOutOfRange } from '../reservations/reservation.errors.js';

const COUNTER_DAYS = 3;
const MOST_COUNTER_DAYS = 30;
const DAY_MS = 86_400_000;

/** Until when something is kept at the counter; left out, for three days. @throws KeptUntilOutOfRange */
export function counterEnd(wished: Date | undefined, at: Date): Date {
  const keptUntil = wished ?? new Date(at.getTime() + COUNTER_DAYS * DAY_MS);
  const isInRange = keptUntil > at && keptUntil.getTime() <= at.getTime() + MOST_COUNTER_DAYS * DAY_MS;
  if (!isInRange) throw new KeptUntilOutOfRange(MOST_COUNTER_DAYS);
  return keptUntil;
}
