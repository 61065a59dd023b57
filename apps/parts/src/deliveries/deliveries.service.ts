import { Injectable } from '@nestjs/common';
import { MOST_FEN } from '@pitlane/contracts';
import { actingStore, Database, type Tx, violatedConstraint } from '@pitlane/platform';
import { expiryOf } from '../catalogue/part.entity.js';
import { PartNotListed } from '../catalogue/part.errors.js';
import { type LotOnOrder, Receipts } from '../purchase-orders/receipts.service.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { type InspectionResult, Lot } from '../stock/lot.entity.js';
import { receiveLots } from '../stock/stock.queries.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import { type DeliveryWithLots, withLots } from './deliveries.queries.js';
import { Delivery, type DeliveryFacts, type DeliveryKind } from './delivery.entity.js';
import { DeliveryAlreadyReceived, LotTooDear, ReceivedInFuture, RejectionWithoutReason } from './delivery.errors.js';

export interface NewLine {
  lotId: string;
  partNumber: string;
  quantityThousandths: number;
  unitCostFen: number;
  certificate?: string;
  expiresOn?: string;
  result: InspectionResult;
  reason?: string;
  purchaseOrderId?: string;
}

export type NewDelivery = Omit<DeliveryFacts, 'storeId' | 'kind'> & { lines: readonly NewLine[] };

@Injectable()
export class DeliveriesService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
    private readonly receipts: Receipts,
  ) {}

  /**
   * Books a delivery in; accepted lots go first to those whom they were ordered for, then to others who wait (PRT-2, PRT-5, PRT-14).
   * @throws PartNotListed | DeliveryAlreadyReceived | RejectionWithoutReason | LotTooDear | ReceivedInFuture | TooMuchStock
   *   | NotFound | PurchaseOrderIs | DeliveredByAnother | PartNotOnOrder | MoreThanOrdered
   */
  async receive(entry: NewDelivery, at: Date): Promise<DeliveryWithLots> {
    const unexplained = entry.lines.findIndex(({ result, reason }) => result !== 'accepted' && reason === undefined);
    if (unexplained >= 0) throw new RejectionWithoutReason(unexplained);
    const tooDear = entry.lines.findIndex((line) => unroundedCostFen(line) > MOST_FEN);
    if (tooDear >= 0) throw new LotTooDear(tooDear);
    if (entry.receivedAt > at) throw new ReceivedInFuture();
    try {
      return await this.db.transaction((tx) => this.bookIn(tx, entry, at));
    } catch (error) {
      if (violatedConstraint(error) !== 'delivery_note_of_supplier') throw error;
      throw new DeliveryAlreadyReceived(entry.deliveryNote);
    }
  }

  /** The same within a transaction, for lines that were looked through. @throws PartNotListed | TooMuchStock */
  async bookIn(
    tx: Tx,
    { lines, ...facts }: NewDelivery,
    at: Date,
    kind: DeliveryKind = 'supplier',
  ): Promise<DeliveryWithLots> {
    const delivery = Delivery.receive({ ...facts, kind, storeId: actingStore(tx.scope) });
    const partNumbers = lines.map(({ partNumber }) => partNumber);
    const orderIds = lines.flatMap(({ purchaseOrderId }) => purchaseOrderId ?? []);
    const orders = await this.receipts.lockOrders(tx, orderIds);
    await this.reservations.lockShort(tx, partNumbers);
    const receivedOn = this.stock.today(tx, delivery.receivedAt);
    const lots = await this.stock.move(tx, partNumbers, at, async (parts) => {
      const received = lotsOf({ delivery, receivedOn }, lines, parts);
      await tx.save(delivery, delivery.received(received));
      await receiveLots(tx, received, { documentId: delivery.id, at });
      const pegged = await this.receipts.receive(tx, orders, delivery, onOrders(lines, received));
      await this.reservations.fillArrived(tx, pegged, parts, at);
      return received;
    });
    return { delivery, lots };
  }

  /** @throws NotFound */
  byId(id: string): Promise<DeliveryWithLots> {
    return this.db.read(async (tx) => withLots(tx, await tx.get(Delivery, id)));
  }
}

/** Lots stand in the order of the lines. */
const onOrders = (lines: readonly NewLine[], lots: readonly Lot[]): LotOnOrder[] =>
  lots.flatMap((lot, index) => {
    const purchaseOrderId = lines[index]?.purchaseOrderId;
    return purchaseOrderId === undefined ? [] : [{ purchaseOrderId, lot }];
  });

/** Before it is known whether that is a sum that money can be counted in. */
const unroundedCostFen = ({ quantityThousandths, unitCostFen }: NewLine): number =>
  (quantityThousandths * unitCostFen) / 1_000;

/** @throws PartNotListed */
function lotsOf(
  { delivery: { id: deliveryId, receivedAt }, receivedOn }: { delivery: Delivery; receivedOn: string },
  lines: readonly NewLine[],
  parts: LockedParts,
): Lot[] {
  const unknown = lines.map(({ partNumber }) => partNumber).filter((partNumber) => !parts.has(partNumber));
  return lines.map(({ lotId, partNumber, ...line }) => {
    const part = parts.get(partNumber);
    if (!part) throw new PartNotListed(unknown);
    const expiresOn = line.expiresOn ?? expiryOf(part, receivedOn);
    const certificate = line.certificate ?? null;
    return Lot.receive(part, { ...line, id: lotId, deliveryId, certificate, expiresOn, receivedAt });
  });
}
