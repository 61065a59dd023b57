import { DomainError } from '@pitlane/kernel';

export class NotOnTheChecklist extends DomainError {
  constructor(id: string, item: string) {
    const message = `Appointment ${id} needs no such item.`;
    super('APPOINTMENTS.NOT_ON_THE_CHECKLIST', 'not-found', message, { id, item });
  }
}

export class NotReadyAnyway extends DomainError {
  constructor(item: string) {
    const message = 'The item was not ready: there is no tick to take away.';
    super('APPOINTMENTS.NOT_READY_ANYWAY', 'conflict', message, { item });
  }
}

/** Who owns an item answers for it; the service manager may step in (APT-8). */
export class OwnedByAnother extends DomainError {
  constructor(item: string, ownerRole: string) {
    const message = `Only ${ownerRole} or the service manager says that this is not ready after all.`;
    super('APPOINTMENTS.OWNED_BY_ANOTHER', 'forbidden', message, { item, ownerRole });
  }
}
