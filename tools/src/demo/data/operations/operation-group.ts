import type { LaborOperation, UsualPart } from '../types.js';

/** What the operations of one table share, unless one of them says otherwise. */
export type OperationGroup = Pick<LaborOperation, 'skill' | 'bayKind'> &
  Partial<Pick<LaborOperation, 'safetyCritical' | 'roadTest'>>;

export type OperationRow = Pick<
  LaborOperation,
  'operationCode' | 'nameZh' | 'nameEn' | 'flatRateHundredths' | 'symptomsZh'
> &
  Partial<LaborOperation>;

/** Catalog entries from a table. By default nothing is safety-critical, driven on the road, measured or fitted. */
export function operationsOf(group: OperationGroup, rows: readonly OperationRow[]): LaborOperation[] {
  const usual = { safetyCritical: false, roadTest: false, checks: [], usualParts: [] };
  return rows.map((row) => ({ ...usual, ...group, ...row }));
}

/** @param quantityThousandths thousandths of the part's stocking unit: 4000 is 4 l or 4 pieces */
export function uses(partNumber: string, quantityThousandths = 1_000): UsualPart {
  return { partNumber, quantityThousandths };
}
