import type { BayKind, Skill } from '@pitlane/contracts';
import { laborChargeFen, multiplyDivide, quantityChargeFen, sumFen } from '@pitlane/kernel';
import { legsOf, minutesOf } from '../capacity/legs.js';
import type { PriceListExcerpt } from '../known-operations/price-list.js';
import { SETTINGS } from '../settings.js';
import { OperationsNotKnown } from './estimate.errors.js';

export interface EstimatedOperation {
  readonly operationCode: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly flatRateHundredths: number;
  readonly skill: Skill;
  readonly bayKind: BayKind;
}

export interface EstimatedPart {
  readonly partNumber: string;
  readonly quantityThousandths: number;
}

/** What the customer is told before booking, and what is kept of it (APT-3). Prices are tax-included fen. */
export interface Estimate {
  readonly operations: readonly EstimatedOperation[];
  readonly parts: readonly EstimatedPart[];
  /** Flat-rate time of all operations, one after the other, in begun minutes for each kind of bay, rounded up to whole slots. */
  readonly durationMinutes: number;
  readonly priceListVersion: number;
  /** Labor and parts at the price list. */
  readonly lowFen: number;
  /** `lowFen` and the margin for what is only seen on the car. */
  readonly highFen: number;
  /** Codes of operations and parts without a published price: the range does not hold them. */
  readonly unpriced: readonly string[];
}

/**
 * Minutes and price range of the wanted work, at the price list that is in force on the day of the visit (APT-3).
 * @throws OperationsNotKnown when the list does not have an operation
 */
export function estimateOf(
  { operationCodes, parts }: { operationCodes: readonly string[]; parts: readonly EstimatedPart[] },
  list: PriceListExcerpt,
  slotMinutes: number,
): Estimate {
  const operations = [...new Set(operationCodes)].map((code) => ({
    code,
    published: list.operations.find(({ operationCode }) => operationCode === code),
  }));
  const unknown = operations.filter(({ published }) => !published).map(({ code }) => code);
  if (unknown.length > 0) throw new OperationsNotKnown(unknown);

  const published = operations.flatMap((operation) => operation.published ?? []);
  const laborFen = published.map(({ flatRateHundredths, hourlyRateFen }) =>
    hourlyRateFen === null ? null : laborChargeFen(flatRateHundredths, hourlyRateFen),
  );
  const partsFen = parts.map(({ partNumber, quantityThousandths }) => {
    const unitPriceFen = list.unitPricesFen.get(partNumber);
    return unitPriceFen === undefined ? null : quantityChargeFen(quantityThousandths, unitPriceFen);
  });
  const lowFen = sumFen([...laborFen, ...partsFen].filter((fen) => fen !== null));
  return {
    operations: published.map(({ hourlyRateFen: _, ...operation }) => operation),
    parts,
    durationMinutes: Math.ceil(minutesOf(legsOf(published)) / slotMinutes) * slotMinutes,
    priceListVersion: list.priceListVersion,
    lowFen,
    highFen: multiplyDivide(lowFen, 100 + SETTINGS.estimateMarginPercent, 100),
    unpriced: [
      ...published.filter((_, index) => laborFen[index] === null).map(({ operationCode }) => operationCode),
      ...parts.filter((_, index) => partsFen[index] === null).map(({ partNumber }) => partNumber),
    ],
  };
}
