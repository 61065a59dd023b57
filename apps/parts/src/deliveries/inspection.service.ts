import { Injectable } from '@nestjs/common';
import type { LotResult } from '@pitlane/contracts';
import { NotFound } from '@pitlane/kernel';
import { Database } from '@pitlane/platform';
import { In } from 'typeorm';
import { pegsOf } from '../purchase-orders/purchase-orders.queries.js';
import { Receipts } from '../purchase-orders/receipts.service.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { Lot } from '../stock/lot.entity.js';
import { clearQuarantine, quarantinedOf } from '../stock/quarantine.queries.js';
import { Stock } from '../stock/stock.service.js';
import { type DeliveryWithLots, withLots } from './deliveries.queries.js';
import { Delivery } from './delivery.entity.js';
import { LotIsDecided, LotNotAccepted } from './delivery.errors.js';

export interface Decision {
  readonly result: LotResult;
  readonly reason: string;
  readonly at: Date;
}

/** What becomes of lots after they were received: decided, put away (PRT-7). Deliveries are locked before their orders. */
@Injectable()
export class Inspection {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
    private readonly receipts: Receipts,
  ) {}

  /**
   * Accepts or rejects a lot that lies in quarantine for a decision. What is accepted goes first to those whom it was ordered for, what
   * is rejected is missing on its order again.
   * @throws NotFound | LotIsDecided
   */
  decide(deliveryId: string, lotId: string, { result, reason, at }: Decision): Promise<DeliveryWithLots> {
    return this.db.transaction(async (tx) => {
      const delivery = await tx.lock(Delivery, deliveryId);
      const lot = await tx.find(Lot, { id: lotId, deliveryId });
      if (!lot) throw new NotFound('lot', lotId);
      const orders = await this.receipts.lockOrdersOf(tx, lotId);
      await this.reservations.lockShort(tx, [lot.partNumber]);
      await this.stock.move(tx, [lot.partNumber], at, async (parts) => {
        const quantityThousandths = await quarantinedOf(tx, lotId);
        if (lot.result !== 'quarantined' || quantityThousandths === 0) throw new LotIsDecided(lotId);
        await tx.put(Object.assign(lot, { result, reason }));
        await tx.save(delivery, delivery.decided(lot, { result, quantityThousandths, reason, at }));
        await this.receipts.decide(tx, orders, { lotId, result, at });
        if (result === 'rejected') return;
        await clearQuarantine(tx, [lotId], { documentId: deliveryId, at, reason });
        await this.reservations.fillArrived(tx, await pegsOf(tx, [lotId]), parts, at);
      });
      return withLots(tx, delivery);
    });
  }

  /** Notes into which bins accepted lots were put, and by whom. @throws NotFound | LotNotAccepted */
  putAway(
    deliveryId: string,
    bins: readonly { lotId: string; bin: string }[],
    { by, at }: { by: string; at: Date },
  ): Promise<DeliveryWithLots> {
    return this.db.transaction(async (tx) => {
      const delivery = await tx.lock(Delivery, deliveryId);
      const lots = await tx.list(Lot, { deliveryId, result: 'accepted', id: In(bins.map(({ lotId }) => lotId)) });
      const strange = bins.map(({ lotId }) => lotId).filter((lotId) => lots.every(({ id }) => id !== lotId));
      if (strange.length > 0) throw new LotNotAccepted(strange);
      const binOf = new Map(bins.map(({ lotId, bin }) => [lotId, bin]));
      for (const lot of lots) Object.assign(lot, { bin: binOf.get(lot.id), putAwayBy: by, putAwayAt: at });
      const partNumbers = lots.map(({ partNumber }) => partNumber);
      await this.stock.move(tx, partNumbers, at, () => tx.put(...lots));
      return withLots(tx, await tx.save(delivery));
    });
  }
}
