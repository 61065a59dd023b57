import { LotNamedTwice } from './transfer.errors.js';

/** @throws LotNamedTwice */
export function eachLotOnce(lotIds: readonly string[]): void {
  const again = lotIds.filter((lotId, index) => lotIds.indexOf(lotId) !== index);
  if (again.length > 0) throw new LotNamedTwice(again);
}
