import { setImmediate } from 'node:timers/promises';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { Cell, Column, Sheet } from './sheet.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEADER_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Cell formats by place: 0 as it is, 1 a day, 2 a day and a time. */
const STYLES = `
<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>
<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="1"><font/></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/>
<xf numFmtId="164" applyNumberFormat="1" xfId="0"/><xf numFmtId="165" applyNumberFormat="1" xfId="0"/></cellXfs></styleSheet>`;
const STYLE_OF = { day: 1, instant: 2 } as const;

const SHEET = 'xl/worksheets/sheet1.xml';
const AROUND_THE_SHEET: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `
<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>
<Override PartName="/${SHEET}" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `
<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>`,
  'xl/workbook.xml': `
<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Pitlane" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `
<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': STYLES,
};

const ROWS_AT_ONCE = 500;
const DAY_MS = 86_400_000;
/** Spreadsheets count days from the end of 1899; 1 January 1970 is this one. */
const DAY_OF_1970 = 25_569;

/**
 * A workbook (ECMA-376) with one sheet: numbers are numbers, days and instants are dates, and a text is never run as a formula. A
 * spreadsheet's dates have no zone, so the header of an instant says that it is UTC. The file is made as it is read, some rows at a time.
 */
export async function* xlsxOf({ columns, rows }: Sheet): AsyncGenerator<Uint8Array> {
  const zipped: Uint8Array[] = [];
  const archive = new Zip((error, bytes) => {
    if (error) throw error;
    zipped.push(bytes);
  });
  const add = (name: string): ZipDeflate => {
    const file = new ZipDeflate(name);
    archive.add(file);
    return file;
  };
  for (const [name, xml] of Object.entries(AROUND_THE_SHEET)) add(name).push(strToU8(HEADER_XML + xml.trim()), true);
  const sheet = add(SHEET);
  sheet.push(strToU8(`${HEADER_XML}<worksheet xmlns="${MAIN}"><sheetData>${headerRow(columns)}`));
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
    const some = rows.slice(first, first + ROWS_AT_ONCE);
    sheet.push(strToU8(some.map((row) => rowOf(columns, row)).join('')));
    yield* zipped.splice(0);
    await setImmediate();
  }
  sheet.push(strToU8('</sheetData></worksheet>'), true);
  archive.end();
  yield* zipped;
}

function headerRow(columns: readonly Column[]): string {
  const titles = columns.map(({ name, kind }) => textCell(kind === 'instant' ? `${name} (UTC)` : name));
  return `<row>${titles.join('')}</row>`;
}

const rowOf = (columns: readonly Column[], row: readonly Cell[]): string =>
  `<row>${columns.map(({ kind }, index) => cellOf(kind, row[index] ?? null)).join('')}</row>`;

function cellOf(kind: Column['kind'], cell: Cell): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (kind === 'text' || kind === 'number') return textCell(cell);
  return `<c s="${STYLE_OF[kind]}"><v>${Date.parse(cell) / DAY_MS + DAY_OF_1970}</v></c>`;
}

const textCell = (text: string): string => `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** XML has no place for most control characters. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
