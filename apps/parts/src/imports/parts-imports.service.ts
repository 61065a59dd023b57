import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery } from '@pitlane/platform';
import { type ImportFacts, PartsImport } from './parts-import.entity.js';
import { PieceMissing } from './parts-import.errors.js';
import { badRowsOf, type BadRow, dropPieces, keepPiece, missingPiece } from './parts-imports.queries.js';

/** A piece of a file: the first is at 0. */
export interface Piece {
  readonly position: number;
  readonly content: Buffer;
}

/** Parts books come in as files in pieces, and are then taken over by the runner (INT-6). */
@Injectable()
export class PartsImportsService {
  constructor(private readonly db: Database) {}

  open(facts: Omit<ImportFacts, 'storeId'>): Promise<PartsImport> {
    return this.db.transaction((tx) => tx.save(PartsImport.open({ ...facts, storeId: actingStore(tx.scope) })));
  }

  /** @throws NotFound | ImportNotUploading */
  keepPiece(id: string, { position, content }: Piece): Promise<PartsImport> {
    return this.db.transaction(async (tx) => {
      const book = await tx.lock(PartsImport, id);
      book.mustBeUploading();
      await keepPiece(tx, book, position, content);
      return book;
    });
  }

  /** The file is complete with so many pieces: it is taken over from now on. @throws NotFound | ImportNotUploading | PieceMissing */
  start(id: string, pieces: number, at: Date): Promise<PartsImport> {
    return this.db.transaction(async (tx) => {
      const book = await tx.lock(PartsImport, id);
      book.start(at);
      const missing = await missingPiece(tx, id, pieces);
      if (missing !== undefined) throw new PieceMissing(missing);
      await dropPieces(tx, id, pieces);
      return tx.save(book);
    });
  }

  /** @throws NotFound */
  byId(id: string): Promise<PartsImport> {
    return this.db.read((tx) => tx.get(PartsImport, id));
  }

  list(page: PageQuery): Promise<Page<PartsImport>> {
    return this.db.read((tx) => tx.page(PartsImport, {}, page));
  }

  /** Cells that cannot be taken over, in the order of the file. @throws NotFound */
  badRows(id: string, page: PageQuery): Promise<Page<BadRow>> {
    return this.db.read(async (tx) => {
      const { id: importId } = await tx.get(PartsImport, id);
      return badRowsOf(tx, importId, page);
    });
  }
}
