import { DomainError } from '@pitlane/kernel';

/** The successor would be replaced, in the end, by the part that it replaces. */
export class SupersessionInCircle extends DomainError {
  constructor(partNumbers: readonly string[]) {
    super('PARTS.SUPERSESSION_IN_CIRCLE', 'conflict', 'These numbers would replace each other in a circle.', {
      partNumbers,
    });
  }
}
