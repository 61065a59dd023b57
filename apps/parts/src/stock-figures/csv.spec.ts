import { csvOf } from './csv.js';

describe('a file of comma-separated values', () => {
  it('has a header, a line for each row, and nothing where nothing is known', () => {
    expect(csvOf(['part', 'cost'], [['5QD698151', -1200], ['刹车片', null]])).toBe(
      '\uFEFFpart,cost\r\n5QD698151,-1200\r\n刹车片,\r\n',
    ); // prettier-ignore
  });

  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['a quotation mark', 'a "b"', '"a ""b"""'],
    ['a line break', 'a\nb', '"a\nb"'],
  ])('quotes %s', (_what, text, shown) => {
    expect(csvOf(['x'], [[text]])).toBe(`\uFEFFx\r\n${shown}\r\n`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("a,b")'])('lets no spreadsheet run %j', (text) => {
    const [, cell = ''] = csvOf(['x'], [[text]]).split('\r\n');
    expect(cell.replace(/^"/, '')).toMatch(/^'/);
  });
});
