import { csvOf } from './csv.js';
import type { Sheet } from './sheet.js';

const oneText = (text: string): Sheet => ({ columns: [{ name: 'x', kind: 'text' }], rows: [[text]] });

describe('a file of comma-separated values', () => {
  it('has a header, a line for each row, and nothing where nothing is known', () => {
    const columns = [{ name: 'part', kind: 'text' } as const, { name: 'cost', kind: 'number' } as const];
    const rows = [['5QD698151', -1200], ['刹车片', null]]; // prettier-ignore
    expect(csvOf({ columns, rows })).toBe('\uFEFFpart,cost\r\n5QD698151,-1200\r\n刹车片,\r\n');
  });

  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['a quotation mark', 'a "b"', '"a ""b"""'],
    ['a line break', 'a\nb', '"a\nb"'],
  ])('quotes %s', (_what, text, shown) => {
    expect(csvOf(oneText(text))).toBe(`\uFEFFx\r\n${shown}\r\n`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("a,b")'])('lets no spreadsheet run %j', (text) => {
    const [, cell = ''] = csvOf(oneText(text)).split('\r\n');
    expect(cell.replace(/^"/, '')).toMatch(/^'/);
  });
});
