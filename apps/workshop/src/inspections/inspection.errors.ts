import type { InspectionKind } from '@pitlane/contracts';
import { DomainError } from '@pitlane/kernel';
import type { JobStatus } from '../repair-orders/repair-order-status.js';

export class JobNotInspectable extends DomainError {
  constructor(jobId: string, current: JobStatus) {
    const message = `Job ${jobId} is ${current}: a job is inspected when it is done, or dropped after it was begun, and its rework is done.`;
    super('WORKSHOP.JOB_NOT_INSPECTABLE', 'conflict', message, { jobId, current });
  }
}

export class InspectionOutOfTurn extends DomainError {
  constructor(jobId: string, next: InspectionKind | undefined) {
    const message = next === undefined ? 'All three inspections have passed.' : `The ${next} inspection comes next.`;
    super('WORKSHOP.INSPECTION_OUT_OF_TURN', 'conflict', message, { jobId, next: next ?? null });
  }
}

export class InspectorNotIndependent extends DomainError {
  constructor(jobId: string, kind: InspectionKind) {
    const message = `You may not make the ${kind} inspection of job ${jobId}.`;
    super('WORKSHOP.INSPECTOR_NOT_INDEPENDENT', 'conflict', message, { jobId, kind });
  }
}

export class ChecksMissing extends DomainError {
  constructor(jobId: string, items: string[]) {
    const message = 'The checklist is not complete: the job cannot pass.';
    super('WORKSHOP.CHECKS_MISSING', 'conflict', message, { jobId, items });
  }
}

export class ChecksFailed extends DomainError {
  constructor(jobId: string, items: string[]) {
    const message = 'These items are outside of their limits or not in order: the job cannot pass.';
    super('WORKSHOP.CHECKS_FAILED', 'conflict', message, { jobId, items });
  }
}

export class MeasuresMissing extends DomainError {
  constructor(jobId: string, operationCode: string) {
    const message = `${operationCode} is safety-critical and has no checklist with measured values: the job cannot pass.`;
    super('WORKSHOP.MEASURES_MISSING', 'conflict', message, { jobId, operationCode });
  }
}

export class RoadTestMissing extends DomainError {
  constructor(jobId: string) {
    super('WORKSHOP.ROAD_TEST_MISSING', 'conflict', `Job ${jobId} passes with a road test only.`, { jobId });
  }
}

export class FailureWithoutCause extends DomainError {
  constructor(jobId: string) {
    const message = 'A failure has a defect class and a cause.';
    super('WORKSHOP.FAILURE_WITHOUT_CAUSE', 'invalid', message, { jobId, pointer: '/defectClass' });
  }
}
