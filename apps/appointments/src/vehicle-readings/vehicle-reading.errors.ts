import { DomainError } from '@pitlane/kernel';

/** One message id was sent for two cars at the same time, so no lock stood between them. */
export class MessageTakenMeanwhile extends DomainError {
  constructor() {
    super(
      'APPOINTMENTS.MESSAGE_TAKEN_MEANWHILE',
      'unavailable',
      'A message of this batch came for another car meanwhile; send it again.',
    );
  }
}
