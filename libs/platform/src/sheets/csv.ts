import type { Cell, Sheet } from './sheet.js';

/** What a spreadsheet takes for a formula when a cell begins with it. */
const FORMULA = /^[=+\-@\t\r]/;

/** So that a spreadsheet reads Chinese as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A file of comma-separated values (RFC 4180). A text that a spreadsheet would run as a formula is shown with an apostrophe before it;
 * numbers stay numbers, also below zero.
 */
export function csvOf({ columns, rows }: Sheet): string {
  const header = columns.map(({ name }) => name);
  return BYTE_ORDER_MARK + [header, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
