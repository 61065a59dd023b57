import { Readable } from 'node:stream';
import { constants, deflateRawSync } from 'node:zlib';
import { type BookFile, type NumberedRow, rowsOf } from './book-file.js';
import type { FileFormat } from './parts-import.entity.js';
import { archiveOf, bookOf, bookRow, gbkOf, workbookOf, xlsxOf } from './testing.js';

const fileOf = (format: FileFormat, content: Buffer, pieceBytes = 1_000): BookFile => ({
  format,
  open: () =>
    Readable.from(
      Array.from({ length: Math.ceil(content.length / pieceBytes) }, (_unused, index) =>
        content.subarray(index * pieceBytes, (index + 1) * pieceBytes),
      ),
    ),
});

async function read(file: BookFile): Promise<NumberedRow[]> {
  const rows: NumberedRow[] = [];
  for await (const row of rowsOf(file)) rows.push(row);
  return rows;
}

const BOOK = bookOf(
  bookRow('A-1', { expiresOn: '2028-02-29', nameZh: '前刹车片' }),
  bookRow('', { quantity: '' }).replace(/[^,]/g, ''),
  bookRow('A-2', { quantity: '', minPack: '0.125', unitCost: '#N/A' }),
  bookRow('30017', { quantity: '1000000', supplier: '上汽配件' }),
);
const COLUMNS = ['partNumber', 'nameZh', 'nameEn', 'category', 'unit', 'brand', 'origin', 'min', 'max'];
const inLine = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const HEADER = `<row>${COLUMNS.map(inLine).join('')}</row>`;
const CELLS = ['P-1', '名', 'Name', 'filter', 'piece', 'VW', 'genuine', '0', '5'].map(inLine);
/** The row with its cells, but for those said otherwise. */
const rowWith = (cells: Record<number, string>, place = '') =>
  `<row ${place}>${CELLS.map((cell, index) => cells[index] ?? cell).join('')}</row>`;
const readSheet = (rows: string, strings = '', properties = '') =>
  read(fileOf('xlsx', archiveOf(workbookOf(HEADER + rows, strings, properties))));

/** An archive with one file of so many MiB of zeros. */
function bombOf(mebibytes: number): Buffer {
  const zeros = deflateRawSync(Buffer.alloc(1024 * 1024), { finishFlush: constants.Z_SYNC_FLUSH });
  const zipped = Buffer.concat([...Array.from({ length: mebibytes }, () => zeros), Buffer.from([3, 0])]);
  const header = Buffer.alloc(31, 'a');
  header.fill(0, 0, 30).writeUInt32LE(0x04034b50);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(zipped.length, 18);
  header.writeUInt16LE(1, 26);
  return Buffer.concat([header, zipped]);
}

describe('the file of a parts book (INT-6)', () => {
  it('says the same as CSV in UTF-8, as CSV in GBK and as a workbook, cut wherever its pieces are', async () => {
    const rows = await read(fileOf('csv', Buffer.from(BOOK)));

    expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([2, 4, 5]);
    expect(rows[0]?.row).toMatchObject({ partNumber: 'A-1', quantity: 4500, unitCost: 5230, expiresOn: '2028-02-29' });
    expect(rows[1]?.row).toEqual([{ column: 'unitCost', code: 'formula_error' }]);
    const gbk = gbkOf(BOOK.replace('\uFEFF', ''));
    for (const pieceBytes of [1, 7, 1_000]) {
      expect(await read(fileOf('csv', gbk, pieceBytes))).toEqual(rows);
      expect(await read(fileOf('xlsx', xlsxOf(BOOK), pieceBytes))).toEqual(rows);
    }
  });

  it('reads numbers as they were meant, and rows and cells where they stand', async () => {
    const strings = '<si><r><t>机</t></r><r><t xml:space="preserve">油 </t></r><rPh><t>jiyou</t></rPh></si>';
    const cells = { 0: '<c r="A7"><v>30017</v></c>', 1: '<c r="B7" t="s"><v>0</v></c>' };
    const limits = { 7: '<c><v>52.299999999999997</v></c>', 8: '<c><v>1.2E+2</v></c>' };
    const numbers = rowWith({ ...cells, ...limits }, 'r="7"');
    const [first, second] = await readSheet(
      `${numbers}<row r="9"/><row r="1048576"><c r="A1048576" s="4"/></row>`,
      strings,
    );

    expect(first).toMatchObject({
      rowNumber: 7,
      row: { partNumber: '30017', nameZh: '机油', min: 52_300, max: 120_000 },
    });
    expect(second).toBeUndefined();
  });

  it.each([
    ['its string is not in the file', rowWith({ 1: '<c t="s"><v>4</v></c>' }), 'not_xlsx'],
    ['a cell is beyond the last column', rowWith({ 1: '<c r="XFE2"><v>4</v></c>' }), 'not_xlsx'],
    ['an element has no end', '<row><c>', 'not_xlsx'],
    ['a text is endless', `<row><c t="inlineStr"><is><t>${'a'.repeat(2_000_000)}</t></is></c></row>`, 'not_xlsx'],
    ['letters were lost', rowWith({ 1: inLine('\uFFFD') }), 'not_text'],
    ['its last row is too far down', rowWith({}, 'r="200001"'), 'too_many_rows'],
  ])('refuses a workbook when %s', async (_when, rows, why) => {
    await expect(readSheet(rows)).rejects.toMatchObject({ why });
  });

  it('refuses a workbook whose days count from 1904', async () => {
    await expect(readSheet('', '', '<workbookPr date1904="1"/>')).rejects.toMatchObject({ why: 'days_since_1904' });
  });

  it('refuses an archive that unzips to more than 256 MiB, though it is small', async () => {
    const bomb = bombOf(257);
    expect(bomb.length).toBeLessThan(1024 * 1024);
    await expect(read(fileOf('xlsx', bomb, 384 * 1024))).rejects.toMatchObject({ why: 'too_large' });
  });

  it('refuses a workbook that breaks off, wherever it does', async () => {
    const whole = xlsxOf(BOOK);
    const filesEnd = whole.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    for (let end = 0; end < filesEnd - 1; end += 7) {
      await expect(read(fileOf('xlsx', whole.subarray(0, end)))).rejects.toMatchObject({ why: 'not_xlsx' });
    }
  });

  it.each([
    ['xlsx', Buffer.from(BOOK), 'not_xlsx'],
    ['csv', Buffer.from([0x41, 0xff, 0xff]), 'not_text'],
  ] as const)('refuses as %s what is something else', async (format, content, why) => {
    await expect(read(fileOf(format, content))).rejects.toMatchObject({ why });
  });
});
