import { setImmediate } from 'node:timers/promises';
import { slicesOf } from './archive.js';
import { type BadCell, type BookRow, type Cells, columnsOf, readRow, REQUIRED } from './book-row.js';
import { rowsOfCsv } from './csv-file.js';
import type { FileFormat } from './parts-import.entity.js';
import { UnreadableFile } from './parts-import.errors.js';
import { rowsOfXlsx } from './xlsx-file.js';

/** A file that was uploaded, as often as it is read. */
export interface BookFile {
  readonly format: FileFormat;
  /** Its pieces, from the first. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** A row of the file, the header being row 1: what it says, or each cell that is wrong. */
export interface NumberedRow {
  readonly rowNumber: number;
  readonly row: BookRow | readonly BadCell[];
}

const MOST_ROWS = 200_000;
const TURN_BYTES = 16 * 1024;
const READERS = { csv: rowsOfCsv, xlsx: rowsOfXlsx };

/**
 * The rows of a parts book, one after the other: no more of the file is in memory than its reader says, and the part numbers so far.
 * Rows without any text are left out. @throws UnreadableFile
 */
export async function* rowsOf({ format, open }: BookFile): AsyncGenerator<NumberedRow> {
  const seen = new Set<string>();
  let columns: (string | undefined)[] | undefined;
  let rowNumber = 0;
  for await (const texts of READERS[format](() => inTurns(open()))) {
    rowNumber += 1;
    if (rowNumber > MOST_ROWS) throw new UnreadableFile('too_many_rows');
    if (texts.some((text) => text.includes('\uFFFD'))) throw new UnreadableFile('not_text');
    if (columns) {
      const cells = cellsOf(columns, texts);
      if (Object.values(cells).some((text) => text.trim() !== '')) yield { rowNumber, row: readOnce(cells, seen) };
    } else {
      columns = headerOf(texts);
    }
  }
  if (!columns) throw new UnreadableFile('empty');
}

/** Small pieces, and other requests between them. */
async function* inTurns(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    for (const slice of slicesOf(piece, TURN_BYTES)) {
      yield slice;
      await setImmediate();
    }
  }
}

/** Reads a file to its end and takes nothing from it. @throws UnreadableFile */
export async function mustBeWhole(file: BookFile): Promise<void> {
  const rows = rowsOf(file);
  while (!(await rows.next()).done);
}

function headerOf(titles: readonly string[]): (string | undefined)[] {
  const columns = columnsOf(titles);
  const missing = REQUIRED.find((name) => !columns.includes(name));
  if (missing !== undefined) throw new UnreadableFile(`without_${missing}`);
  return columns;
}

function cellsOf(columns: readonly (string | undefined)[], texts: readonly string[]): Cells {
  const cells: Record<string, string> = {};
  for (const [index, name] of columns.entries()) if (name !== undefined) cells[name] = texts[index] ?? '';
  return cells;
}

/** A part has one row: which of two would hold, nobody could say. */
function readOnce(cells: Cells, seen: Set<string>): BookRow | readonly BadCell[] {
  const row = readRow(cells);
  if (!('partNumber' in row)) return row;
  if (seen.has(row.partNumber)) return [{ column: 'partNumber', code: 'twice_in_file' }];
  seen.add(row.partNumber);
  return row;
}
