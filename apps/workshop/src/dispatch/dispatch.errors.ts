import type { BayKind, Skill } from '@pitlane/contracts';
import { DomainError } from '@pitlane/kernel';
import type { UnfitReason } from '../technicians/technician.entity.js';

export class TechnicianUnknown extends DomainError {
  constructor(technicianId: string) {
    const details = { technicianId, pointer: '/technicianId' };
    super('WORKSHOP.TECHNICIAN_UNKNOWN', 'invalid', `${technicianId} is no technician of this store.`, details);
  }
}

export class TechnicianUnfit extends DomainError {
  constructor(technicianId: string, reason: UnfitReason) {
    const message = `${technicianId} does not fit: ${reason}. Give an override reason.`;
    super('WORKSHOP.TECHNICIAN_UNFIT', 'conflict', message, { technicianId, reason });
  }
}

export class CertificateExpired extends DomainError {
  constructor(technicianId: string, skill: Skill) {
    const message = `The certificate of ${technicianId} for ${skill} has expired.`;
    super('WORKSHOP.CERTIFICATE_EXPIRED', 'conflict', message, { technicianId, skill });
  }
}

export class NoTechnicianFits extends DomainError {
  constructor(skill: Skill, reasons: Record<string, UnfitReason | undefined>) {
    super('WORKSHOP.NO_TECHNICIAN_FITS', 'conflict', `No technician fits for ${skill} now.`, { skill, reasons });
  }
}

export class BayUnfit extends DomainError {
  constructor(bayId: string, kind: BayKind) {
    const message = `Bay ${bayId} is not an open ${kind} bay. Give an override reason for another kind.`;
    super('WORKSHOP.BAY_UNFIT', 'conflict', message, { bayId, kind });
  }
}

export class NoBayFree extends DomainError {
  constructor(kind: BayKind) {
    super('WORKSHOP.NO_BAY_FREE', 'conflict', `No ${kind} bay is free now.`, { kind });
  }
}

export class BayTaken extends DomainError {
  constructor(jobId: string) {
    super('WORKSHOP.BAY_TAKEN', 'conflict', `Another car is in the bay of job ${jobId}.`, { jobId });
  }
}
