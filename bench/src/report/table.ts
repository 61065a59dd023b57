import { type Finding, isMet, type RowResult, written } from '../rows/row.js';

export const goalOf = ({ goal }: Finding): string =>
  `${'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`}${goal.unit ? ` ${goal.unit}` : ''}`;

/** Small ratios need more digits than large ones. */
export const figure = (value: number): string =>
  Math.abs(value) >= 10 || value === 0 ? written(value) : String(Number(value.toPrecision(3)));

/** `1.62 (1.4 – 1.8, 5 rounds)` */
export function measuredOf({ goal, measured }: Finding): string {
  const { median, least, most, rounds, thrownOut, isDoubtful } = measured;
  const unit = goal.unit ? ` ${goal.unit}` : '';
  const spread = rounds > 1 ? ` (${figure(least)} – ${figure(most)}, ${rounds} rounds)` : '';
  const disturbed = isDoubtful ? ', all disturbed' : thrownOut > 0 ? `, ${thrownOut} thrown out` : '';
  return `${figure(median)}${unit}${spread}${disturbed}`;
}

export const verdictOf = (finding: Finding): string => (isMet(finding) ? 'yes' : 'no');

/** A line for each figure; below a row its sides in absolute figures. */
export function tableOf(results: readonly RowResult[]): string {
  return results
    .flatMap(({ row, findings, sides, skipped, failed }) => [
      ...(skipped === undefined ? [] : [`${row.padEnd(4)} skipped: ${skipped}`]),
      ...(failed === undefined ? [] : [`${row.padEnd(4)} FAILED: ${failed}`]),
      ...findings.map((finding) => {
        const verdict = isMet(finding) ? 'met    ' : 'NOT MET';
        return `${row.padEnd(4)} ${verdict}  goal ${goalOf(finding).padEnd(10)} measured ${measuredOf(finding).padEnd(36)} ${finding.figure}`;
      }),
      ...sides.map((side) => `            ${side}`),
    ])
    .join('\n');
}
