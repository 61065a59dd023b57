import { StoreWall } from '@pitlane/platform';
import type { EntityMetadata, FindOptionsWhere, ObjectLiteral } from 'typeorm';

/** What keeps stores apart: `code` is the platform's own condition on each statement, `database` is row-level security. */
export type Walls = 'both' | 'code' | 'database';

/** The platform without its first wall: it lets everything be read and written that the database does. */
export class NoStoreWall extends StoreWall {
  override narrow<T extends ObjectLiteral>(_metadata: EntityMetadata, where: FindOptionsWhere<T>): FindOptionsWhere<T> {
    return where;
  }
  override checkWritten(): void {
    return;
  }
  override checkRead(): void {
    return;
  }
}
