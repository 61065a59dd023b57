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

/** Items without an answer, and items with an answer that is not good enough to pass; one that is answered twice is judged twice. */
export function faultsOf(
  items: readonly ChecklistItem[],
  checks: readonly Check[],
): { missing: string[]; failed: string[] } {
  const judged = items.map((item) => {
    const answers = checks.filter((check) => check.item === item.item);
    return { name: item.item, verdicts: answers.map((check) => judge(item, check)) };
  });
  const namesOf = (some: typeof judged): string[] => some.map(({ name }) => name);
  return {
    missing: namesOf(judged.filter(({ verdicts }) => verdicts.every((isGood) => isGood === undefined))),
    failed: namesOf(judged.filter(({ verdicts }) => verdicts.includes(false))),
  };
}

/** Undefined when the answer says nothing about the item. */
function judge({ unit, minThousandths, maxThousandths }: ChecklistItem, check: Check): boolean | undefined {
  const { ok, measuredThousandths: measured } = check;
  if (unit === undefined || ok === false) return ok;
  if (measured === undefined) return undefined;
  return measured >= (minThousandths ?? -Infinity) && measured <= (maxThousandths ?? Infinity);
}
