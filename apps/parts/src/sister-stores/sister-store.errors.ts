import { DomainError } from '@pitlane/kernel';

export class NotASisterStore extends DomainError {
  constructor(storeId: string) {
    super('PARTS.NOT_A_SISTER_STORE', 'invalid', 'No other store of the group has this id.', {
      storeId,
      pointer: '/fromStoreId',
    });
  }
}
