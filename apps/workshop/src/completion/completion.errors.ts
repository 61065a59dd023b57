import { DomainError } from '@pitlane/kernel';

export class JobsStillOpen extends DomainError {
  constructor(id: string, jobIds: string[]) {
    const message = `Repair order ${id} has jobs that are neither done nor dropped.`;
    super('WORKSHOP.JOBS_STILL_OPEN', 'conflict', message, { id, jobIds });
  }
}

export class InspectionsOpen extends DomainError {
  constructor(id: string, jobIds: string[]) {
    const message = `Jobs of repair order ${id} have not passed their three inspections.`;
    super('WORKSHOP.INSPECTIONS_OPEN', 'conflict', message, { id, jobIds });
  }
}

export class PartLinesOpen extends DomainError {
  constructor(id: string, lineIds: string[]) {
    const message = `Part lines of repair order ${id} are neither drawn in full nor closed, or drawn for a job that was dropped.`;
    super('WORKSHOP.PART_LINES_OPEN', 'conflict', message, { id, lineIds });
  }
}

export class FindingsUndecided extends DomainError {
  constructor(id: string, findingIds: string[]) {
    const message = `The customer has not decided on findings of repair order ${id}.`;
    super('WORKSHOP.FINDINGS_UNDECIDED', 'conflict', message, { id, findingIds });
  }
}

export class AuditNotPassed extends DomainError {
  constructor(id: string, missing: string[]) {
    super('WORKSHOP.AUDIT_NOT_PASSED', 'conflict', `The final audit lacks ${missing.join(', ')}.`, { id, missing });
  }
}

export class NotTheReceivingAdvisor extends DomainError {
  constructor(id: string, advisorId: string) {
    const message = `${advisorId} received the car: a stand-in gives a reason.`;
    super('WORKSHOP.NOT_THE_RECEIVING_ADVISOR', 'conflict', message, { id, advisorId });
  }
}

export class NoExitPass extends DomainError {
  constructor(id: string, exitPassId: string) {
    const message = `Exit pass ${exitPassId} does not let the car of repair order ${id} out.`;
    super('WORKSHOP.NO_EXIT_PASS', 'conflict', message, { id, exitPassId });
  }
}

export class ExitPassExpired extends DomainError {
  constructor(exitPassId: string, expiresAt: Date) {
    const details = { exitPassId, expiresAt: expiresAt.toISOString() };
    super('WORKSHOP.EXIT_PASS_EXPIRED', 'conflict', `Exit pass ${exitPassId} has expired.`, details);
  }
}

export class DeclinedWorkUnsigned extends DomainError {
  constructor(id: string, findingIds: string[]) {
    const message = 'The customer has not signed for safety-critical work that was declined or dropped.';
    super('WORKSHOP.DECLINED_WORK_UNSIGNED', 'conflict', message, { id, findingIds });
  }
}

export class HandoverIncomplete extends DomainError {
  constructor(id: string, missing: string[]) {
    const message = `The car is handed over when all is given back: ${missing.join(', ')}.`;
    super('WORKSHOP.HANDOVER_INCOMPLETE', 'conflict', message, { id, missing });
  }
}
