import { Injectable } from '@nestjs/common';
import type { PartsImportFinished } from '@pitlane/contracts';
import { DomainError } from '@pitlane/kernel';
import {
  Clock, Database, Every, isUnstorable, Log, oneByOne, SystemScope, type Tx, violatedConstraint,
} from '@pitlane/platform'; // prettier-ignore
import { uuidv7 } from 'uuidv7';
import { BookTaking } from './book-taking.service.js';
import { mustBeWhole, type NumberedRow, rowsOf } from './book-file.js';
import { PartsImport } from './parts-import.entity.js';
import { UnreadableFile } from './parts-import.errors.js';
import { dropPieces, noteBadRows, piecesOf, runningImportIds, storesWithImports } from './parts-imports.queries.js';

/** Rows per transaction: one event can tell of their lots. */
const BATCH = 200;

/**
 * Runs imports, whoever started them: the replica that holds the lease goes on where the file was left. That two never take the same
 * rows does not hang on the lease: each batch locks the import and looks how far it is.
 */
@Injectable()
export class ImportRunner {
  private readonly runnerId = uuidv7();

  constructor(
    private readonly db: Database,
    private readonly taking: BookTaking,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @Every(1_000)
  async runInEachStore(): Promise<void> {
    const running = () => this.db.read(storesWithImports);
    await this.system.inStoresWith(running, (store) => this.runAll(store.id));
  }

  async runAll(storeId: string): Promise<void> {
    const running = await this.db.read((tx) => runningImportIds(tx, storeId));
    await oneByOne(running, this.log, (id) => this.run(id));
  }

  /** Goes on with an import to its end, unless another replica does. */
  async run(id: string): Promise<void> {
    const book = await this.lease(id);
    if (!book) return;
    try {
      await this.takeOver(book);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      await this.end(id, async (book, tx) => {
        const { why: code, rowNumber } = error;
        if (rowNumber !== null) await noteBadRows(tx, book, [{ rowNumber, column: WHOLE_ROW, code }]);
        book.fail(code, this.clock.now());
        return undefined;
      });
    }
  }

  private async takeOver({ id, format, rowsDone }: PartsImport): Promise<void> {
    const file = { format, open: () => piecesOf(this.db, id) };
    // Of a file that is damaged at its end, nothing is taken over.
    if (rowsDone === 0) await mustBeWhole(file);
    let rowsBefore = 0;
    for await (const batch of inBatches(rowsOf(file))) {
      const left = batch.slice(Math.max(0, rowsDone - rowsBefore));
      rowsBefore += batch.length;
      if (left.length > 0 && !(await this.take(id, left, rowsBefore - left.length))) return;
    }
    await this.end(id, (book) => book.finish(this.clock.now()));
  }

  /** @returns the import, as far as it is; undefined when it is another's, or over */
  private lease(id: string): Promise<PartsImport | undefined> {
    return this.db.transaction(async (tx) => {
      const book = await tx.lock(PartsImport, id);
      if (!book.lease(this.runnerId, this.clock.now())) return undefined;
      return tx.save(book);
    });
  }

  /** A row that is refused after all is a bad row; the others of its batch are taken one by one. @returns whether they were this runner's to take */
  private async take(id: string, batch: readonly NumberedRow[], rowsBefore: number): Promise<boolean> {
    try {
      return await this.takeBatch(id, batch, rowsBefore);
    } catch (error) {
      const code = refusalOf(error);
      if (code === undefined) throw error;
      if (batch.length > 1) return this.takeOneByOne(id, batch, rowsBefore);
      const bad = batch.map(({ rowNumber }) => ({ rowNumber, row: [{ column: WHOLE_ROW, code }] }));
      return this.takeBatch(id, bad, rowsBefore);
    }
  }

  private async takeOneByOne(id: string, rows: readonly NumberedRow[], rowsBefore: number): Promise<boolean> {
    for (const [index, row] of rows.entries()) if (!(await this.take(id, [row], rowsBefore + index))) return false;
    return true;
  }

  private takeBatch(id: string, batch: readonly NumberedRow[], rowsBefore: number): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const book = await tx.lock(PartsImport, id);
      if (!book.awaits(this.runnerId, rowsBefore)) return false;
      const at = this.clock.now();
      book.noteBatch(await this.taking.take(tx, book, batch, at), at);
      await tx.save(book);
      return true;
    });
  }

  private async end(id: string, how: (book: PartsImport, tx: Tx) => Ending | Promise<Ending>): Promise<void> {
    await this.db.transaction(async (tx) => {
      const book = await tx.lock(PartsImport, id);
      if (!book.awaits(this.runnerId, book.rowsDone)) return;
      await tx.save(book, await how(book, tx));
      await dropPieces(tx, id);
    });
  }
}

type Ending = PartsImportFinished | undefined;

/** Where a row is refused as a whole. */
const WHOLE_ROW = 'partNumber';

/** Why data are refused, by a rule or by the database; undefined of what passes by itself, or is nobody's data. */
function refusalOf(error: unknown): string | undefined {
  if (error instanceof DomainError) return error.code;
  if (isUnstorable(error)) return 'not_storable';
  return violatedConstraint(error) === undefined ? undefined : 'not_consistent';
}

async function* inBatches(rows: AsyncIterable<NumberedRow>): AsyncGenerator<NumberedRow[]> {
  let batch: NumberedRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
