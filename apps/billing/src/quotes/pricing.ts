import { type Facts, type LaborLine, type LineKind, MOST_FEN, type PartLine, type QuoteLine } from '@pitlane/contracts';
import { containedTaxFen, laborChargeFen, quantityChargeFen, sumFen } from '@pitlane/kernel';
import type { Prices } from '../price-lists/price-lists.queries.js';
import { taxRateBasisPoints } from './tax-rates.js';

/** A line with its price: quantity in hundredths of an hour or thousandths of the unit, all amounts with tax. */
export type PricedLine = Facts<QuoteLine>;

export interface Totals {
  readonly totalFen: number;
  /** Contained in the total: the sum of the lines' taxes. */
  readonly taxFen: number;
  /** What the customer pays; warranty, insurance, goodwill and internal lines are paid by others. */
  readonly customerShareFen: number;
}

export interface LinesToPrice {
  readonly laborLines: readonly Facts<LaborLine>[];
  readonly partLines: readonly Facts<PartLine>[];
}

/** The charge for a quantity and the tax in it, each rounded half up once per line (BIL-5). */
export function charged(
  { kind, quantity, unitPriceFen }: { kind: LineKind; quantity: number; unitPriceFen: number },
  at: Date,
): { amountFen: number; taxFen: number } {
  const amountFen = (kind === 'labor' ? laborChargeFen : quantityChargeFen)(quantity, unitPriceFen);
  return { amountFen, taxFen: containedTaxFen(amountFen, taxRateBasisPoints(kind, at)) };
}

// What a quote can say: its event has room for so many lines.
const MOST_LINES = 200;

/** Sums of lines. */
export function totalsOf(lines: readonly Pick<PricedLine, 'amountFen' | 'taxFen' | 'payType'>[]): Totals {
  const customers = lines.filter(({ payType }) => payType === 'customer');
  return {
    totalFen: sumFen(lines.map(({ amountFen }) => amountFen)),
    taxFen: sumFen(lines.map(({ taxFen }) => taxFen)),
    customerShareFen: sumFen(customers.map(({ amountFen }) => amountFen)),
  };
}

/**
 * Prices the lines of a repair order, labor first (BIL-2).
 * @param prices of the list in force; undefined when there is none
 * @returns the priced lines, and the operation codes and part numbers that the list has no price for
 */
export function price(
  { laborLines, partLines }: LinesToPrice,
  prices: Prices | undefined,
  at: Date,
): { lines: PricedLine[]; unpriced: string[] } {
  const wanted = [
    ...laborLines.map(({ lineId, operationCode, flatRateHundredths, skill, payType }) => ({
      lineId,
      kind: 'labor' as const,
      code: operationCode,
      name: prices?.operationNames.get(operationCode),
      quantity: flatRateHundredths,
      unitPriceFen: prices?.hourlyRatesFen.get(`${skill}/${payType}`),
      payType,
    })),
    ...partLines.map(({ lineId, partNumber, quantityThousandths, payType }) => ({
      lineId,
      kind: 'part' as const,
      code: partNumber,
      name: prices?.partNames.get(partNumber) ?? partNumber,
      quantity: quantityThousandths,
      unitPriceFen: prices?.partPricesFen.get(partNumber),
      payType,
    })),
  ];
  const lines: PricedLine[] = [];
  const unpriced = new Set<string>();
  let roomFen = MOST_FEN;
  for (const { name, unitPriceFen, ...line } of wanted) {
    const priced = unitPriceFen === undefined ? undefined : { ...line, unitPriceFen };
    if (name === undefined || !priced || unroundedFen(priced) > roomFen || lines.length === MOST_LINES) {
      unpriced.add(line.code);
    } else {
      const charge = charged(priced, at);
      lines.push({ ...priced, name, ...charge });
      roomFen -= charge.amountFen;
    }
  }
  return { lines, unpriced: [...unpriced].slice(0, MOST_LINES) };
}

/** How much a line will charge, before it is known whether that is a sum that money can be counted in. */
const unroundedFen = ({
  kind,
  quantity,
  unitPriceFen,
}: Pick<PricedLine, 'kind' | 'quantity' | 'unitPriceFen'>): number =>
  (quantity * unitPriceFen) / (kind === 'labor' ? 100 : 1_000);
