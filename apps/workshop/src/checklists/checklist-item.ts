import { Integer, Text } from '@pitlane/contracts';

const LARGEST = 1_000_000_000;

/** Something to look at, or with a unit to measure; the value passes from the lower to the upper limit, both included. */
export class ChecklistItem {
  @Text(120) item!: string;
  @Text(120, { optional: true }) nameZh?: string;
  /** `mm`, `N·m`, `bar`, `%`; absent where nothing is measured. */
  @Text(10, { optional: true }) unit?: string;
  /** In thousandths of the unit: 22000 is 22 mm. An absent limit is open. */
  @Integer({ min: -LARGEST, max: LARGEST, optional: true }) minThousandths?: number;
  @Integer({ min: -LARGEST, max: LARGEST, optional: true }) maxThousandths?: number;
}

const hasLimit = ({ minThousandths, maxThousandths }: ChecklistItem): boolean =>
  minThousandths !== undefined || maxThousandths !== undefined;

/** Measured, and not every value passes. */
export const isMeasuredWithin = (item: ChecklistItem): boolean => item.unit !== undefined && hasLimit(item);

/** A limit that nothing is measured against. */
export const isLimitWithoutUnit = (item: ChecklistItem): boolean => item.unit === undefined && hasLimit(item);
