import { Injectable } from '@nestjs/common';
import { Database, Every, SystemScope } from '@pitlane/platform';
import type { IncomingTransfer } from '../incoming-transfers/incoming-transfer.entity.js';
import { IncomingTransfersService } from '../incoming-transfers/incoming-transfers.service.js';
import type { OutgoingTransfer } from '../outgoing-transfers/outgoing-transfer.entity.js';
import { OutgoingTransfersService } from '../outgoing-transfers/outgoing-transfers.service.js';
import { noteIncomingTold, noteOutgoingTold, untoldIncoming, untoldOutgoing } from './transfers.queries.js';

/**
 * Tells each store what the other one wrote of a transfer (docs/decisions/0020). It moves no stock. Whoever stops between telling and
 * noting that it was told tells again, and who hears a thing twice changes nothing.
 */
@Injectable()
export class TransferCarrier {
  constructor(
    private readonly db: Database,
    private readonly incoming: IncomingTransfersService,
    private readonly outgoing: OutgoingTransfersService,
    private readonly system: SystemScope,
  ) {}

  /** A store, or a transfer, that cannot be told now holds up no other. @throws AggregateError of those that could not */
  @Every(2_000)
  async carryInEachStore(): Promise<void> {
    const failures: unknown[] = [];
    await this.system.inEachStore(async (store) => void failures.push(...(await this.carry(store.id))));
    if (failures.length > 0) throw new AggregateError(failures, 'Stores could not be told of their transfers.');
  }

  /** Tells what a store wrote. @returns why something could not be told */
  async carry(storeId: string): Promise<unknown[]> {
    const failures: unknown[] = [];
    const noteFailure = (error: unknown): number => failures.push(error);
    for (const id of await this.db.read((tx) => untoldIncoming(tx, storeId)))
      await this.tellGiver(id).catch(noteFailure);
    for (const id of await this.db.read((tx) => untoldOutgoing(tx, storeId)))
      await this.tellTaker(id).catch(noteFailure);
    return failures;
  }

  private async tellGiver(id: string): Promise<void> {
    const transfer = await this.incoming.byId(id);
    await this.system.inStore(transfer.fromStoreId, () => this.hearAtGiver(transfer));
    await this.db.transaction((tx) => noteIncomingTold(tx, id, transfer.status));
  }

  private async hearAtGiver(transfer: IncomingTransfer): Promise<void> {
    const { id: transferId, storeId: toStoreId, lines, reason, requestedAt } = transfer;
    if (transfer.status === 'requested')
      return this.outgoing.hearRequest({ transferId, toStoreId, lines, reason, requestedAt });
    if (transfer.status !== 'received') return;
    const arrivals = transfer.lots.map(({ fromLotId: lotId, ...lot }) => ({ ...lot, lotId }));
    return this.outgoing.hearArrival(transferId, arrivals);
  }

  private async tellTaker(id: string): Promise<void> {
    const transfer = await this.outgoing.byId(id);
    await this.system.inStore(transfer.toStoreId, () => this.hearAtTaker(transfer));
    await this.db.transaction((tx) => noteOutgoingTold(tx, id, transfer.status));
  }

  private hearAtTaker(transfer: OutgoingTransfer): Promise<void> {
    const { transferId, refusedReason, answeredAt, requestedAt } = transfer;
    if (refusedReason !== null) return this.incoming.hearRefusal(transferId, refusedReason);
    const lots = transfer.lotsInOrder.map((lot) => lot.toShippedLot());
    return this.incoming.hearShipment(transferId, answeredAt ?? requestedAt, lots);
  }
}
