import type { Skill } from '@pitlane/contracts';
import type { LocalTime } from '@pitlane/kernel';
import type { Technician, UnfitReason } from '../technicians/technician.entity.js';
import { CertificateExpired, NoTechnicianFits, TechnicianUnfit } from './dispatch.errors.js';

/** The job that wants somebody. */
export interface Demand {
  skill: Skill;
  at: Date;
  /** What the store's clocks show then, with the weekday by whose shifts is worked. */
  local: LocalTime;
  /** Staff ids that the booking planned; they come first. */
  planned: readonly string[];
}

/** A technician with the flat-rate time that is dispatched to them and not done. */
export interface Candidate {
  technician: Technician;
  loadHundredths: number;
}

/**
 * The technician for a job: of those that fit the planned ones first, then the least loaded (WKS-5).
 * @throws NoTechnicianFits with the reason for each
 */
export function chooseTechnician(candidates: readonly Candidate[], { skill, at, local, planned }: Demand): Technician {
  const rank = ({ technician: { technicianId } }: Candidate): number => (planned.includes(technicianId) ? 0 : 1);
  const [best] = candidates
    .filter(({ technician }) => technician.unfitFor(skill, at, local) === undefined)
    .sort((a, b) => rank(a) - rank(b) || a.loadHundredths - b.loadHundredths || byName(a, b));
  if (best) return best.technician;
  const reasons = candidates.map(({ technician }): [string, UnfitReason | undefined] => [
    technician.technicianId,
    technician.unfitFor(skill, at, local),
  ]);
  throw new NoTechnicianFits(skill, Object.fromEntries(reasons));
}

/**
 * The foreman's own choice: one that does not fit needs a reason, and an expired certificate is never overruled (WKS-1, WKS-5).
 * @throws CertificateExpired | TechnicianUnfit
 */
export function checkTechnician(
  technician: Technician,
  { skill, at, local }: Demand,
  overrideReason: string | undefined,
): void {
  const unfit = technician.unfitFor(skill, at, local);
  if (unfit === 'certificate-expired') throw new CertificateExpired(technician.technicianId, skill);
  if (unfit !== undefined && overrideReason === undefined) throw new TechnicianUnfit(technician.technicianId, unfit);
}

const byName = (a: Candidate, b: Candidate): number => (a.technician.technicianId < b.technician.technicianId ? -1 : 1);
