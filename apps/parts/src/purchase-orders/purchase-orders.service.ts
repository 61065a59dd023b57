import { Injectable } from '@nestjs/common';
import type { PurchaseOrderEnded } from '@pitlane/contracts';
import { actingStore, Database, type Page, type Tx } from '@pitlane/platform';
import { In, LessThan } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { DemandBook } from '../demand/demand-book.service.js';
import type { Asked } from '../demand/demand-book.queries.js';
import { Requisition } from '../requisitions/requisition.entity.js';
import type { Reservation } from '../reservations/reservation.entity.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { Stock } from '../stock/stock.service.js';
import { Supplier } from '../suppliers/supplier.entity.js';
import type { PurchaseOrdersQuery } from './purchase-order.dto.js';
import { type OrderLineFacts, PurchaseOrder } from './purchase-order.entity.js';
import { RequisitionsDiffer } from './purchase-order.errors.js';
import type { PurchaseOrderLine } from './purchase-order-line.entity.js';
import { UNDER_WAY } from './purchase-order-status.js';
import type { StepTaken } from './purchase-order-step.entity.js';

/** Orders to suppliers (PRT-7). Requisitions and orders are locked before reservations, those before suppliers. */
@Injectable()
export class PurchaseOrdersService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
    private readonly demand: DemandBook,
  ) {}

  /** Makes one order of approved requisitions. @throws NotFound | RequisitionNotApproved | RequisitionsDiffer | SupplierIsBlocked */
  place(id: string, requisitionIds: readonly string[], taken: StepTaken): Promise<PurchaseOrder> {
    return this.db.transaction(async (tx) => {
      const requisitions = await tx.lockEach(Requisition, requisitionIds);
      const [first] = requisitions;
      if (!first || requisitions.some((other) => !goTogether(first, other)))
        throw new RequisitionsDiffer(requisitionIds);
      const supplier = await tx.lock(Supplier, first.supplierId);
      supplier.checkOrderable();
      for (const requisition of requisitions) {
        requisition.order();
        await tx.save(requisition);
      }
      const { id: supplierId, code: supplierCode, overDeliveryPerMille } = supplier;
      const facts = { id, storeId: actingStore(tx.scope), supplierId, supplierCode, overDeliveryPerMille };
      const lines = requisitions.flatMap(linesOf);
      return tx.save(PurchaseOrder.place({ ...facts, urgency: first.urgency, lines }, taken));
    });
  }

  /** @throws NotFound | PurchaseOrderIs | SupplierIsBlocked */
  send(id: string, taken: StepTaken): Promise<PurchaseOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(PurchaseOrder, id);
      const waiting = await this.lockWaiting(tx, order);
      const supplier = await tx.lock(Supplier, order.supplierId);
      supplier.checkOrderable();
      const today = this.stock.today(tx, taken.at);
      const sent = order.send(taken, { today, leadDays: supplier.leadDays[order.urgency] });
      await this.demand.note(tx, 'bought', emergencyBuysOf(order, waiting), taken.at);
      await tx.save(order, sent);
      return this.tellWaiting(tx, waiting, order, taken.at);
    });
  }

  /** @throws NotFound | PurchaseOrderIs | ConfirmedInPast */
  confirm(id: string, expectedOn: string, taken: StepTaken): Promise<PurchaseOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(PurchaseOrder, id);
      const waiting = await this.lockWaiting(tx, order);
      await tx.save(order, order.confirm(taken, { expectedOn, today: this.stock.today(tx, taken.at) }));
      return this.tellWaiting(tx, waiting, order, taken.at);
    });
  }

  private lockWaiting(tx: Tx, { lines }: PurchaseOrder): Promise<Reservation[]> {
    return this.reservations.lockShort(
      tx,
      lines.map(({ partNumber }) => partNumber),
    );
  }

  /** Those who wait for its parts hear when these come (PRT-5), unless these were ordered for others. */
  private async tellWaiting(
    tx: Tx,
    waiting: readonly Reservation[],
    order: PurchaseOrder,
    at: Date,
  ): Promise<PurchaseOrder> {
    for (const reservation of waiting.filter(({ missingLines }) => order.isFor(missingLines))) {
      await tx.save(reservation, await this.reservations.announced(tx, reservation, at));
    }
    return order;
  }

  /** @throws NotFound | PurchaseOrderIs */
  ship(id: string, trackingNumber: string, taken: StepTaken): Promise<PurchaseOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(PurchaseOrder, id);
      order.ship(taken, trackingNumber);
      return tx.save(order);
    });
  }

  /** @throws NotFound | PurchaseOrderIs */
  cancel(id: string, reason: string, taken: StepTaken): Promise<PurchaseOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(PurchaseOrder, id);
      return this.giveUp(tx, order, order.cancel(taken, reason));
    });
  }

  /** @throws NotFound | PurchaseOrderIs */
  close(id: string, reason: string, taken: StepTaken): Promise<PurchaseOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(PurchaseOrder, id);
      return this.giveUp(tx, order, order.close(taken, reason));
    });
  }

  /** What never comes may be bought elsewhere: it was not asked for twice (PRT-15). */
  private async giveUp(tx: Tx, order: PurchaseOrder, ended: PurchaseOrderEnded): Promise<PurchaseOrder> {
    const asked = order.lines.flatMap((line) => askedOf(line, line.takeBackAsked()));
    await this.demand.takeBackBought(tx, asked);
    return tx.save(order, ended);
  }

  /** @throws NotFound */
  byId(id: string): Promise<PurchaseOrder> {
    return this.db.read((tx) => tx.get(PurchaseOrder, id));
  }

  /** With `late` those whose day is over at this time in the store, while something is still to come. */
  list({ status, supplierId, late, ...page }: PurchaseOrdersQuery, at: Date): Promise<Page<PurchaseOrder>> {
    return this.db.read((tx) => {
      const open = UNDER_WAY.filter((known) => status === undefined || known === status);
      const asked = late ? { status: In(open), expectedOn: LessThan(this.stock.today(tx, at)) } : status && { status };
      return tx.page(PurchaseOrder, { ...asked, ...(supplierId && { supplierId }) }, page);
    });
  }
}

const goTogether = (one: Requisition, other: Requisition): boolean =>
  one.supplierId === other.supplierId && one.urgency === other.urgency;

const linesOf = ({ id: requisitionId, linesInOrder }: Requisition): OrderLineFacts[] =>
  linesInOrder.map(({ partNumber, quantityThousandths, unitPriceFen, reservationLineId }) => ({
    ...{ id: uuidv7(), requisitionId, partNumber, quantityThousandths, unitPriceFen, reservationLineId },
  }));

const askedOf = ({ id, reservationLineId, partNumber }: PurchaseOrderLine, quantityThousandths: number): Asked[] =>
  quantityThousandths === 0 ? [] : [{ requestId: reservationLineId ?? id, partNumber, quantityThousandths }];

/** What had to be bought in a hurry was asked for (PRT-15): for the line that waits, or for nobody in particular. */
function emergencyBuysOf({ urgency, lines }: PurchaseOrder, waiting: readonly Reservation[]): Asked[] {
  if (urgency !== 'emergency' && urgency !== 'vor') return [];
  const missing = waiting.flatMap(({ missingLines }) => missingLines);
  return lines.flatMap((line) => askedOf(line, line.noteAsked(missing)));
}
