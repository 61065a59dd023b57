import type { Facts, RepairOrderCompleted } from '@pitlane/contracts';
import type { DrawnPart } from '../known-issues/drawn-parts.js';
import { charged, type PricedLine } from '../quotes/pricing.js';
import { LineNotAuthorized } from './settlement.errors.js';

/** A line that does not cost what the authorised quote said; 0 for a line that is missing on one side. */
export interface LineDifference {
  readonly lineId: string;
  readonly code: string;
  readonly name: string;
  readonly quotedFen: number;
  readonly settledFen: number;
}

/** What a completed order is billed for. */
export interface DoneWork {
  readonly repairOrderId: string;
  readonly laborLines: readonly Pick<
    Facts<RepairOrderCompleted>['laborLines'][number],
    'lineId' | 'flatRateHundredths'
  >[];
  readonly partLines: readonly Pick<DrawnPart, 'lineId' | 'quantityThousandths'>[];
  /** An instant. */
  readonly completedAt: string;
}

/**
 * What was done and drawn, at the prices and for the payers of the authorised quote (BIL-3).
 * @throws LineNotAuthorized
 */
export function settledLines(completed: DoneWork, quoted: readonly PricedLine[]): PricedLine[] {
  const done = [
    ...completed.laborLines.map(({ lineId, flatRateHundredths }) => ({ lineId, quantity: flatRateHundredths })),
    ...completed.partLines.map(({ lineId, quantityThousandths }) => ({ lineId, quantity: quantityThousandths })),
  ].filter(({ quantity }) => quantity > 0);
  const quotedById = new Map(quoted.map((line) => [line.lineId, line]));
  const unknown = done.filter(({ lineId }) => !quotedById.has(lineId)).map(({ lineId }) => lineId);
  if (unknown.length > 0) throw new LineNotAuthorized(completed.repairOrderId, unknown);

  const at = new Date(completed.completedAt);
  return done.flatMap(({ lineId, quantity }) => {
    const line = quotedById.get(lineId);
    return line ? [{ ...line, quantity, ...charged({ ...line, quantity }, at) }] : [];
  });
}

/** Where the settlement departs from the quote, by line. */
export function differencesOf(quoted: readonly PricedLine[], settled: readonly PricedLine[]): LineDifference[] {
  const settledById = new Map(settled.map(({ lineId, amountFen }) => [lineId, amountFen]));
  return quoted.flatMap(({ lineId, code, name, amountFen }) => {
    const settledFen = settledById.get(lineId) ?? 0;
    return settledFen === amountFen ? [] : [{ lineId, code, name, quotedFen: amountFen, settledFen }];
  });
}
