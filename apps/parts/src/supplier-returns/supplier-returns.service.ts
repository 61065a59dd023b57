import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page } from '@pitlane/platform';
import { IsNull } from 'typeorm';
import { Delivery } from '../deliveries/delivery.entity.js';
import { quantityOf, takeOut } from '../stock/leaving.queries.js';
import { Lot } from '../stock/lot.entity.js';
import { Stock } from '../stock/stock.service.js';
import type { SupplierReturnsQuery } from './supplier-return.dto.js';
import { type Credit, type ReturnFacts, SupplierReturn } from './supplier-return.entity.js';
import { MoreThanReturnable } from './supplier-return.errors.js';

export type NewReturn = Pick<ReturnFacts, 'id' | 'lotId' | 'quantityThousandths' | 'reason' | 'sentBy'>;

/** What goes back to suppliers: faulty or surplus (PRT-10). */
@Injectable()
export class SupplierReturnsService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
  ) {}

  /** Of a lot what lies in quarantine first, then what is free; what is kept for somebody stays. @throws NotFound | MoreThanReturnable */
  send(entry: NewReturn, at: Date): Promise<SupplierReturn> {
    const { id: documentId, lotId, quantityThousandths, reason } = entry;
    return this.db.transaction(async (tx) => {
      const { partId, partNumber, deliveryId, unitCostFen } = await tx.get(Lot, lotId);
      const { supplier } = await tx.get(Delivery, deliveryId);
      return this.stock.move(tx, [partNumber], at, async () => {
        const leaving = { partId, lotId, from: ['quarantine', 'free'], kind: 'sent-back' } as const;
        const note = { documentId, at, reason };
        const gone = quantityOf(await takeOut(tx, { ...leaving, mostThousandths: quantityThousandths }, note));
        if (gone < quantityThousandths) throw new MoreThanReturnable(lotId, gone);
        const facts = { ...entry, storeId: actingStore(tx.scope), deliveryId, supplier, partNumber, unitCostFen };
        const sent = SupplierReturn.send({ ...facts, sentAt: at });
        return tx.save(sent, sent.sent());
      });
    });
  }

  /** @throws NotFound | ReturnIsCredited | CreditDiffers */
  credit(id: string, credit: Credit): Promise<SupplierReturn> {
    return this.db.transaction(async (tx) => {
      const sent = await tx.lock(SupplierReturn, id);
      return tx.save(sent, sent.credit(credit));
    });
  }

  /** @throws NotFound */
  byId(id: string): Promise<SupplierReturn> {
    return this.db.read((tx) => tx.get(SupplierReturn, id));
  }

  list({ open, ...page }: SupplierReturnsQuery): Promise<Page<SupplierReturn>> {
    return this.db.read((tx) => tx.page(SupplierReturn, open ? { creditedAt: IsNull() } : {}, page));
  }
}
