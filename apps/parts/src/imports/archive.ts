import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { UnreadableFile } from './parts-import.errors.js';

/** A piece of a file within an archive, at most 64 KiB. */
export interface UnzippedPiece {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MOST_UNZIPPED_BYTES = 256 * 1024 * 1024;
const MOST_FILES = 1_000;
const PIECE_BYTES = 64 * 1024;

/**
 * What a ZIP archive holds, from its start to its end. One that comes to more than 256 MiB, or to more than 1000 files, is not unzipped
 * further.
 * @param pieces one after the other is in memory, and what it unzips to: a thousand times its length at most
 * @throws UnreadableFile `too_large` | `not_xlsx`
 */
export async function* unzip(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<UnzippedPiece> {
  const unzipped: UnzippedPiece[] = [];
  const archive = archiveInto(unzipped);
  let unzippedBytes = 0;
  for await (const piece of pieces) {
    push(archive, piece);
    for (const { name, bytes } of unzipped.splice(0)) {
      unzippedBytes += bytes.length;
      if (unzippedBytes > MOST_UNZIPPED_BYTES) throw new UnreadableFile('too_large');
      for (const slice of slicesOf(bytes, PIECE_BYTES)) yield { name, bytes: slice };
    }
  }
  push(archive, new Uint8Array(), true);
}

/** Every file is unzipped, wanted or not: the archive would keep the others in memory. */
function archiveInto(unzipped: UnzippedPiece[]): Unzip {
  let files = 0;
  const archive = new Unzip((file: UnzipFile) => {
    files += 1;
    if (files > MOST_FILES) throw new UnreadableFile('too_large');
    file.ondata = (error, bytes) => {
      if (error) throw error;
      unzipped.push({ name: file.name, bytes });
    };
    file.start();
  });
  archive.register(UnzipInflate);
  return archive;
}

function push(archive: Unzip, zipped: Uint8Array, isLast = false): void {
  try {
    archive.push(zipped, isLast);
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile('not_xlsx');
  }
}

/** The same bytes in slices of at most that length. */
export function* slicesOf(bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
