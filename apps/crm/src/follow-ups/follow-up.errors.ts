import { DomainError } from '@pitlane/kernel';

export class FollowUpAlreadyDone extends DomainError {
  constructor(id: string, result: string) {
    super('CRM.FOLLOW_UP_DONE', 'conflict', `Follow-up ${id} is done already: ${result}.`, { id, result });
  }
}
