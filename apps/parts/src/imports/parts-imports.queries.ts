import type { Database, OfStore, Page, PageQuery, Tx } from '@pitlane/platform';
import type { PartsImport } from './parts-import.entity.js';

/** A cell of the file that cannot be taken over. */
export interface BadRow {
  readonly rowNumber: number;
  readonly column: string;
  readonly code: string;
}

/** Keeps a piece of the file; one at the same place before is replaced. */
export async function keepPiece(
  tx: Tx,
  { id, storeId }: PartsImport,
  position: number,
  content: Buffer,
): Promise<void> {
  await tx.query(
    `INSERT INTO parts_import_piece (store_id, import_id, position, content) VALUES ($1, $2, $3, $4)
     ON CONFLICT (import_id, position) DO UPDATE SET content = excluded.content`,
    [storeId, id, position, content],
  );
}

/** The first place of so many at which a piece is missing. */
export async function missingPiece(tx: Tx, importId: string, pieces: number): Promise<number | undefined> {
  const [missing] = await tx.query<{ place: number }>(
    `SELECT place FROM generate_series(0, $2::int - 1) place
     WHERE NOT EXISTS (SELECT FROM parts_import_piece WHERE import_id = $1 AND position = place) ORDER BY place LIMIT 1`,
    [importId, pieces],
  );
  return missing?.place;
}

/** The file, piece by piece, each read when it is asked for. */
export async function* piecesOf(db: Database, importId: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position += 1) {
    const [piece] = await db.read((tx) =>
      tx.query<{ content: Buffer }>('SELECT content FROM parts_import_piece WHERE import_id = $1 AND position = $2', [
        importId,
        position,
      ]),
    );
    if (!piece) return;
    yield piece.content;
  }
}

/** From a place on: a file that is read to its end is not kept, nor what an upload before was longer. */
export async function dropPieces(tx: Tx, importId: string, from = 0): Promise<void> {
  await tx.query('DELETE FROM parts_import_piece WHERE import_id = $1 AND position >= $2', [importId, from]);
}

/** Two imports at once would both find a part without stock, and both book it. */
export async function oneImportAtOnce(tx: Tx, storeId: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('parts-import'), hashtext($1))`, [storeId]);
}

export function storesWithImports(tx: Tx): Promise<OfStore[]> {
  return tx.query<OfStore>(`SELECT DISTINCT store_id FROM parts_import WHERE status = 'running'`);
}

export async function runningImportIds(tx: Tx, storeId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM parts_import WHERE store_id = $1 AND status = 'running' ORDER BY id`,
    [storeId],
  );
  return rows.map(({ id }) => id);
}

export async function noteBadRows(tx: Tx, { id, storeId }: PartsImport, bad: readonly BadRow[]): Promise<void> {
  await tx.query(
    `INSERT INTO parts_import_bad_row (store_id, import_id, row_number, column_name, code)
     SELECT $1, $2, * FROM unnest($3::int[], $4::text[], $5::text[])`,
    [storeId, id, bad.map(({ rowNumber }) => rowNumber), bad.map(({ column }) => column), bad.map(({ code }) => code)],
  );
}

/** In the order of the file. */
export async function badRowsOf(tx: Tx, importId: string, page: PageQuery): Promise<Page<BadRow>> {
  const { items, nextCursor } = await tx.pageBy(page, async (last, take) => {
    const [rowNumber = '0', column = ''] = last?.split(' ') ?? [];
    const rows = await tx.query<{ row_number: number; column_name: string; code: string }>(
      `SELECT row_number, column_name, code FROM parts_import_bad_row
       WHERE import_id = $1 AND (row_number, column_name) > ($2::int, $3) ORDER BY row_number, column_name LIMIT $4`,
      [importId, rowNumber, column, take],
    );
    return rows.map((row) => ({
      ...{ id: `${row.row_number} ${row.column_name}`, rowNumber: row.row_number },
      ...{ column: row.column_name, code: row.code },
    }));
  });
  return { items, nextCursor };
}

/** Of these numbers, the parts that the store lists, each with whether it has or had stock. */
export async function knownParts(
  tx: Tx,
  storeId: string,
  partNumbers: readonly string[],
): Promise<Map<string, boolean>> {
  const rows = await tx.query<{ part_number: string; is_stocked: boolean }>(
    `SELECT part_number, EXISTS (SELECT FROM lot WHERE part_id = part.id) AS is_stocked
     FROM part WHERE store_id = $1 AND part_number = ANY ($2)`,
    [storeId, partNumbers],
  );
  return new Map(rows.map((row) => [row.part_number, row.is_stocked]));
}
