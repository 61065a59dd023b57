import { uuid } from '@pitlane/testing/set-up';
import { Stocktake } from './stocktake.entity.js';
import type { Count } from './stocktake-line.entity.js';

export const OPENED_AT = new Date('2026-11-21T01:00:00Z');
export const LATER = new Date('2026-11-21T03:00:00Z');

/** An open sheet of these parts. */
export function aStocktake(...partNumbers: string[]): Stocktake {
  const facts = { id: uuid(1), storeId: 'SH001', kind: 'chosen', openedBy: 'zhu.parts', openedAt: OPENED_AT } as const;
  const parts = partNumbers.map((partNumber, index) => ({
    ...{ id: uuid(10 + index), partId: uuid(20 + index), partNumber, bin: null, abcClass: 'C' as const },
  }));
  return Stocktake.open(facts, parts);
}

export const aCount = (partNumber: string, over: Partial<Count> = {}): Count => ({
  ...{ partNumber, quantityThousandths: 10_000, countedAt: OPENED_AT, countedBy: 'zhu.parts' },
  ...over,
});
