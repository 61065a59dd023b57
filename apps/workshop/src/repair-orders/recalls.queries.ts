import { type Envelope, RepairOrderOpened } from '@pitlane/contracts';
import type { Recall, Tx } from '@pitlane/platform';

/** The number of a repair order that a restored database has forgotten is not given again: it stands on a signed sheet. */
export const recalls: readonly Recall[] = [
  {
    event: RepairOrderOpened,
    async keep({ number }: RepairOrderOpened, tx: Tx, { storeid }: Envelope): Promise<void> {
      const [count, year] = number.split('-').reverse();
      await tx.query(
        `INSERT INTO order_number (store_id, year, last) VALUES ($1, $2, $3)
         ON CONFLICT (store_id, year) DO UPDATE SET last = greatest(order_number.last, excluded.last)`,
        [storeid, Number(year), Number(count)],
      );
    },
  },
];
