import { DomainError } from '@pitlane/kernel';

export class TechnicianBusy extends DomainError {
  constructor(technicianId: string, jobId: string) {
    const message = `${technicianId} is clocked on to another job.`;
    super('WORKSHOP.TECHNICIAN_BUSY', 'conflict', message, { technicianId, jobId });
  }
}

/** Who inspects a car at the end does no work on it, before or after (WKS-11). */
export class InspectorMayNotWork extends DomainError {
  constructor(technicianId: string, jobId: string) {
    const message = `${technicianId} made a final inspection of this car and does not work on it.`;
    super('WORKSHOP.INSPECTOR_MAY_NOT_WORK', 'conflict', message, { technicianId, jobId });
  }
}

export class NotClockedOn extends DomainError {
  constructor(jobId: string) {
    super('WORKSHOP.NOT_CLOCKED_ON', 'conflict', `You are not clocked on to job ${jobId}.`, { jobId });
  }
}
