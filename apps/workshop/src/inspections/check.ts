import { Flag, Integer, Text } from '@pitlane/contracts';
import type { ChecklistItem } from '../checklists/checklist-item.js';

const LARGEST = 1_000_000_000;

/** The answer to one item of a checklist. */
export class Check {
  @Text(120) item!: string;
  /** For an item that is looked at. */
  @Flag({ optional: true }) ok?: boolean;
  /** For an item that is measured: thousandths of its unit. */
  @Integer({ min: -LARGEST, max: LARGEST, optional: true }) measuredThousandths?: number;
}

/** A road test: how far, and what was noticed (WKS-11). */
export class RoadTest {
  @Integer({ min: 1, max: 500 }) km!: number;
  @Text(500) remarks!: string;
}

/** Items without an answer, and items whose answer is not good enough to pass. */
export function faultsOf(
  items: readonly ChecklistItem[],
  checks: readonly Check[],
): { missing: string[]; failed: string[] } {
  const answers = new Map(checks.map((check) => [check.item, check]));
  const answered = items.map((item) => ({ item, isGood: judge(item, answers.get(item.item)) }));
  return {
    missing: answered.filter(({ isGood }) => isGood === undefined).map(({ item }) => item.item),
    failed: answered.filter(({ isGood }) => isGood === false).map(({ item }) => item.item),
  };
}

/** Undefined without an answer. */
function judge({ unit, minThousandths, maxThousandths }: ChecklistItem, check: Check | undefined): boolean | undefined {
  if (unit === undefined) return check?.ok;
  const measured = check?.measuredThousandths;
  if (measured === undefined) return undefined;
  return measured >= (minThousandths ?? -Infinity) && measured <= (maxThousandths ?? Infinity) && check?.ok !== false;
}
