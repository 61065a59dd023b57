import type { EntityManager, EntityTarget, FindManyOptions } from 'typeorm';
import type { Aggregate } from '../aggregate.js';
import type { Tx } from './tx.js';

/** No key changes: whoever refers to the row need not wait. */
const LOCK = 'for_no_key_update';

/**
 * Takes the row locks of aggregates and reads them with their parts, in two statements that travel together: the first waits
 * for the locks, so the second sees what is there by then.
 */
export async function lockRows<T extends Aggregate>(
  tx: Tx,
  manager: EntityManager,
  entity: EntityTarget<T>,
  find: FindManyOptions<T>,
): Promise<T[]> {
  if (manager.dataSource.getMetadata(entity).eagerRelations.length === 0) {
    return manager.find(entity, { ...find, lock: { mode: LOCK } });
  }
  const roots = manager.createQueryBuilder(entity, 'root').setFindOptions({ ...find, loadEagerRelations: false });
  const [sql, parameters] = roots.select('root.id', 'id').setLock(LOCK).getQueryAndParameters();
  const [locked, found] = await Promise.all([tx.query<{ id: string }>(sql, parameters), manager.find(entity, find)]);
  return found.filter((one) => locked.some(({ id }) => id === one.id));
}
