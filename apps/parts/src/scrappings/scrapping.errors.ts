import { DomainError } from '@pitlane/kernel';
import type { ScrappingStatus } from './scrapping.entity.js';

/** Two people see what is thrown away. */
export class ScrappedByFinder extends DomainError {
  constructor(id: string) {
    super('PARTS.SCRAPPED_BY_FINDER', 'forbidden', 'Who found the parts unfit does not scrap them.', { id });
  }
}

export class ScrappingDecided extends DomainError {
  constructor(id: string, status: ScrappingStatus) {
    super('PARTS.SCRAPPING_DECIDED', 'conflict', `The scrapping is ${status}.`, { id, status });
  }
}
