import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, SystemScope } from '@pitlane/platform';
import type { IncomingTransfer, ToldSuspicions } from '../incoming-transfers/incoming-transfer.entity.js';
import { IncomingTransfersService } from '../incoming-transfers/incoming-transfers.service.js';
import type { OutgoingTransfer } from '../outgoing-transfers/outgoing-transfer.entity.js';
import { OutgoingTransfersService } from '../outgoing-transfers/outgoing-transfers.service.js';
import {
  noteIncomingTold,
  noteOutgoingTold,
  storesWithUntold,
  suspicionsOf,
  untoldIncoming,
  untoldOutgoing,
} from './transfers.queries.js';

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
    private readonly clock: Clock,
  ) {}

  @Every(2_000)
  async carryInEachStore(): Promise<void> {
    const untold = () => this.db.read(storesWithUntold);
    await this.system.inStoresWith(untold, (store) => this.carry(store.id));
  }

  /** Tells what a store wrote. A transfer that cannot be told now holds up no other. @throws AggregateError of the failures */
  async carry(storeId: string): Promise<void> {
    const failures: unknown[] = [];
    const noteFailure = (error: unknown): number => failures.push(error);
    for (const id of await this.db.read((tx) => untoldIncoming(tx, storeId)))
      await this.tellGiver(id).catch(noteFailure);
    for (const id of await this.db.read((tx) => untoldOutgoing(tx, storeId)))
      await this.tellTaker(id).catch(noteFailure);
    if (failures.length > 0) throw new AggregateError(failures, 'Transfers could not be told.');
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
    const { status } = transfer;
    const suspicions = await this.db.read((tx) => suspicionsOf(tx, id));
    await this.system.inStore(transfer.toStoreId, () => this.hearAtTaker(transfer, suspicions));
    await this.db.transaction((tx) => noteOutgoingTold(tx, id, { status, suspicionVersion: suspicions.version }));
  }

  private async hearAtTaker(transfer: OutgoingTransfer, suspicions: ToldSuspicions): Promise<void> {
    const { transferId, refusedReason, answeredAt, requestedAt } = transfer;
    if (refusedReason !== null) return this.incoming.hearRefusal(transferId, refusedReason);
    const lots = transfer.lotsInOrder.map((lot) => lot.toShippedLot());
    await this.incoming.hearShipment(transferId, answeredAt ?? requestedAt, lots);
    await this.incoming.hearSuspicions(transferId, suspicions, this.clock.now());
  }
}
