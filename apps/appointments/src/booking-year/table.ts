import { keptPercent, type Outcome, usePercent } from './outcome.js';

/** What the calendar is to reach: kept promises, and use of the bookable share, in percent. */
export const GOALS = { keptPercent: 98, usePercent: 85 } as const;

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const percent = (value: number): string => `${value.toFixed(1)} %`;
const judged = (value: number, goal: number): string =>
  `${percent(value)} (${value >= goal ? 'reached' : 'missed'}: at least ${goal} %)`;

/** Both ways side by side, as a table in Markdown. */
export function tableOf(ours: Outcome, slotCount: Outcome): string {
  const counts: readonly [string, keyof Outcome][] = [
    ['calls', 'calls'],
    ['turned away', 'turnedAway'],
    ['told of another time before they set out', 'movedInTime'],
    ['did not come', 'noShows'],
    ['promises kept', 'kept'],
    ['promises broken', 'broken'],
  ];
  const rows = [
    ...counts.map(([name, key]) => [name, String(ours[key]), String(slotCount[key])]),
    ['**kept-promise rate**', judged(keptPercent(ours), GOALS.keptPercent), percent(keptPercent(slotCount))],
    ['**use of the bookable share**', judged(usePercent(ours), GOALS.usePercent), percent(usePercent(slotCount))],
  ];
  return ['| | bays, skills and legs, checked ahead | cars counted in slots |', '| --- | --- | --- |', ...rows.map(rowOf)]
    .join('\n'); // prettier-ignore
}
