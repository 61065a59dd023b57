import { Injectable } from '@nestjs/common';
import type { ShippedLot } from '@pitlane/contracts';
import { actingStore, Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { listedParts } from '../catalogue/listed-parts.queries.js';
import { PartNotListed } from '../catalogue/part.errors.js';
import { Delivery } from '../deliveries/delivery.entity.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { SisterStores } from '../sister-stores/sister-stores.service.js';
import { Lot } from '../stock/lot.entity.js';
import { receiveLots } from '../stock/stock.queries.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import { IncomingTransfer, type IncomingStatus, type Receipt, type RequestFacts } from './incoming-transfer.entity.js';
import type { IncomingTransferLot } from './incoming-transfer-lot.entity.js';

/** Transfers into the acting store: each command writes its own store's rows alone (docs/decisions/0020). */
@Injectable()
export class IncomingTransfersService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
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
   * Books what arrived in as lots with the cost and the papers with which they left; it goes first to those who wait (PRT-5).
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
  for (const { id, storeId, partNumber, receivedThousandths, unitCostFen, ...arrival } of arrived) {
    const { supplier, deliveryNote, certificate, expiresOn } = arrival;
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
    const delivery = deliveries.get(origin) ?? (await tx.save(Delivery.receive(facts)));
    deliveries.set(origin, delivery);
    const lot = { id, deliveryId: delivery.id, quantityThousandths: receivedThousandths, unitCostFen };
    lots.push(Lot.receive(part, { ...lot, certificate, expiresOn, result: 'accepted', receivedAt: at }));
  }
  return lots;
}
