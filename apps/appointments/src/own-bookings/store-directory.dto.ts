import { Code, ListOf, Text } from '@pitlane/contracts';
import type { Store } from '@pitlane/platform';

/** A store that customers may choose. */
export class ListedStoreView {
  @Code() storeId!: string;
  @Text(200) name!: string;
  @Text(200) brand!: string;
  /** IANA zone. */
  @Text(64) zone!: string;

  static of({ id, name, brand, zone }: Store): ListedStoreView {
    return { storeId: id, name, brand, zone };
  }
}

export class StoreDirectoryView {
  @ListOf(() => ListedStoreView) items!: ListedStoreView[];
}
