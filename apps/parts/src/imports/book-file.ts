import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type BadCell, type BookRow, type Cells, columnsOf, readRow, REQUIRED } from './book-row.js';
import { UnreadableFile } from './parts-import.errors.js';

/** A row of the file, the header being row 1: what it says, or each cell that is wrong. */
export interface NumberedRow {
  readonly rowNumber: number;
  readonly row: BookRow | readonly BadCell[];
}

const MOST_ROWS = 200_000;
const LONGEST_ROW = 20_000;

/**
 * The rows of a parts book, one after the other: no more of the file is in memory than a piece of it, and the part numbers so far.
 * Rows without any text are left out. @throws UnreadableFile
 */
export async function* rowsOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<NumberedRow> {
  const seen = new Set<string>();
  let columns: (string | undefined)[] | undefined;
  let rowNumber = 0;
  for await (const texts of recordsOf(pieces)) {
    rowNumber += 1;
    if (rowNumber > MOST_ROWS) throw new UnreadableFile('too_many_rows');
    if (texts.some((text) => text.includes('\uFFFD'))) throw new UnreadableFile('not_utf8');
    if (columns) {
      const cells = cellsOf(columns, texts);
      if (Object.values(cells).some((text) => text.trim() !== '')) yield { rowNumber, row: readOnce(cells, seen) };
    } else {
      columns = headerOf(texts);
    }
  }
  if (!columns) throw new UnreadableFile('empty');
}

async function* recordsOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  const options = { bom: true, relax_column_count: true, max_record_size: LONGEST_ROW };
  try {
    yield* Readable.from(pieces).compose(parse(options)) as AsyncIterable<string[]>;
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableFile('not_csv') : error;
  }
}

function headerOf(titles: readonly string[]): (string | undefined)[] {
  const columns = columnsOf(titles);
  const missing = REQUIRED.find((name) => !columns.includes(name));
  if (missing !== undefined) throw new UnreadableFile(`without_${missing}`);
  return columns;
}

const cellsOf = (columns: readonly (string | undefined)[], texts: readonly string[]): Cells =>
  Object.fromEntries(columns.flatMap((name, index) => (name === undefined ? [] : [[name, texts[index] ?? '']])));

/** A part has one row: which of two would hold, nobody could say. */
function readOnce(cells: Cells, seen: Set<string>): BookRow | readonly BadCell[] {
  const row = readRow(cells);
  if (!('partNumber' in row)) return row;
  if (seen.has(row.partNumber)) return [{ column: 'partNumber', code: 'twice_in_file' }];
  seen.add(row.partNumber);
  return row;
}
