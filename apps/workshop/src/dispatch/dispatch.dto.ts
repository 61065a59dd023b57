import { Code, Text, Uuid } from '@pitlane/contracts';

export class Dispatch {
  /** Staff id; without it the least loaded technician who fits. */
  @Code({ optional: true }) technicianId?: string;
  /** Without it a free bay of the operation's kind. */
  @Uuid({ optional: true }) bayId?: string;
  /** For a technician or a bay that does not fit. */
  @Text(500, { optional: true }) overrideReason?: string;
}
