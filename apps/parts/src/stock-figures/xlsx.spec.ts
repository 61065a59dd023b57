import { type Cell, type Column, type Sheet, xlsxOf } from '@pitlane/platform/sheets';
import { strFromU8, unzipSync } from 'fflate';
import { rowsIn } from './testing.js';

const columns: readonly Column[] = [
  { name: '备件', kind: 'text' },
  { name: 'costFen', kind: 'number' },
  { name: 'day', kind: 'day' },
  { name: 'at', kind: 'instant' },
];
const sheetOf = (...rows: (readonly Cell[])[]): Sheet => ({ columns, rows });

async function bytesOf(sheet: Sheet): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of xlsxOf(sheet)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a workbook', () => {
  it('is read as it was written: numbers are numbers, and days and instants are dates', async () => {
    const bytes = await bytesOf(
      sheetOf(['刹车片', -1_200, '2026-03-01', '2026-03-16T06:00:00.000Z'], ['', null, null, null]),
    );

    expect(await rowsIn(bytes)).toEqual([
      ['备件', 'costFen', 'day', 'at (UTC)'],
      ['刹车片', '-1200', '46082', '46097.25'],
    ]);
    const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(xml).toContain('<c><v>-1200</v></c><c s="1"><v>46082</v></c><c s="2"><v>46097.25</v></c>');
  });

  it.each(['=1+1', '<b> & "c"', ' with spaces ', 'a\nb', '0012', '2026-03-01', '🚗'])(
    'keeps the text %j',
    async (text) => {
      const [, row] = await rowsIn(await bytesOf(sheetOf([text, 1, null, null])));
      expect(row?.[0]).toBe(text);
    },
  );

  it('leaves out what XML cannot say', async () => {
    const [, row] = await rowsIn(await bytesOf(sheetOf(['a\u0000b\u001Fc', 1, null, null])));
    expect(row?.[0]).toBe('abc');
  });

  it('comes in pieces while it is made, however many its rows are', async () => {
    const sheet = sheetOf(
      ...Array.from({ length: 20_000 }, (_, index) => [`P-${index}`, index, '2026-03-01', '2026-03-01T12:00:00Z']),
    );
    let longest = 0;
    const pieces: Uint8Array[] = [];
    for await (const piece of xlsxOf(sheet)) {
      longest = Math.max(longest, piece.length);
      pieces.push(piece);
    }
    expect(longest).toBeLessThan(200_000);
    const rows = await rowsIn(Buffer.concat(pieces));
    expect([rows.length, rows.at(-1)]).toEqual([20_001, ['P-19999', '19999', '46082', '46082.5']]);
  });
});
