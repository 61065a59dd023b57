import { Code, Instant, Integer, ListOf, OneOf, Text, Thousandths, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { lotFacts, TransferLineEntry, TransferLotView } from '../transfers/transfer.dto.js';
import { OUTGOING_STATUSES, type OutgoingStatus, type OutgoingTransfer } from './outgoing-transfer.entity.js';
import type { OutgoingTransferLot } from './outgoing-transfer-lot.entity.js';

export class ShipTransfer {
  /** Less than was asked for; left out, all of it. */
  @ListOf(() => TransferLineEntry, { optional: true, min: 1, max: 50 }) lines?: TransferLineEntry[];
}

export class RefuseTransfer {
  @Text(500) reason!: string;
}

/** What did not come back though it was sent. */
export class LostLotEntry {
  @Uuid() lotId!: string;
  @Thousandths({ min: 1 }) lostThousandths!: number;
}

export class TakeBackTransfer {
  /** Left out: everything that was sent back is here. */
  @ListOf(() => LostLotEntry, { optional: true }) lost?: LostLotEntry[];
  @Text(500, { optional: true }) explanation?: string;
}

export class OutgoingTransfersQuery extends PageQuery {
  @OneOf(OUTGOING_STATUSES, { optional: true }) status?: OutgoingStatus;
}

export class OutgoingTransferLotView extends TransferLotView {
  /** In its own lot again. */
  @Thousandths() goneBackThousandths!: number;

  static of(lot: OutgoingTransferLot): OutgoingTransferLotView {
    const { lotId: fromLotId, goneBackThousandths } = lot;
    return Object.assign(new OutgoingTransferLotView(), { fromLotId, ...lotFacts(lot), goneBackThousandths });
  }
}

export class OutgoingTransferView {
  @Uuid() id!: string;
  @Integer() version!: number;
  /** The same in both stores. */
  @Uuid() transferId!: string;
  @Code() toStoreId!: string;
  @OneOf(OUTGOING_STATUSES) status!: OutgoingStatus;
  @ListOf(() => TransferLineEntry) lines!: TransferLineEntry[];
  @Text(500) reason!: string;
  @Instant() requestedAt!: string;
  /** Who shipped or refused it. */
  @Code({ nullable: true }) answeredBy!: string | null;
  @Instant({ nullable: true }) answeredAt!: string | null;
  @Text(500, { nullable: true }) refusedReason!: string | null;
  @Text(500, { nullable: true }) explanation!: string | null;
  @ListOf(() => OutgoingTransferLotView, { max: 2000 }) lots!: OutgoingTransferLotView[];

  static of(transfer: OutgoingTransfer): OutgoingTransferView {
    const { id, version, transferId, toStoreId, status, lines, reason, requestedAt } = transfer;
    const { answeredBy, answeredAt, refusedReason, explanation } = transfer;
    return Object.assign(new OutgoingTransferView(), {
      ...{ id, version, transferId, toStoreId, status, lines, reason, answeredBy, refusedReason, explanation },
      requestedAt: requestedAt.toISOString(),
      answeredAt: answeredAt?.toISOString() ?? null,
      lots: transfer.lotsInOrder.map((lot) => OutgoingTransferLotView.of(lot)),
    });
  }
}
