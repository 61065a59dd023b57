import { Injectable } from '@nestjs/common';
import type { LotResult } from '@pitlane/contracts';
import { actingStore, Database, type Tx, violatedConstraint } from '@pitlane/platform';
import { expiryOf } from '../catalogue/part.entity.js';
import { PartNotListed } from '../catalogue/part.errors.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { Lot } from '../stock/lot.entity.js';
import { receiveLots } from '../stock/stock.queries.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import { Delivery, type DeliveryFacts } from './delivery.entity.js';
import { DeliveryAlreadyReceived, LotTooDear, ReceivedInFuture, RejectionWithoutReason } from './delivery.errors.js';

const MOST_LOT_COST_FEN = 100_000_000_000;

export interface NewLine {
  lotId: string;
  partNumber: string;
  quantityThousandths: number;
  unitCostFen: number;
  certificate?: string;
  expiresOn?: string;
  result: LotResult;
  reason?: string;
}

export type NewDelivery = Omit<DeliveryFacts, 'storeId'> & { lines: readonly NewLine[] };

export interface DeliveryWithLots {
  readonly delivery: Delivery;
  readonly lots: readonly Lot[];
}

@Injectable()
export class DeliveriesService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
  ) {}

  /**
   * Books a delivery in; accepted lots go first to those who wait for them (PRT-2, PRT-5).
   * @throws PartNotListed | DeliveryAlreadyReceived | RejectionWithoutReason | LotTooDear | ReceivedInFuture | TooMuchStock
   */
  async receive(entry: NewDelivery, at: Date): Promise<DeliveryWithLots> {
    const unexplained = entry.lines.findIndex(({ result, reason }) => result === 'rejected' && reason === undefined);
    if (unexplained >= 0) throw new RejectionWithoutReason(unexplained);
    const tooDear = entry.lines.findIndex((line) => unroundedCostFen(line) > MOST_LOT_COST_FEN);
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
  async bookIn(tx: Tx, { lines, ...facts }: NewDelivery, at: Date): Promise<DeliveryWithLots> {
    const delivery = Delivery.receive({ ...facts, storeId: actingStore(tx.scope) });
    const partNumbers = lines.map(({ partNumber }) => partNumber);
    await this.reservations.lockShort(tx, partNumbers);
    const lots = await this.stock.move(tx, partNumbers, at, async (parts) => {
      const received = lotsOf(delivery, lines, parts);
      await tx.save(delivery, delivery.received(received));
      await receiveLots(tx, received, { documentId: delivery.id, at });
      await this.reservations.fillShort(tx, parts, at);
      return received;
    });
    return { delivery, lots };
  }

  /** With the lots in the order of the delivery's lines. @throws NotFound */
  byId(id: string): Promise<DeliveryWithLots> {
    return this.db.read(async (tx) => {
      const delivery = await tx.get(Delivery, id);
      const lots = await tx.list(Lot, { deliveryId: id });
      return { delivery, lots: lots.sort((a, b) => (a.id < b.id ? -1 : 1)) };
    });
  }
}

/** Before it is known whether that is a sum that money can be counted in. */
const unroundedCostFen = ({ quantityThousandths, unitCostFen }: NewLine): number =>
  (quantityThousandths * unitCostFen) / 1_000;

/** @throws PartNotListed */
function lotsOf({ id: deliveryId, receivedAt }: Delivery, lines: readonly NewLine[], parts: LockedParts): Lot[] {
  const unknown = lines.map(({ partNumber }) => partNumber).filter((partNumber) => !parts.has(partNumber));
  return lines.map(({ lotId, partNumber, ...line }) => {
    const part = parts.get(partNumber);
    if (!part) throw new PartNotListed(unknown);
    const expiresOn = line.expiresOn ?? expiryOf(part, receivedAt);
    return Lot.receive(part, { ...line, id: lotId, deliveryId, expiresOn, receivedAt });
  });
}
