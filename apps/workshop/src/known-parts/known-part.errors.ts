import { DomainError } from '@pitlane/kernel';

export class PartsUnknown extends DomainError {
  constructor(partNumbers: string[]) {
    const message = `The catalogue does not have ${partNumbers.join(', ')}.`;
    super('WORKSHOP.PARTS_UNKNOWN', 'invalid', message, { partNumbers, pointer: '/parts' });
  }
}
