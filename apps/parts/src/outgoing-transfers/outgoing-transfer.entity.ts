import {
  type ShippedLot, type TakenBackLot, type TransferLine, TransferRefused, TransferShipped, TransferTakenBack,
} from '@pitlane/contracts'; // prettier-ignore
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import { eachPartOnce } from '../catalogue/each-part-once.js';
import { eachLotOnce } from '../transfers/each-lot-once.js';
import { DifferenceUnexplained, NotAskedFor, NotShipped, TransferNotOpen } from '../transfers/transfer.errors.js';
import { type LotArrival, OutgoingTransferLot } from './outgoing-transfer-lot.entity.js';

/** `arrived` something of it comes back, `closed` all of it is received, lost or back. */
export const OUTGOING_STATUSES = ['requested', 'refused', 'shipped', 'arrived', 'closed'] as const;
export type OutgoingStatus = (typeof OUTGOING_STATUSES)[number];

export interface HeardRequest {
  id: string;
  storeId: string;
  transferId: string;
  toStoreId: string;
  lines: TransferLine[];
  reason: string;
  requestedAt: Date;
}

export interface TakingBack {
  /** What of a lot did not come back though it was sent. */
  readonly lost: readonly { lotId: string; lostThousandths: number }[];
  readonly explanation?: string;
  readonly at: Date;
}

/** A transfer as the store that gives the parts has it in its books (PRT-11). */
@Entity()
export class OutgoingTransfer extends Aggregate {
  /** The same in both stores: the id of the incoming transfer. */
  @Column('uuid') transferId!: string;
  @Disclosed() @Column('text') toStoreId!: string;
  @Disclosed() @Column('text') status!: OutgoingStatus;
  @Column('jsonb') lines!: TransferLine[];
  /** Why the other store asks. */
  @Column('text') reason!: string;
  @Column('timestamptz') requestedAt!: Date;
  /** Who shipped or refused it, and when. */
  @Disclosed() @Column('text', { nullable: true }) answeredBy!: string | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  @Column('text', { nullable: true }) refusedReason!: string | null;
  @Column('text', { nullable: true }) explanation!: string | null;
  @OneToMany(() => OutgoingTransferLot, (lot) => lot.outgoingTransfer, { cascade: true, eager: true })
  lots!: OutgoingTransferLot[];

  static hear(request: HeardRequest): OutgoingTransfer {
    const transfer = new OutgoingTransfer();
    transfer.begin(request.id, request.storeId);
    return Object.assign(transfer, request, {
      ...{ status: 'requested', answeredBy: null, answeredAt: null, refusedReason: null, explanation: null, lots: [] },
    });
  }

  get lotsInOrder(): OutgoingTransferLot[] {
    return [...this.lots].sort((a, b) => a.position - b.position);
  }

  /**
   * What to ship: as much as is asked for, or less.
   * @throws TransferNotOpen | PartNamedTwice | NotAskedFor
   */
  linesToShip(wished: readonly TransferLine[] = this.lines): readonly TransferLine[] {
    if (this.status !== 'requested') throw new TransferNotOpen(this.id, this.status);
    eachPartOnce(wished);
    const asked = new Map(this.lines.map((line) => [line.partNumber, line.quantityThousandths]));
    const tooMuch = wished.filter((line) => line.quantityThousandths > (asked.get(line.partNumber) ?? 0));
    if (tooMuch.length > 0) throw new NotAskedFor(tooMuch.map(({ partNumber }) => partNumber));
    return wished;
  }

  ship(lots: readonly (ShippedLot & { id: string })[], by: string, at: Date): TransferShipped {
    this.lots = lots.map((lot, position) => OutgoingTransferLot.of(this.storeId, position, lot));
    Object.assign(this, { status: 'shipped', answeredBy: by, answeredAt: at });
    const shipped = this.lots.map((lot) => lot.toShippedLot());
    const { transferId, toStoreId } = this;
    return TransferShipped.of({ transferId, toStoreId, lots: shipped, shippedAt: at.toISOString() });
  }

  /** @throws TransferNotOpen */
  refuse(reason: string, by: string, at: Date): TransferRefused {
    if (this.status !== 'requested') throw new TransferNotOpen(this.id, this.status);
    Object.assign(this, { status: 'refused', answeredBy: by, answeredAt: at, refusedReason: reason });
    const { transferId, toStoreId } = this;
    return TransferRefused.of({ transferId, toStoreId, reason, refusedAt: at.toISOString() });
  }

  /** What the other store received, lost or sends back; heard again, it changes nothing. @returns whether it was news */
  hearArrival(arrivals: readonly LotArrival[]): boolean {
    if (this.status !== 'shipped') return false;
    const byLot = new Map(arrivals.map((arrival) => [arrival.lotId, arrival]));
    for (const lot of this.lots) {
      const arrival = byLot.get(lot.lotId);
      if (arrival) lot.hear(arrival);
    }
    this.status = this.lots.some(({ goingBackThousandths }) => goingBackThousandths > 0) ? 'arrived' : 'closed';
    return true;
  }

  /** What was sent back is here. @throws TransferNotOpen | LotNamedTwice | NotShipped | DifferenceUnexplained */
  takeBack({ lost, explanation, at }: TakingBack): TransferTakenBack {
    if (this.status !== 'arrived') throw new TransferNotOpen(this.id, this.status);
    eachLotOnce(lost.map(({ lotId }) => lotId));
    if (lost.length > 0 && explanation === undefined) throw new DifferenceUnexplained();
    const lostByLot = new Map(lost.map(({ lotId, lostThousandths }) => [lotId, lostThousandths]));
    const goingBack = this.lotsInOrder.filter(({ goingBackThousandths }) => goingBackThousandths > 0);
    for (const { lotId } of lost) if (!goingBack.some((lot) => lot.lotId === lotId)) throw new NotShipped(lotId);
    const lots: TakenBackLot[] = goingBack.map((lot) => lot.takeBack(lostByLot.get(lot.lotId) ?? 0));
    this.status = 'closed';
    this.explanation = explanation ?? null;
    const { transferId, toStoreId } = this;
    const explained = explanation !== undefined && { explanation };
    return TransferTakenBack.of({ transferId, toStoreId, lots, ...explained, takenBackAt: at.toISOString() });
  }
}
