import type { PayType } from '@pitlane/contracts';
import type { Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { operationInForce } from '../known-operations/known-operations.queries.js';
import { assertPartsKnown } from '../known-parts/known-parts.queries.js';
import type { WantedJob } from './job.entity.js';
import type { WantedWork } from './repair-order.dto.js';
import { PayTypeNotYours } from './repair-order.errors.js';

/**
 * The next number of the store's year, `SH001-2026-000123`. Its row stays locked until the commit, so that numbers have no
 * gaps: take it last.
 */
export async function nextOrderNumber(tx: Tx, storeId: string, year: string): Promise<string> {
  const [row] = await tx.query<{ last: number }>(
    `INSERT INTO order_number (store_id, year, last) VALUES ($1, $2, 1)
     ON CONFLICT (store_id, year) DO UPDATE SET last = order_number.last + 1 RETURNING last`,
    [storeId, Number(year)],
  );
  return `${storeId}-${year}-${String(row?.last).padStart(6, '0')}`;
}

/** Who pays is the store. */
const PAID_BY_STORE: readonly PayType[] = ['goodwill', 'internal'];

/**
 * An operation of the price list in force with parts of the catalogue.
 * @throws PayTypeNotYours | OperationUnknown | PartsUnknown
 */
export async function wantedJob(
  tx: Tx,
  storeId: string,
  { operationCode, payType, parts }: WantedWork,
  at: Date,
): Promise<Omit<WantedJob, 'complaint' | 'cause' | 'correction'>> {
  if (PAID_BY_STORE.includes(payType) && tx.scope.actor.role !== 'service-manager') throw new PayTypeNotYours(payType);
  const operation = await operationInForce(tx, storeId, operationCode, at);
  await assertPartsKnown(tx, storeId, parts.map(({ partNumber }) => partNumber)); // prettier-ignore
  const lines = parts.map((part) => ({ id: uuidv7(), ...part }));
  return { id: uuidv7(), laborLineId: uuidv7(), operation, payType, parts: lines };
}
