import { posix } from 'node:path';
import { unzip } from './archive.js';
import { UnreadableFile } from './parts-import.errors.js';
import { type Element, WorkbookXml } from './workbook-xml.js';

const MOST_STRINGS_BYTES = 64 * 1024 * 1024;
const MOST_COLUMNS = 16_384;
const LONGEST_ROW = 20_000;

/**
 * The rows of the first sheet of a workbook that one can see. The archive is read twice, as the strings of a sheet come after it: they
 * stay in memory, at most 64 MiB, and of the sheet the row at hand.
 * @param open the file from its start @throws UnreadableFile
 */
export async function* rowsOfXlsx(open: () => AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const { sheet, strings } = await workbookOf(open());
  const xml = new WorkbookXml();
  let texts: string[] = [];
  let [rowNumber, rowsGiven] = [0, 0];
  for await (const { name, bytes } of unzip(open())) {
    if (name !== sheet) continue;
    for (const element of xml.read(bytes)) {
      if (element.name === 'c') put(texts, element, strings);
      if (element.name !== 'row') continue;
      rowNumber = Number(element.attributes['r'] ?? rowNumber + 1);
      if (texts.some((text) => text !== '')) {
        // Rows that nobody wrote in may be left out of the file, but count.
        for (; rowsGiven < rowNumber - 1; rowsGiven += 1) yield [];
        yield texts;
        rowsGiven += 1;
      }
      texts = [];
    }
  }
  xml.end();
}

interface Workbook {
  /** Where its rows are within the archive. */
  readonly sheet: string;
  readonly strings: readonly string[];
}

async function workbookOf(pieces: AsyncIterable<Uint8Array>): Promise<Workbook> {
  const [strings, sheets, targets] = [[] as string[], [] as string[], new Map<string, string>()];
  const take: Record<string, (element: Element) => void> = {
    'xl/sharedStrings.xml': ({ name, text }) => name === 'si' && strings.push(text),
    'xl/workbook.xml': (element) => takeSheet(sheets, element),
    'xl/_rels/workbook.xml.rels': ({ attributes: { Id = '', Target = '' } }) => targets.set(Id, Target),
  };
  const xmls = new Map(Object.keys(take).map((name) => [name, new WorkbookXml()]));
  let bytesRead = 0;
  for await (const { name, bytes } of unzip(pieces)) {
    const xml = xmls.get(name);
    if (!xml) continue;
    bytesRead += bytes.length;
    if (bytesRead > MOST_STRINGS_BYTES) throw new UnreadableFile('too_large');
    for (const element of xml.read(bytes)) take[name]?.(element);
  }
  const target = targets.get(sheets[0] ?? '');
  if (target === undefined) throw new UnreadableFile('not_xlsx');
  return { sheet: posix.resolve('/xl', target).slice(1), strings };
}

function takeSheet(sheets: string[], { name, attributes }: Element): void {
  const { date1904 = '0', state = 'visible', 'r:id': id } = attributes;
  if (name === 'workbookPr' && /^(1|true)$/.test(date1904)) throw new UnreadableFile('days_since_1904');
  if (name === 'sheet' && state === 'visible' && id !== undefined) sheets.push(id);
}

function put(texts: string[], { attributes: { r, t: type = 'n' }, text }: Element, strings: readonly string[]): void {
  const column = r === undefined ? texts.length : columnOf(r);
  const said = textOf(type, text, strings);
  if (said === undefined || column >= MOST_COLUMNS || said.length > LONGEST_ROW) throw new UnreadableFile('not_xlsx');
  while (texts.length < column) texts.push('');
  texts[column] = said;
}

/** `A7` is in column 0, `AB7` in column 27. */
const columnOf = (reference: string): number =>
  [...reference.replace(/\d+$/, '')].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** What a cell says, as a CSV file would; undefined when its string is not in the file. */
function textOf(type: string, text: string, strings: readonly string[]): string | undefined {
  if (type === 's') return strings[Number(text)];
  if (type === 'b') return text === '1' ? 'yes' : 'no';
  if (type === 'd') return text.slice(0, 10);
  return type === 'n' ? numberOf(text) : text;
}

/** Spreadsheets keep 52.3 as 52.299999999999997, and mean the first 15 digits. */
function numberOf(text: string): string {
  const number = Number(text);
  return /^\d*$/.test(text) || Number.isNaN(number) ? text : String(Number(number.toPrecision(15)));
}
