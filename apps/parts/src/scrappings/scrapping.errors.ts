import { DomainError } from '@pitlane/kernel';

/** Two people see what is thrown away. */
export class ScrappedByFinder extends DomainError {
  constructor() {
    super('PARTS.SCRAPPED_BY_FINDER', 'conflict', 'Who found the parts unfit does not scrap them.');
  }
}
