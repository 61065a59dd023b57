import { buyable, type SaleTerms } from '../catalogue/packs.js';

export interface PartQuantity {
  readonly partNumber: string;
  readonly quantityThousandths: number;
}

/**
 * The lines with each part raised to what can be bought of it: what lines of the same part ask for together counts, and the first of
 * them takes what is added.
 */
export function raisedToBuyable<Line extends PartQuantity>(
  lines: readonly Line[],
  termsOf: (partNumber: string) => SaleTerms,
): Line[] {
  const asked = new Map<string, number>();
  for (const { partNumber, quantityThousandths } of lines) {
    asked.set(partNumber, (asked.get(partNumber) ?? 0) + quantityThousandths);
  }
  return lines.map((line, index) => {
    const isFirst = lines.findIndex(({ partNumber }) => partNumber === line.partNumber) === index;
    if (!isFirst) return line;
    const together = asked.get(line.partNumber) ?? 0;
    const lacking = buyable(together, termsOf(line.partNumber)) - together;
    return { ...line, quantityThousandths: line.quantityThousandths + lacking };
  });
}
