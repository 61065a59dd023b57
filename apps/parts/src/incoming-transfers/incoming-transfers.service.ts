import { Injectable } from '@nestjs/common';
import type { DeliverySuspected, ShippedLot } from '@pitlane/contracts';
import { actingStore, Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import { In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { listedParts } from '../catalogue/listed-parts.queries.js';
import { PartNotListed } from '../catalogue/part.errors.js';
import { Delivery } from '../deliveries/delivery.entity.js';
import { RecallsService } from '../recalls/recalls.service.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { SisterStores } from '../sister-stores/sister-stores.service.js';
import { Lot } from '../stock/lot.entity.js';
import { receiveLots } from '../stock/stock.queries.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import {
  IncomingTransfer,
  type IncomingStatus,
  type Receipt,
  type RequestFacts,
  type ToldSuspicions,
} from './incoming-transfer.entity.js';
import type { IncomingTransferLot } from './incoming-transfer-lot.entity.js';

/** Transfers into the acting store: each command writes its own store's rows alone (docs/decisions/0020). */
@Injectable()
export class IncomingTransfersService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
    private readonly recalls: RecallsService,
    private readonly sisters: SisterStores,
  ) {}

  /** Asks a sister store for parts. @throws NotASisterStore | PartNotListed | PartNamedTwice */
  request(entry: Omit<RequestFacts, 'storeId'>): Promise<IncomingTransfer> {
    this.sisters.check(entry.fromStoreId);
    const partNumbers = entry.lines.map(({ partNumber }) => partNumber);
    return this.db.transaction(async (tx) => {
      const transfer = IncomingTransfer.request({ ...entry, storeId: actingStore(tx.scope) });
      await listedParts(tx, partNumbers);
      return tx.save(transfer, transfer.requested());
    });
  }

  /** The giving store gives nothing. Heard twice, nothing changes. @throws NotFound */
  hearRefusal(id: string, reason: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const transfer = await tx.lock(IncomingTransfer, id);
      if (transfer.hearRefusal(reason)) await tx.save(transfer);
    });
  }

  /** The parts are on their way. Heard twice, nothing changes. @throws NotFound */
  hearShipment(id: string, shippedAt: Date, shipped: readonly ShippedLot[]): Promise<void> {
    const lots = shipped.map((lot) => ({ ...lot, id: uuidv7() }));
    return this.db.transaction(async (tx) => {
      const transfer = await tx.lock(IncomingTransfer, id);
      if (transfer.hearShipment(shippedAt, lots)) await tx.save(transfer);
    });
  }

  /**
   * What the giving store suspects of what it gave, or no longer: the lots here follow (PRT-8). Heard twice, or after a later one, nothing
   * changes.
   * @throws NotFound
   */
  hearSuspicions(id: string, told: ToldSuspicions, at: Date): Promise<void> {
    return this.db.transaction(async (tx) => {
      const transfer = await tx.lock(IncomingTransfer, id);
      const news = transfer.hearSuspicions(told);
      if (!news) return;
      await tx.save(transfer);
      const lots = await tx.list(Lot, { id: In(news.map((lot) => lot.id)) }); // none of what is in transit
      const deliveries = await tx.lockEach(Delivery, [...new Set(lots.map(({ deliveryId }) => deliveryId))]);
      if (deliveries.length > 0) await this.recalls.follow(tx, deliveries, at);
    });
  }

  /**
   * Books what arrived in as lots with the cost and the papers with which they left; it goes first to those who wait (PRT-5). What
   * the giving store suspects goes into quarantine (PRT-8).
   * @throws NotFound | TransferNotOpen | LotNamedTwice | NotShipped | DifferenceUnexplained | TooMuchStock
   */
  receive(id: string, receipt: Receipt): Promise<IncomingTransfer> {
    return this.db.transaction(async (tx) => {
      const transfer = await tx.lock(IncomingTransfer, id);
      await tx.save(transfer, transfer.receive(receipt));
      const arrived = transfer.lotsInOrder.filter(({ receivedThousandths }) => receivedThousandths > 0);
      const partNumbers = arrived.map(({ partNumber }) => partNumber);
      await this.reservations.lockShort(tx, partNumbers);
      await this.stock.move(tx, partNumbers, receipt.at, async (parts) => {
        await receiveLots(tx, await lotsOf(tx, arrived, parts, receipt), { documentId: id, at: receipt.at });
        await this.reservations.fillShort(tx, parts, receipt.at);
      });
      return transfer;
    });
  }

  /** @throws NotFound */
  byId(id: string): Promise<IncomingTransfer> {
    return this.db.read((tx) => tx.get(IncomingTransfer, id));
  }

  list(status: IncomingStatus | undefined, page: PageQuery): Promise<Page<IncomingTransfer>> {
    return this.db.read((tx) => tx.page(IncomingTransfer, status ? { status } : {}, page));
  }
}

/** Lots of one delivery for each delivery note of a supplier: the trace goes on past this store. @throws PartNotListed */
async function lotsOf(
  tx: Tx,
  arrived: readonly IncomingTransferLot[],
  parts: LockedParts,
  { by, at }: Receipt,
): Promise<Lot[]> {
  const deliveries = new Map<string, Delivery>();
  const lots: Lot[] = [];
  for (const arrival of arrived) {
    const { id, storeId, partNumber, receivedThousandths, unitCostFen } = arrival;
    const { supplier, deliveryNote, certificate, expiresOn, suspectedReason } = arrival;
    const part = parts.get(partNumber);
    if (!part) throw new PartNotListed([partNumber]);
    const origin = `${supplier}\n${deliveryNote}`;
    const facts = {
      id: uuidv7(),
      storeId,
      kind: 'transfer',
      deliveryNote,
      supplier,
      receivedBy: by,
      receivedAt: at,
    } as const;
    const delivery = deliveries.get(origin) ?? Delivery.receive(facts);
    deliveries.set(origin, delivery);
    const lot = { id, deliveryId: delivery.id, quantityThousandths: receivedThousandths, unitCostFen };
    const suspicion = suspectedReason !== null && { suspicionReason: suspectedReason };
    const inspected = { certificate, expiresOn, result: 'accepted', receivedAt: at, ...suspicion } as const;
    lots.push(Lot.receive(part, { ...lot, ...inspected }));
  }
  for (const delivery of deliveries.values()) await tx.save(delivery, suspectedAtArrival(delivery, lots, at));
  return lots;
}

function suspectedAtArrival(delivery: Delivery, lots: readonly Lot[], at: Date): DeliverySuspected | undefined {
  const suspected = lots.filter((lot) => lot.deliveryId === delivery.id && lot.suspected);
  const [first] = suspected;
  return first && delivery.suspected(suspected, [], { reason: first.suspicionReason, at });
}
