import { DomainError } from '@pitlane/kernel';

export class BayNameTaken extends DomainError {
  constructor(name: string) {
    super('WORKSHOP.BAY_NAME_TAKEN', 'conflict', `Another bay of this store is called ${name}.`, { name });
  }
}

export class BayIsClosed extends DomainError {
  constructor(id: string) {
    super('WORKSHOP.BAY_CLOSED', 'conflict', `Bay ${id} is closed.`, { id });
  }
}

export class BayIsOpen extends DomainError {
  constructor(id: string) {
    super('WORKSHOP.BAY_OPEN', 'conflict', `Bay ${id} is open.`, { id });
  }
}
