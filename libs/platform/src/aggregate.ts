import { Column, PrimaryColumn, type ValueTransformer } from 'typeorm';

/**
 * Root of an aggregate: what is locked, versioned and speaks in events. Owned by one store.
 * It lives apart from the rest of the platform so that entities, and their tests, load no framework.
 */
export abstract class Aggregate {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  /** Saves so far; 0 is not stored yet. The ETag. */
  @Column('int') version!: number;
  /** Events so far: the `aggregateversion` of the last one. */
  @Column('int') eventVersion!: number;

  /** Columns of a new aggregate. */
  protected begin(id: string, storeId: string): void {
    this.id = id;
    this.storeId = storeId;
    this.version = 0;
    this.eventVersion = 0;
  }
}

const disclosed = new WeakMap<object, Set<string>>();

/**
 * The audit log keeps the values of this column, a word of a closed set or a code. Without it text, dates, lists and objects
 * are masked there, because people may have written about people in them; ids, numbers, flags and instants are kept anyway.
 */
export const Disclosed = (): PropertyDecorator => (prototype, key) => {
  disclosed.set(prototype, (disclosed.get(prototype) ?? new Set()).add(String(key)));
};

/** Whether a class or one that it extends declares the column `Disclosed`. */
export function isDisclosed(prototype: object | null, key: string): boolean {
  if (prototype === null) return false;
  return (disclosed.get(prototype)?.has(key) ?? false) || isDisclosed(Object.getPrototypeOf(prototype) as object, key);
}

const GROUP_OWNED = 'pitlane:group-owned';

/** Rows of the entity are shared in a dealer group: `storeId` is the store that made them, and the database's policies say who sees them. */
export const GroupOwned = (): ClassDecorator => (entity) => Reflect.defineMetadata(GROUP_OWNED, true, entity);

export const isGroupOwned = (entity: object | string): boolean =>
  typeof entity !== 'string' && Reflect.hasMetadata(GROUP_OWNED, entity);

/**
 * For `bigint` columns, which arrive as text: fen and thousandths are safe integers in the code.
 * @throws RangeError when the stored value is beyond 2^53
 */
export const safeInteger: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | null): number | null => {
    if (value === null) return null;
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`${value} exceeds the safe integers.`);
    return number;
  },
};
