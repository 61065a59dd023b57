import { NotFound } from '@pitlane/kernel';

/** Wrong, too old, revoked, or of a customer who was erased: all read the same. */
export class NoSuchLink extends NotFound {
  constructor() {
    super('resource', 'with this link');
  }
}
