import { Injectable } from '@nestjs/common';
import { actingStore, Database, violatedConstraint } from '@pitlane/platform';
import { Supplier, type SupplierFacts, type SupplierTerms } from './supplier.entity.js';
import { PriceNamedTwice, SupplierCodeTaken } from './supplier.errors.js';
import { insertPrices, type NewPrice } from './supplier-prices.queries.js';

/** What somebody decided about a supplier. */
interface Decision {
  readonly reason: string;
  /** Staff id. */
  readonly by: string;
  readonly at: Date;
}

/** Whom the store orders from, and at what prices (PRT-8). */
@Injectable()
export class SuppliersService {
  constructor(private readonly db: Database) {}

  /** @throws SupplierCodeTaken */
  async register(entry: Omit<SupplierFacts, 'storeId'>): Promise<Supplier> {
    try {
      return await this.db.transaction((tx) =>
        tx.save(Supplier.register({ ...entry, storeId: actingStore(tx.scope) })),
      );
    } catch (error) {
      if (violatedConstraint(error) !== 'supplier_code_of_store') throw error;
      throw new SupplierCodeTaken(entry.code);
    }
  }

  /** @throws NotFound */
  revise(id: string, terms: SupplierTerms): Promise<Supplier> {
    return this.db.transaction(async (tx) => {
      const supplier = await tx.lock(Supplier, id);
      supplier.revise(terms);
      return tx.save(supplier);
    });
  }

  /** @throws NotFound | SupplierIsBlocked */
  block(id: string, { reason, by, at }: Decision): Promise<Supplier> {
    return this.db.transaction(async (tx) => {
      const supplier = await tx.lock(Supplier, id);
      return tx.save(supplier, supplier.block(reason, by, at));
    });
  }

  /** @throws NotFound | SupplierNotBlocked */
  unblock(id: string, at: Date): Promise<Supplier> {
    return this.db.transaction(async (tx) => {
      const supplier = await tx.lock(Supplier, id);
      return tx.save(supplier, supplier.unblock(at));
    });
  }

  /** Sets prices; one for the same part and day is replaced. @throws NotFound | PriceNamedTwice */
  setPrices(id: string, prices: readonly NewPrice[], at: Date): Promise<Supplier> {
    refuseTwice(prices);
    return this.db.transaction(async (tx) => {
      const supplier = await tx.lock(Supplier, id);
      await insertPrices(tx, supplier, prices, at);
      return tx.save(supplier);
    });
  }
}

function refuseTwice(prices: readonly NewPrice[]): void {
  const seen = new Set<string>();
  for (const { partNumber, validFrom } of prices) {
    const key = `${partNumber} ${validFrom}`;
    if (seen.has(key)) throw new PriceNamedTwice(partNumber, validFrom);
    seen.add(key);
  }
}
