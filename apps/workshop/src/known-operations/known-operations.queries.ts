import type { Tx } from '@pitlane/platform';
import { KnownOperation } from './known-operation.entity.js';
import { OperationUnknown } from './known-operation.errors.js';

/**
 * An operation of the price list in force in the store at an instant.
 * @throws OperationUnknown
 */
export async function operationInForce(
  tx: Tx,
  storeId: string,
  operationCode: string,
  at: Date,
): Promise<KnownOperation> {
  const [list] = await tx.query<{ price_list_version: number }>(
    `SELECT price_list_version FROM known_operation WHERE store_id = $1 AND effective_from <= $2
     ORDER BY effective_from DESC, price_list_version DESC LIMIT 1`,
    [storeId, at],
  );
  const priceListVersion = list?.price_list_version ?? 0;
  const operation = await tx.find(KnownOperation, { storeId, priceListVersion, operationCode });
  if (!operation) throw new OperationUnknown(operationCode);
  return operation;
}
