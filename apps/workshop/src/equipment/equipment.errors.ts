import { DomainError } from '@pitlane/kernel';

export class EquipmentNameTaken extends DomainError {
  constructor(name: string) {
    super('WORKSHOP.EQUIPMENT_NAME_TAKEN', 'conflict', `Another piece of equipment is called ${name}.`, { name });
  }
}

export class EquipmentRetired extends DomainError {
  constructor(id: string) {
    super('WORKSHOP.EQUIPMENT_RETIRED', 'conflict', `Equipment ${id} is used no more.`, { id });
  }
}

export class CheckedInTheFuture extends DomainError {
  constructor() {
    const message = 'The last check was today or before.';
    super('WORKSHOP.CHECKED_IN_THE_FUTURE', 'invalid', message, { pointer: '/checkedOn' });
  }
}
