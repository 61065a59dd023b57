import { formatFen } from '@pitlane/kernel';
import { type Comparison, fixedValueForFen, type PolicyResult, type Result, USUAL_SAFETY_DAYS } from './comparison.js';

const percent = (basisPoints: number): string => `${(basisPoints / 100).toFixed(1)} %`;
const yuan = (fen: number): string => formatFen(Math.round(fen / 100) * 100).slice(0, -3);

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [rowOf(head), rowOf(head.map(() => '---')), ...rows.map(rowOf)].join('\n');
}

/** The comparison as two tables in Markdown: each policy, then each group of parts. */
export function tablesOf({ results, groups }: Comparison): string {
  const policies = table(
    ['policy', 'setting', 'fill rate', 'stock value', 'beside fixed days with that fill rate'],
    results.map((result) => [result.family, result.setting, ...figuresOf(result), besideFixed(results, result)]),
  );
  const groupTable = table(
    [
      'parts that are',
      'parts',
      `${USUAL_SAFETY_DAYS} days: fill rate`,
      'stock value',
      'proposed: fill rate',
      'stock value',
    ],
    groups.map(({ group, fixed, proposed }) => [
      group,
      String(fixed.parts),
      ...figuresOf(fixed),
      ...figuresOf(proposed),
    ]),
  );
  return `${policies}\n\n${groupTable}\n`;
}

const figuresOf = ({ fillRateBasisPoints, meanStockValueFen }: Result): string[] => [
  percent(fillRateBasisPoints),
  yuan(meanStockValueFen),
];

function besideFixed(results: readonly PolicyResult[], { family, ...result }: PolicyResult): string {
  const fixedFen = fixedValueForFen(results, result.fillRateBasisPoints);
  if (family === 'fixed-days' || fixedFen === undefined) return '';
  const share = Math.round((result.meanStockValueFen / fixedFen - 1) * 100);
  return share > 0 ? `+${share} %` : `${share} %`;
}
