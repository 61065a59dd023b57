import type { Part } from '../types.js';

/** What the parts of one table share. */
export interface PartGroup extends Pick<Part, 'category' | 'unit' | 'brand' | 'origin' | 'supplier' | 'fits'> {
  /** Purchase price in percent of the retail price. */
  readonly costPercent: number;
}

/** The stock limits are in whole stocking units. A part of fewer cars than its table says which. */
export type PartRow = readonly [
  partNumber: string,
  nameZh: string,
  nameEn: string,
  priceFen: number,
  minUnits: number,
  maxUnits: number,
  fits?: readonly string[],
];

/** Catalog entries from a table; the purchase price is rounded down to a whole fen. */
export function partsOf({ costPercent, ...shared }: PartGroup, rows: readonly PartRow[]): Part[] {
  return rows.map(([partNumber, nameZh, nameEn, priceFen, minUnits, maxUnits, fits = shared.fits]) => ({
    ...shared,
    ...(fits && { fits }),
    partNumber,
    nameZh,
    nameEn,
    priceFen,
    costFen: Math.floor((priceFen * costPercent) / 100),
    minThousandths: minUnits * 1_000,
    maxThousandths: maxUnits * 1_000,
  }));
}
