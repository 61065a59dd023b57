import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { RowResult } from '../rows/row.js';
import { REPOSITORY } from '../world/house.js';
import { chartOf } from './chart.js';
import { goalOf, measuredOf, verdictOf } from './table.js';

const DOCUMENT = join(REPOSITORY, 'docs/performance.md');
const CHART = join(REPOSITORY, 'docs/performance.svg');
const BEGIN = '<!-- measured: begin (npm run bench -- --write) -->';
const END = '<!-- measured: end -->';

/** Writes the table and the chart of a run into docs/performance.md and docs/performance.svg. */
export async function writeDocument(results: readonly RowResult[], machine: string): Promise<void> {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const [, after] = (rest ?? '').split(END);
  if (before === undefined || after === undefined) throw new Error(`${DOCUMENT} has no place for what is measured.`);
  const options = { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' };
  const written = `${before}${BEGIN}\n\n${measuredPart(results, machine)}\n\n${END}${after}`;
  writeFileSync(DOCUMENT, await format(written, options));
  writeFileSync(CHART, chartOf(results, machine));
}

/** A line for each figure, then both sides of each row in absolute figures. */
function measuredPart(results: readonly RowResult[], machine: string): string {
  const lines = results.flatMap((result) => [
    ...result.findings.map((finding) => [result.row, finding.figure, goalOf(finding), measuredOf(finding), verdictOf(finding)]),
    ...(result.skipped === undefined ? [] : [[result.row, `skipped: ${result.skipped}`, '', '', '']]),
    ...(result.failed === undefined ? [] : [[result.row, `failed: ${result.failed}`, '', '', 'no']]),
  ]); // prettier-ignore
  const cell = (content: string): string => content.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const table = [['row', 'figure', 'goal', 'measured', 'met'], ['---', '---', '---', '---', '---'], ...lines].map(
    (cells) => `| ${cells.map(cell).join(' | ')} |`,
  );
  const sides = results.flatMap(({ row, sides: all }) => all.map((side) => `- ${row} ${side}`));
  return [
    machine,
    '',
    '![How near each figure is to its goal](performance.svg)',
    '',
    ...table,
    '',
    'Both sides in absolute figures (medians, good for this machine alone):',
    '',
    ...sides,
  ].join('\n');
}
