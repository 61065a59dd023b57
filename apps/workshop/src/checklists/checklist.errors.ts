import { DomainError } from '@pitlane/kernel';

export class ChecklistWithoutMeasure extends DomainError {
  constructor(operationCode: string) {
    const message = 'A safety-critical operation is measured: give at least one item a unit and a limit.';
    super('WORKSHOP.CHECKLIST_WITHOUT_MEASURE', 'invalid', message, { operationCode, pointer: '/items' });
  }
}

export class LimitsCrossed extends DomainError {
  constructor(items: string[]) {
    super('WORKSHOP.LIMITS_CROSSED', 'invalid', 'A lower limit is above its upper one.', { items, pointer: '/items' });
  }
}

export class LimitWithoutUnit extends DomainError {
  constructor(items: string[]) {
    const message = 'Only what is measured has limits: give the unit.';
    super('WORKSHOP.LIMIT_WITHOUT_UNIT', 'invalid', message, { items, pointer: '/items' });
  }
}

export class ItemNamedTwice extends DomainError {
  constructor(items: string[]) {
    super('WORKSHOP.ITEM_NAMED_TWICE', 'invalid', 'An item is on a checklist once.', { items, pointer: '/items' });
  }
}

export class ChecklistJustCreated extends DomainError {
  constructor(operationCode: string) {
    const message = `Somebody else has just written the checklist of ${operationCode}: read it and try again.`;
    super('WORKSHOP.CHECKLIST_JUST_CREATED', 'conflict', message, { operationCode });
  }
}
