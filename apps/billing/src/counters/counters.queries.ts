import type { Tx } from '@pitlane/platform';

/**
 * The next number of a store's series: 1, 2, 3 … without gaps, for the row stays locked until the transaction ends.
 * Taken last, so that others wait for it as briefly as can be.
 */
export async function nextNumber(tx: Tx, storeId: string, series: string): Promise<number> {
  const [row] = await tx.query<{ last_number: number }>(
    `INSERT INTO counter AS c (store_id, series, last_number) VALUES ($1, $2, 1)
     ON CONFLICT (store_id, series) DO UPDATE SET last_number = c.last_number + 1
     RETURNING last_number`,
    [storeId, series],
  );
  if (!row) throw new Error(`The series ${series} of ${storeId} gave no number.`);
  return row.last_number;
}

/** A number that was given stays given, also when the database has forgotten to whom: the next one is higher. */
export async function keepNumber(
  tx: Tx,
  storeId: string,
  { series, number }: { series: string; number: number },
): Promise<void> {
  await tx.query(
    `INSERT INTO counter AS c (store_id, series, last_number) VALUES ($1, $2, $3)
     ON CONFLICT (store_id, series) DO UPDATE SET last_number = greatest(c.last_number, excluded.last_number)`,
    [storeId, series, number],
  );
}
