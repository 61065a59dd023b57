import { Injectable } from '@nestjs/common';
import type { LotResult } from '@pitlane/contracts';
import { Database, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import type { PeggedLot } from '../reservations/reservations.queries.js';
import { Stock } from '../stock/stock.service.js';
import { PurchaseOrder } from './purchase-order.entity.js';
import { DeliveredByAnother } from './purchase-order.errors.js';
import type { ArrivedLot } from './portions.js';
import { PurchaseReceipt } from './purchase-receipt.entity.js';
import { pegsOf } from './purchase-orders.queries.js';

/** A delivery as its orders must know it. */
export interface ArrivedDelivery {
  readonly id: string;
  readonly deliveryNote: string;
  readonly supplier: string;
  /** Staff id. */
  readonly receivedBy: string;
  readonly receivedAt: Date;
}

/** A lot, and the order that it came on. */
export interface LotOnOrder {
  readonly purchaseOrderId: string;
  readonly lot: ArrivedLot;
}

/** What comes on purchase orders (PRT-7). */
@Injectable()
export class Receipts {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
  ) {}

  /** In the order of their ids: called before reservations and parts are locked. @throws NotFound */
  lockOrders(tx: Tx, ids: readonly string[]): Promise<PurchaseOrder[]> {
    return tx.lockEach(PurchaseOrder, ids);
  }

  /**
   * Writes lots against the orders that they came on.
   * @returns what of them came for lines of reservations
   * @throws PurchaseOrderIs | DeliveredByAnother | PartNotOnOrder | MoreThanOrdered
   */
  async receive(
    tx: Tx,
    orders: readonly PurchaseOrder[],
    delivery: ArrivedDelivery,
    lots: readonly LotOnOrder[],
  ): Promise<PeggedLot[]> {
    if (lots.length === 0) return [];
    for (const order of orders) {
      if (order.supplierCode !== delivery.supplier) throw new DeliveredByAnother(order.id, order.supplierCode);
      const own = lots.filter(({ purchaseOrderId }) => purchaseOrderId === order.id).map(({ lot }) => lot);
      await this.receiveOn(tx, order, delivery, own);
    }
    return pegsOf(
      tx,
      lots.map(({ lot }) => lot.id),
    );
  }

  private async receiveOn(
    tx: Tx,
    order: PurchaseOrder,
    { id: deliveryId, deliveryNote, receivedBy: by, receivedAt: at }: ArrivedDelivery,
    lots: readonly ArrivedLot[],
  ): Promise<void> {
    const { portions, events } = order.receive({ id: uuidv7(), by, at }, { deliveryId, deliveryNote, lots });
    await tx.save(order, ...events);
    const { storeId, id: purchaseOrderId } = order;
    const receivedOn = this.stock.today(tx, at);
    const facts = { storeId, purchaseOrderId, expectedOn: order.expectedOn ?? receivedOn, receivedOn };
    await tx.add(...portions.map((portion) => PurchaseReceipt.of(portion, facts)));
  }

  /** The orders that a lot came on: called before reservations and parts are locked. */
  async lockOrdersOf(tx: Tx, lotId: string): Promise<PurchaseOrder[]> {
    const receipts = await tx.list(PurchaseReceipt, { lotId });
    return this.lockOrders(
      tx,
      receipts.map(({ purchaseOrderId }) => purchaseOrderId),
    );
  }

  /** A lot that waited for it is decided: what of it is rejected is missing on its orders again. */
  async decide(
    tx: Tx,
    orders: readonly PurchaseOrder[],
    { lotId, result, at }: { lotId: string; result: LotResult; at: Date },
  ): Promise<void> {
    const receipts = await tx.list(PurchaseReceipt, { lotId });
    for (const order of orders) {
      const own = receipts.filter(({ purchaseOrderId }) => purchaseOrderId === order.id);
      await tx.save(order, order.decide(own, result, at));
    }
  }

  /** What came of an order, day by day. @throws NotFound */
  of(purchaseOrderId: string): Promise<PurchaseReceipt[]> {
    return this.db.read(async (tx) => {
      await tx.get(PurchaseOrder, purchaseOrderId);
      return tx.list(PurchaseReceipt, { purchaseOrderId }, { order: { receivedOn: 'ASC', lotId: 'ASC' }, take: 1_000 });
    });
  }
}
