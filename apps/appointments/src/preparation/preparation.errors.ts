import { DomainError } from '@pitlane/kernel';

export class NotOnTheChecklist extends DomainError {
  constructor(id: string, item: string) {
    const message = `Appointment ${id} needs no such item.`;
    super('APPOINTMENTS.NOT_ON_THE_CHECKLIST', 'not-found', message, { id, item });
  }
}
