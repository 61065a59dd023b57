import { Injectable } from '@nestjs/common';
import { And, Any, type EntityMetadata, Equal, FindOperator, type FindOptionsWhere, type ObjectLiteral } from 'typeorm';
import { isGroupOwned } from '../aggregate.js';
import type { Scope } from '../scope/scope.js';

/**
 * The first wall between stores, in the service's own statements; row-level security is the second. Each has to hold without the other:
 * the attack of `@pitlane/testing` takes this one away. Raw SQL is only checked, by the stores that its rows name.
 */
@Injectable()
export class StoreWall {
  /** A condition on an entity, narrowed to rows of the scope's stores, or of its group where the entity is shared in it. */
  narrow<T extends ObjectLiteral>(
    { target, propertiesMap }: EntityMetadata,
    where: FindOptionsWhere<T>,
    scope: Scope,
  ): FindOptionsWhere<T> {
    const column = isGroupOwned(target) ? 'groupId' : 'storeId';
    if (!(column in propertiesMap)) return where;
    const own = column === 'groupId' ? Equal(scope.groupId) : Any([...scope.stores]);
    const asked = (where as Record<string, unknown>)[column];
    const both = asked === undefined ? own : And(asked instanceof FindOperator ? asked : Equal(asked), own);
    return { ...where, [column]: both };
  }

  /** @throws Error when something that is about to be written belongs to a store outside of the scope */
  checkWritten(entity: ObjectLiteral, scope: Scope): void {
    const storeId: unknown = entity['storeId'];
    if (storeId === undefined || isGroupOwned(entity.constructor) || isOwn(storeId, scope)) return;
    throw new Error(`${entity.constructor.name} of another store is written.`);
  }

  /** @throws Error when raw SQL answered a row that says it belongs to a store outside of the scope */
  checkRead(rows: readonly unknown[], scope: Scope): void {
    for (const row of rows as readonly { store_id?: unknown; storeId?: unknown }[]) {
      const storeId = row.store_id ?? row.storeId;
      if (storeId === undefined) return;
      if (!isOwn(storeId, scope)) throw new Error('A query answered a row of another store.');
    }
  }
}

const isOwn = (storeId: unknown, { stores }: Scope): boolean => typeof storeId === 'string' && stores.includes(storeId);
