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
