import type { Store, Tx } from '@pitlane/platform';
import { priceListAt } from '../known-operations/known-operations.queries.js';
import { NoPriceList } from './estimate.errors.js';
import { type Estimate, type EstimatedPart, estimateOf } from './estimate.js';

/**
 * The estimate of the wanted work by the list that is in force when the visit starts (APT-3).
 * @throws NoPriceList | OperationsNotKnown
 */
export async function estimateFor(
  tx: Tx,
  store: Store,
  work: { operationCodes: readonly string[]; parts: readonly EstimatedPart[]; at: Date },
): Promise<Estimate> {
  const { operationCodes, parts, at } = work;
  const partNumbers = parts.map(({ partNumber }) => partNumber);
  const list = await priceListAt(tx, at, { operationCodes, partNumbers });
  if (!list) throw new NoPriceList(store.id);
  return estimateOf({ operationCodes, parts }, list, store.slotMinutes);
}

/** The estimate of those of the operations that the list in force at `at` has; null when it has none of them. */
export async function estimateOfListed(
  tx: Tx,
  store: Store,
  { operationCodes, at }: { operationCodes: readonly string[]; at: Date },
): Promise<Estimate | null> {
  const list = await priceListAt(tx, at, { operationCodes, partNumbers: [] });
  if (!list || list.operations.length === 0) return null;
  const listed = list.operations.map(({ operationCode }) => operationCode);
  return estimateOf({ operationCodes: listed, parts: [] }, list, store.slotMinutes);
}
