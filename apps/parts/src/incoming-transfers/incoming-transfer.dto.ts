import { Code, Instant, Integer, ListOf, OneOf, Text, Thousandths, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { lotFacts, TransferLineEntry, TransferLotView } from '../transfers/transfer.dto.js';
import { INCOMING_STATUSES, type IncomingStatus, type IncomingTransfer } from './incoming-transfer.entity.js';
import type { IncomingTransferLot } from './incoming-transfer-lot.entity.js';

export class RequestTransfer {
  /** A sister store. */
  @Code() fromStoreId!: string;
  @ListOf(() => TransferLineEntry, { min: 1, max: 50 }) lines!: TransferLineEntry[];
  /** What for: a waiting car, the shelf. */
  @Text(500) reason!: string;
}

/** A lot that did not arrive as it was shipped. */
export class LotDifferenceEntry {
  /** Lot of the giving store. */
  @Uuid() fromLotId!: string;
  @Thousandths() lostThousandths!: number;
  /** Not taken: it goes back. */
  @Thousandths() goingBackThousandths!: number;
}

export class ReceiveTransfer {
  /** Left out: everything arrived as it was shipped. */
  @ListOf(() => LotDifferenceEntry, { optional: true }) differences?: LotDifferenceEntry[];
  /** Why something is lost or goes back. */
  @Text(500, { optional: true }) explanation?: string;
}

export class IncomingTransfersQuery extends PageQuery {
  @OneOf(INCOMING_STATUSES, { optional: true }) status?: IncomingStatus;
}

export class IncomingTransferLotView extends TransferLotView {
  /** Lot of this store, once something is received. */
  @Uuid({ nullable: true }) lotId!: string | null;
  /** Why the giving store suspects it (PRT-8); null while it does not. */
  @Text(500, { nullable: true }) suspectedReason!: string | null;

  static of(lot: IncomingTransferLot): IncomingTransferLotView {
    const lotId = lot.receivedThousandths > 0 ? lot.id : null;
    const { fromLotId, suspectedReason } = lot;
    return Object.assign(new IncomingTransferLotView(), { fromLotId, ...lotFacts(lot), lotId, suspectedReason });
  }
}

export class IncomingTransferView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Code() fromStoreId!: string;
  @OneOf(INCOMING_STATUSES) status!: IncomingStatus;
  @ListOf(() => TransferLineEntry) lines!: TransferLineEntry[];
  @Text(500) reason!: string;
  @Code() requestedBy!: string;
  @Instant() requestedAt!: string;
  @Text(500, { nullable: true }) refusedReason!: string | null;
  @Instant({ nullable: true }) shippedAt!: string | null;
  @Code({ nullable: true }) receivedBy!: string | null;
  @Instant({ nullable: true }) receivedAt!: string | null;
  @Text(500, { nullable: true }) explanation!: string | null;
  @ListOf(() => IncomingTransferLotView, { max: 2000 }) lots!: IncomingTransferLotView[];

  static of(transfer: IncomingTransfer): IncomingTransferView {
    const { id, version, fromStoreId, status, lines, reason, requestedBy, requestedAt } = transfer;
    const { refusedReason, shippedAt, receivedBy, receivedAt, explanation } = transfer;
    return Object.assign(new IncomingTransferView(), {
      ...{ id, version, fromStoreId, status, lines, reason, requestedBy, refusedReason, receivedBy, explanation },
      requestedAt: requestedAt.toISOString(),
      shippedAt: shippedAt?.toISOString() ?? null,
      receivedAt: receivedAt?.toISOString() ?? null,
      lots: transfer.lotsInOrder.map((lot) => IncomingTransferLotView.of(lot)),
    });
  }
}
