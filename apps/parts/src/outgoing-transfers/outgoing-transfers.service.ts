import { Injectable } from '@nestjs/common';
import type { ShippedLot, TransferLine } from '@pitlane/contracts';
import { actingStore, Database, type Page, type PageQuery, type Tx, violatedConstraint } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { ReservationsService } from '../reservations/reservations.service.js';
import { type LeftLot, returnMovedOut, takeWhole } from '../stock/leaving.queries.js';
import type { MoveNote } from '../stock/stock.queries.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import {
  type HeardRequest,
  OutgoingTransfer,
  type OutgoingStatus,
  type TakingBack,
} from './outgoing-transfer.entity.js';
import type { LotArrival } from './outgoing-transfer-lot.entity.js';

/** Transfers out of the acting store: each command writes its own store's rows alone (docs/decisions/0020). */
@Injectable()
export class OutgoingTransfersService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
  ) {}

  /** A sister store asks for parts. Heard twice, nothing changes. */
  async hearRequest(request: Omit<HeardRequest, 'id' | 'storeId'>): Promise<void> {
    try {
      await this.db.transaction(async (tx) => {
        const storeId = actingStore(tx.scope);
        const known = await tx.find(OutgoingTransfer, { storeId, transferId: request.transferId });
        if (!known) await tx.save(OutgoingTransfer.hear({ ...request, id: uuidv7(), storeId }));
      });
    } catch (error) {
      if (violatedConstraint(error) !== 'outgoing_transfer_once') throw error; // another replica heard it in the same moment
    }
  }

  /**
   * Lets free stock leave, oldest lots first, with its cost (PRT-3, PRT-11).
   * @param wished less than was asked for, where the store will not give all
   * @throws NotFound | TransferNotOpen | PartNamedTwice | NotAskedFor | InsufficientStock
   */
  ship(id: string, wished: readonly TransferLine[] | undefined, by: string, at: Date): Promise<OutgoingTransfer> {
    return this.db.transaction(async (tx) => {
      const transfer = await tx.lock(OutgoingTransfer, id);
      const lines = transfer.linesToShip(wished);
      const note = { documentId: id, at, reason: `transfer to ${transfer.toStoreId}` };
      const partNumbers = lines.map(({ partNumber }) => partNumber);
      const left = await this.stock.move(tx, partNumbers, at, async (parts) => {
        await this.stock.setUnfitAside(tx, parts, at);
        return takeAll(tx, lines, parts, note);
      });
      return tx.save(transfer, transfer.ship(left, by, at));
    });
  }

  /** @throws NotFound | TransferNotOpen */
  refuse(id: string, reason: string, by: string, at: Date): Promise<OutgoingTransfer> {
    return this.db.transaction(async (tx) => {
      const transfer = await tx.lock(OutgoingTransfer, id);
      return tx.save(transfer, transfer.refuse(reason, by, at));
    });
  }

  /** The other store has the parts. Heard twice, nothing changes. */
  hearArrival(transferId: string, arrivals: readonly LotArrival[]): Promise<void> {
    return this.db.transaction(async (tx) => {
      const transfer = await tx.lockOne(OutgoingTransfer, { storeId: actingStore(tx.scope), transferId });
      if (transfer?.hearArrival(arrivals)) await tx.save(transfer);
    });
  }

  /** Puts what came back into its own lots at their cost. @throws NotFound | TransferNotOpen | LotNamedTwice | NotShipped | DifferenceUnexplained */
  takeBack(id: string, taking: TakingBack): Promise<OutgoingTransfer> {
    return this.db.transaction(async (tx) => {
      const transfer = await tx.lock(OutgoingTransfer, id);
      const taken = transfer.takeBack(taking);
      await tx.save(transfer, taken);
      const back = taken.lots.filter(({ quantityThousandths }) => quantityThousandths > 0);
      const partNumbers = back.map(({ partNumber }) => partNumber);
      const note = { documentId: id, at: taking.at, reason: `came back from ${transfer.toStoreId}` };
      await this.reservations.lockShort(tx, partNumbers);
      await this.stock.move(tx, partNumbers, taking.at, async (parts) => {
        await returnMovedOut(tx, back, note);
        await this.reservations.fillShort(tx, parts, taking.at);
      });
      return transfer;
    });
  }

  /** @throws NotFound */
  byId(id: string): Promise<OutgoingTransfer> {
    return this.db.read((tx) => tx.get(OutgoingTransfer, id));
  }

  list(status: OutgoingStatus | undefined, page: PageQuery): Promise<Page<OutgoingTransfer>> {
    return this.db.read((tx) => tx.page(OutgoingTransfer, status ? { status } : {}, page));
  }
}

/** @throws InsufficientStock */
async function takeAll(
  tx: Tx,
  lines: readonly TransferLine[],
  parts: LockedParts,
  note: MoveNote,
): Promise<(ShippedLot & { id: string })[]> {
  const left: (ShippedLot & { id: string })[] = [];
  for (const { partNumber, quantityThousandths } of lines) {
    const leaving = { partNumber, quantityThousandths, from: ['free'], kind: 'moved-out' } as const;
    const lots = await takeWhole(tx, parts, leaving, note);
    left.push(...lots.map((lot) => ({ id: uuidv7(), ...shippedLot(partNumber, lot) })));
  }
  return left;
}

const shippedLot = (partNumber: string, { deliveryId: _own, certificate, expiresOn, ...lot }: LeftLot): ShippedLot => ({
  ...{ partNumber, ...lot },
  ...(certificate !== null && { certificate }),
  ...(expiresOn !== null && { expiresOn }),
});
