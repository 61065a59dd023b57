import { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { CsvError, parse } from 'csv-parse';
import { UnreadableFile } from './parts-import.errors.js';

const LONGEST_ROW = 20_000;

/**
 * The rows of a CSV file, a piece of which is in memory: in UTF-8, or else in GB18030 (GBK), as spreadsheets in China write it.
 * @param open the file from its start @throws UnreadableFile
 */
export async function* rowsOfCsv(open: () => AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const options = { relax_column_count: true, max_record_size: LONGEST_ROW };
  try {
    yield* Readable.from(textsOf(open)).compose(parse(options)) as AsyncIterable<string[]>;
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableFile('not_csv', brokenRowOf(error)) : error;
  }
}

/** The one after those that could be read. */
const brokenRowOf = ({ records }: CsvError): number | null => (typeof records === 'number' ? records + 1 : null);

async function* textsOf(open: () => AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder((await isUtf8(open())) ? 'utf-8' : 'gb18030');
  for await (const piece of open()) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

async function isUtf8(pieces: AsyncIterable<Uint8Array>): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of pieces) if (!canDecode(decoder, piece)) return false;
  return canDecode(decoder);
}

function canDecode(decoder: TextDecoder, piece?: Uint8Array): boolean {
  try {
    decoder.decode(piece, { stream: piece !== undefined });
    return true;
  } catch {
    return false;
  }
}
