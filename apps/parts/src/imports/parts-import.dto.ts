import { Code, Flag, Instant, Integer, OneOf, Text, Uuid } from '@pitlane/contracts';
import {
  FILE_FORMATS,
  type FileFormat,
  IMPORT_STATUSES,
  type ImportStatus,
  type PartsImport,
} from './parts-import.entity.js';

const MOST_PIECES = 100;
const MOST_PIECE_CHARACTERS = 524_288;

export class OpenImport {
  @Text(200) fileName!: string;
  /** `csv`: UTF-8 or GB18030; `xlsx`: its first sheet. With a header; columns by their English or Chinese names. */
  @OneOf(FILE_FORMATS) format!: FileFormat;
  /** Only names the bad rows. */
  @Flag() isDryRun!: boolean;
}

export class UploadPiece {
  /** 0, 1, 2 …: at most 100 pieces. */
  @Integer({ max: MOST_PIECES - 1 }) position!: number;
  /** At most 384 KiB of the file, in base64. */
  @Text(MOST_PIECE_CHARACTERS, { pattern: /^[A-Za-z0-9+/]+={0,2}$/ }) contentBase64!: string;
}

export class StartImport {
  /** How many the file has: none that was lost on the way goes unnoticed. */
  @Integer({ min: 1, max: MOST_PIECES }) pieces!: number;
}

export class ImportView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Text(200) fileName!: string;
  @OneOf(FILE_FORMATS) format!: FileFormat;
  @Flag() isDryRun!: boolean;
  @Code() uploadedBy!: string;
  @OneOf(IMPORT_STATUSES) status!: ImportStatus;
  /** Why the file cannot be read: `not_csv`, `not_xlsx`, `not_text`, `too_large`, `too_many_rows`, `days_since_1904`, `empty`, `without_partNumber` … */
  @Text(60, { nullable: true }) failure!: string | null;
  /** Rows that are settled. */
  @Integer() rowsDone!: number;
  /** Of a dry run: that would be listed, or booked. */
  @Integer() partsListed!: number;
  @Integer() lotsBooked!: number;
  /** Their part is in the catalogue, and has or had stock or the row brings none. */
  @Integer() rowsUnchanged!: number;
  @Integer() rowsBad!: number;
  @Instant({ nullable: true }) startedAt!: string | null;
  @Instant({ nullable: true }) endedAt!: string | null;

  static of(book: PartsImport): ImportView {
    const { id, version, fileName, format, isDryRun, uploadedBy, status, failure } = book;
    const { rowsDone, partsListed, lotsBooked, rowsUnchanged, rowsBad, startedAt, endedAt } = book;
    return Object.assign(new ImportView(), {
      ...{ id, version, fileName, format, isDryRun, uploadedBy, status, failure },
      ...{ rowsDone, partsListed, lotsBooked, rowsUnchanged, rowsBad },
      startedAt: startedAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
    });
  }
}

export class BadRowView {
  /** The header is row 1. */
  @Integer({ min: 1 }) rowNumber!: number;
  @Text(40) column!: string;
  /** `missing`, `not_a_number`, `twice_in_file` …, or the code of the rule that the part breaks. */
  @Text(60) code!: string;
}
