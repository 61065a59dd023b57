import { DomainError } from '@pitlane/kernel';

export class ImportNotUploading extends DomainError {
  constructor() {
    super('PARTS.IMPORT_NOT_UPLOADING', 'conflict', 'The file of this import is complete already.');
  }
}

export class PieceMissing extends DomainError {
  constructor(position: number) {
    super('PARTS.PIECE_MISSING', 'conflict', 'A piece of the file is missing.', { position });
  }
}

/** The file as a whole cannot be read: why, in one word, is the import's `failure`; and where it breaks off, if that is known. */
export class UnreadableFile extends DomainError {
  constructor(
    readonly why: string,
    readonly rowNumber: number | null = null,
  ) {
    super('PARTS.UNREADABLE_FILE', 'invalid', 'The file cannot be read.', { why, rowNumber });
  }
}
