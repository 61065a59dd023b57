import type { TestService } from '@pitlane/testing';
import { strToU8, zipSync } from 'fflate';
import type { ImportView } from './parts-import.dto.js';
import type { FileFormat } from './parts-import.entity.js';

const HEADER =
  '备件号,名称,英文名称,类别,单位,品牌,来源类别,最低库存,最高库存,数量,成本价,供应商,适用车型,最小包装,有效期至';
const PIECE_BYTES = 300_000;

/** Cells of a row that is right, but for what is said otherwise, in the order of the header. */
export function bookCells(partNumber: string, over: Record<string, string> = {}): Record<string, string> {
  return {
    ...{
      partNumber,
      nameZh: '机油滤清器',
      nameEn: 'Oil filter',
      category: 'filter',
      unit: 'piece',
      brand: 'VW',
      origin: 'genuine',
    },
    ...{
      min: '0',
      max: '10',
      quantity: '4.5',
      unitCost: '52.30',
      supplier: '',
      fits: 'SAIC-VW|Passat|2018-',
      minPack: '',
      expiresOn: '',
    },
    ...over,
  };
}

/** The same as a line of CSV. */
export const bookRow = (partNumber: string, over: Record<string, string> = {}): string =>
  Object.values(bookCells(partNumber, over)).join(',');

export const bookOf = (...rows: readonly string[]): string => ['\uFEFF' + HEADER, ...rows].join('\r\n');

/** Files of a workbook by their names, as an archive. */
export const archiveOf = (files: Record<string, string>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)]))));

/** A workbook with one sheet of such XML. */
export const workbookOf = (sheet: string, strings = '', properties = '') => ({
  'xl/workbook.xml': `<workbook xmlns:r="r">${properties}<sheets><sheet r:id="rId9"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId9" Target="worksheets/sheet3.xml"/></Relationships>',
  'xl/worksheets/sheet3.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  'xl/sharedStrings.xml': `<sst>${strings}</sst>`,
});

/** A parts book as spreadsheets keep it: numbers and days as numbers, other texts shared or in line, and no cells without any. */
export function xlsxOf(book: string): Buffer {
  const strings: string[] = [];
  const cellOf = (text: string, index: number, rowNumber: number): string => {
    const place = `r="${String.fromCharCode(65 + index)}${rowNumber}"`;
    if (text === '') return '';
    if (/^\d+(\.\d+)?$/.test(text)) return `<c ${place}><v>${text}</v></c>`;
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return `<c ${place} s="1"><v>${Date.parse(text) / 86_400_000 + 25_569}</v></c>`;
    if (index % 2 === 0) return `<c ${place} t="inlineStr"><is><t>${text}</t></is></c>`;
    return `<c ${place} t="s"><v>${strings.push(`<si><t>${text}</t></si>`) - 1}</v></c>`;
  };
  const rows = book.replace('\uFEFF', '').split('\r\n');
  const sheet = rows.map((row, index) => {
    const cells = row.split(',').map((text, column) => cellOf(text, column, index + 1));
    return `<row r="${index + 1}">${cells.join('')}</row>`;
  });
  return archiveOf(workbookOf(sheet.join(''), strings.join('')));
}

/** A text as spreadsheets in China write it. */
export function gbkOf(text: string): Buffer {
  const decoder = new TextDecoder('gbk');
  const bytesOf = new Map<string, number[]>();
  for (let first = 0x81; first < 0xff; first += 1) {
    for (let second = 0x40; second < 0xff; second += 1)
      bytesOf.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
  }
  return Buffer.from([...text].flatMap((letter) => bytesOf.get(letter) ?? [letter.charCodeAt(0)]));
}

/** Uploads a parts book in pieces, and starts its import. */
export async function importBook(
  service: TestService,
  content: string | Buffer,
  { isDryRun = false, format = 'csv' }: { isDryRun?: boolean; format?: FileFormat } = {},
): Promise<ImportView> {
  const clerk = service.as('parts-clerk');
  const { body } = await clerk.post<ImportView>('/v1/imports/parts', {
    fileName: `备件台账.${format}`,
    format,
    isDryRun,
  });
  const bytes = Buffer.from(content);
  const pieces = Math.ceil(bytes.length / PIECE_BYTES);
  for (let position = 0; position < pieces; position += 1) {
    const piece = bytes.subarray(position * PIECE_BYTES, (position + 1) * PIECE_BYTES);
    await clerk.post(`/v1/imports/${body.id}/pieces`, { position, contentBase64: piece.toString('base64') });
  }
  return (await clerk.post<ImportView>(`/v1/imports/${body.id}/start`, { pieces })).body;
}
