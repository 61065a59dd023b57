import type { LineKind } from '@pitlane/contracts';

interface TaxRate {
  readonly kind: LineKind;
  readonly from: Date;
  /** Hundredths of a percent: 1300 is 13 %. */
  readonly basisPoints: number;
}

/** China's VAT on repair labor and on goods, by the day it came into force (BIL-5). Newest first. */
const RATES: readonly TaxRate[] = [
  { kind: 'labor', from: new Date('2019-04-01T00:00:00+08:00'), basisPoints: 1_300 },
  { kind: 'part', from: new Date('2019-04-01T00:00:00+08:00'), basisPoints: 1_300 },
  { kind: 'labor', from: new Date('2018-05-01T00:00:00+08:00'), basisPoints: 1_600 },
  { kind: 'part', from: new Date('2018-05-01T00:00:00+08:00'), basisPoints: 1_600 },
  { kind: 'labor', from: new Date('1994-01-01T00:00:00+08:00'), basisPoints: 1_700 },
  { kind: 'part', from: new Date('1994-01-01T00:00:00+08:00'), basisPoints: 1_700 },
];

/** The rate contained in a line's price, in hundredths of a percent. @throws RangeError before there was VAT */
export function taxRateBasisPoints(kind: LineKind, at: Date): number {
  const rate = RATES.find((entry) => entry.kind === kind && entry.from <= at);
  if (!rate) throw new RangeError(`There is no tax rate for ${kind} at ${at.toISOString()}.`);
  return rate.basisPoints;
}
