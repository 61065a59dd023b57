import { AppointmentAtRisk, type AppointmentCheck, AppointmentReminded } from '@pitlane/contracts';
import { plusMinutes } from '@pitlane/kernel';
import type { Appointment } from '../appointments/appointment.entity.js';
import { SETTINGS } from '../settings.js';
import type { Risk } from './checklist.js';

/** The check that a visit meets first; for one on short notice there is none (APT-9). */
function firstCheck(startsAt: Date, agreedAt: Date): { check: AppointmentCheck; at: Date } | null {
  const dayBefore = plusMinutes(startsAt, -SETTINGS.dayCheckMinutes);
  if (agreedAt <= dayBefore) return { check: 'day-before', at: dayBefore };
  const hourBefore = hourCheckAt(startsAt);
  return agreedAt <= hourBefore ? { check: 'hour-before', at: hourBefore } : null;
}

/** What lies ahead of a visit whose time is agreed now; its checklist is due at the first check, without one at the start. */
export function checksAhead(startsAt: Date, agreedAt: Date) {
  const first = firstCheck(startsAt, agreedAt);
  const checks = { nextCheck: first?.check ?? null, nextCheckAt: first?.at ?? null, risk: 'none' satisfies Risk };
  return { ...checks, deadlineAt: first?.at ?? startsAt };
}

const hourCheckAt = (startsAt: Date): Date => plusMinutes(startsAt, -SETTINGS.hourCheckMinutes);

interface DueCheck {
  readonly check: AppointmentCheck;
  /** What comes after it. */
  readonly next: Pick<Appointment, 'nextCheck' | 'nextCheckAt'>;
}

/** The check of a visit that is due; one that is late by so much that the next is due is left out. */
export function dueCheck({ nextCheck, nextCheckAt, startsAt }: Appointment, at: Date): DueCheck | undefined {
  if (!nextCheck || !nextCheckAt || at < nextCheckAt || at >= startsAt) return undefined;
  const hourCheck = hourCheckAt(startsAt);
  if (nextCheck === 'hour-before' || at >= hourCheck) {
    return { check: 'hour-before', next: { nextCheck: null, nextCheckAt: null } };
  }
  return { check: nextCheck, next: { nextCheck: 'hour-before', nextCheckAt: hourCheck } };
}

/** @param missing what the check found missing */
export function checkedEvent(
  { id, customerId, advisorId, startsAt }: Appointment,
  check: AppointmentCheck,
  missing: string[],
): AppointmentReminded | AppointmentAtRisk {
  const facts = { appointmentId: id, customerId, advisorId, startsAt: startsAt.toISOString(), check };
  if (missing.length === 0) return AppointmentReminded.of(facts);
  return AppointmentAtRisk.of({ ...facts, missing, escalated: check === 'hour-before' });
}

/** What breaks after the first check is on the list at once: the next check may be too late to move the visit (APT-9, APT-10). */
export function riskOf(
  { risk, nextCheck }: Pick<Appointment, 'risk' | 'nextCheck'>,
  { isReady, hasLost }: { isReady: boolean; hasLost: boolean },
): Risk {
  if (isReady) return 'none';
  if (!hasLost || nextCheck === 'day-before') return risk;
  return nextCheck === null ? 'escalated' : 'at-risk';
}
