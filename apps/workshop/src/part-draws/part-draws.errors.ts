import { DomainError } from '@pitlane/kernel';

export class NothingToRequest extends DomainError {
  constructor(jobId: string, lineIds: readonly string[]) {
    const message = `These lines of job ${jobId} are requested already, dropped or drawn.`;
    super('WORKSHOP.NOTHING_TO_REQUEST', 'conflict', message, { jobId, lineIds });
  }
}

export class PartLineNotOpen extends DomainError {
  constructor(lineIds: readonly string[]) {
    const message = 'Nothing more can be drawn on these lines anyway.';
    super('WORKSHOP.PART_LINE_NOT_OPEN', 'conflict', message, { lineIds });
  }
}
