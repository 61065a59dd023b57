/** A million units: more of one part no store holds. */
export const MOST_ON_HAND_THOUSANDTHS = 1_000_000_000;

/** One stocking unit: what a part without a minimum pack is bought by (PRT-16). */
export const UNIT_THOUSANDTHS = 1000;

/** A quantity, rounded up to whole packs where the part comes in packs (PRT-16). All in thousandths of the stocking unit. */
export function inWholePacks(quantityThousandths: number, minPackThousandths: number | null): number {
  if (minPackThousandths === null) return quantityThousandths;
  return Math.ceil(quantityThousandths / minPackThousandths) * minPackThousandths;
}

/** By how much a part is sold, in thousandths: the least that its supplier sells, and what comes in one pack. */
export interface SaleTerms {
  readonly minimumOrderThousandths: number;
  readonly minPackThousandths: number | null;
}

/** A quantity raised to one that can be bought: no less than the supplier sells, in whole packs (PRT-7, PRT-16). */
export function buyable(
  quantityThousandths: number,
  { minimumOrderThousandths, minPackThousandths }: SaleTerms,
): number {
  return inWholePacks(Math.max(quantityThousandths, minimumOrderThousandths), minPackThousandths);
}
