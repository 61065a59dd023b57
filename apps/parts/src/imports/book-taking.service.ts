import { Injectable } from '@nestjs/common';
import { DomainError } from '@pitlane/kernel';
import type { Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { Part } from '../catalogue/part.entity.js';
import { type NewPart, PartsService } from '../catalogue/parts.service.js';
import { DeliveriesService, type NewLine } from '../deliveries/deliveries.service.js';
import type { NumberedRow } from './book-file.js';
import type { BookRow } from './book-row.js';
import type { BatchCounts, PartsImport } from './parts-import.entity.js';
import { type BadRow, knownParts, noteBadRows, oneImportAtOnce } from './parts-imports.queries.js';

const NO_SUPPLIER = 'OPENING';

/** What a batch of rows comes to. */
interface Sorted {
  readonly bad: readonly BadRow[];
  readonly parts: readonly NewPart[];
  readonly stock: readonly (BookRow & { quantity: number; unitCost: number })[];
  readonly rowsUnchanged: number;
}

/** Takes rows of a parts book over into the catalogue, and their stock into opening lots (INT-6). */
@Injectable()
export class BookTaking {
  constructor(
    private readonly parts: PartsService,
    private readonly deliveries: DeliveriesService,
  ) {}

  /** A batch, within its transaction: parts that are listed stay as they are, and so does stock. A dry run only names the bad rows. */
  async take(tx: Tx, book: PartsImport, rows: readonly NumberedRow[], at: Date): Promise<BatchCounts> {
    if (!book.isDryRun) await oneImportAtOnce(tx, book.storeId);
    const sorted = await sort(tx, book, rows);
    const { bad, parts, stock, rowsUnchanged } = sorted;
    await noteBadRows(tx, book, bad);
    if (!book.isDryRun) {
      await this.parts.listIn(tx, parts, at, new Set(stock.map(({ partNumber }) => partNumber)));
      await this.bookStock(tx, book, stock, at);
    }
    const rowsBad = new Set(bad.map(({ rowNumber }) => rowNumber)).size;
    return { rows: rows.length, partsListed: parts.length, lotsBooked: stock.length, rowsUnchanged, rowsBad };
  }

  /** One delivery of each supplier; its note names the import and the row that it starts after. */
  private async bookStock(tx: Tx, book: PartsImport, stock: Sorted['stock'], at: Date): Promise<void> {
    for (const supplier of new Set(stock.map((row) => row.supplier ?? NO_SUPPLIER))) {
      const rows = stock.filter((row) => (row.supplier ?? NO_SUPPLIER) === supplier);
      const delivery = {
        ...{ id: uuidv7(), supplier, receivedBy: book.uploadedBy, receivedAt: at, lines: rows.map(lineOf) },
        deliveryNote: `OPENING-${book.id}-${book.rowsDone}`,
      };
      await this.deliveries.bookIn(tx, delivery, at, 'opening');
    }
  }
}

async function sort(tx: Tx, { storeId }: PartsImport, rows: readonly NumberedRow[]): Promise<Sorted> {
  const read = rows.flatMap(({ row, rowNumber }) => ('partNumber' in row ? [{ row, rowNumber }] : []));
  const bad: BadRow[] = rows.flatMap(({ row, rowNumber }) =>
    'partNumber' in row ? [] : row.map((cell) => ({ rowNumber, ...cell })),
  );
  const known = await knownParts(
    tx,
    storeId,
    read.map(({ row }) => row.partNumber),
  );
  const sorted = {
    bad,
    parts: [] as NewPart[],
    stock: [] as (BookRow & { quantity: number; unitCost: number })[],
    rowsUnchanged: 0,
  };
  for (const { row, rowNumber } of read) {
    const { partNumber, quantity = 0, unitCost = 0 } = row;
    const entry = partOf(row);
    const refusal = known.has(partNumber) ? undefined : refusalOf(entry, storeId);
    const hasStock = quantity > 0 && known.get(partNumber) !== true;
    if (refusal !== undefined) bad.push({ rowNumber, column: 'partNumber', code: refusal });
    else if (known.has(partNumber) && !hasStock) sorted.rowsUnchanged += 1;
    else {
      if (!known.has(partNumber)) sorted.parts.push(entry);
      if (hasStock) sorted.stock.push({ ...row, quantity, unitCost });
    }
  }
  return sorted;
}

function partOf(row: BookRow): NewPart {
  const { partNumber, nameZh, nameEn, category, unit, brand, origin, fits = [], isRemanufactured = false } = row;
  const { shelfLifeDays, bin, minPack } = row;
  return {
    ...{ id: uuidv7(), partNumber, nameZh, nameEn, category, unit, brand, origin, fits, isRemanufactured },
    ...(shelfLifeDays !== undefined && { shelfLifeDays }),
    ...(bin !== undefined && { bin }),
    ...(minPack !== undefined && { minPackThousandths: minPack }),
    minThousandths: row.min,
    maxThousandths: row.max,
  };
}

/** The code of the rule that the part breaks, if any. */
function refusalOf(entry: NewPart, storeId: string): string | undefined {
  try {
    Part.list({ ...entry, storeId });
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

const lineOf = ({ partNumber, quantity, unitCost, certificate, expiresOn }: Sorted['stock'][number]): NewLine => ({
  ...{ lotId: uuidv7(), partNumber, quantityThousandths: quantity, unitCostFen: unitCost, result: 'accepted' },
  ...(certificate !== undefined && { certificate }),
  ...(expiresOn !== undefined && { expiresOn }),
});
