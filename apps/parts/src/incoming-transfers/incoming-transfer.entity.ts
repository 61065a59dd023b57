import { type ShippedLot, type TransferLine, TransferReceived, TransferRequested } from '@pitlane/contracts';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import { eachPartOnce } from '../catalogue/each-part-once.js';
import type { LotSuspicion } from '../deliveries/delivery.entity.js';
import { eachLotOnce } from '../transfers/each-lot-once.js';
import { DifferenceUnexplained, NotShipped, TransferNotOpen } from '../transfers/transfer.errors.js';
import { IncomingTransferLot, type LotDifference } from './incoming-transfer-lot.entity.js';

export const INCOMING_STATUSES = ['requested', 'refused', 'in-transit', 'received'] as const;
export type IncomingStatus = (typeof INCOMING_STATUSES)[number];

export interface RequestFacts {
  id: string;
  storeId: string;
  fromStoreId: string;
  lines: TransferLine[];
  reason: string;
  /** Staff id. */
  requestedBy: string;
  requestedAt: Date;
}

export interface Receipt {
  /** Lots that did not arrive as they were shipped; of the others, all is received. */
  readonly differences: readonly LotDifference[];
  readonly explanation?: string;
  /** Staff id. */
  readonly by: string;
  readonly at: Date;
}

/** What the giving store suspects of the lots that it gave, or suspected. */
export interface ToldSuspicions {
  /** Grows with each change: of two that are heard in the wrong order the later one counts. */
  readonly version: number;
  readonly byFromLot: ReadonlyMap<string, LotSuspicion>;
}

/** A transfer as the store that wants the parts has it in its books (PRT-11). Its id is that of the transfer in both stores. */
@Entity()
export class IncomingTransfer extends Aggregate {
  @Disclosed() @Column('text') fromStoreId!: string;
  @Disclosed() @Column('text') status!: IncomingStatus;
  @Column('jsonb') lines!: TransferLine[];
  @Column('text') reason!: string;
  @Disclosed() @Column('text') requestedBy!: string;
  @Column('timestamptz') requestedAt!: Date;
  @Column('text', { nullable: true }) refusedReason!: string | null;
  @Column('timestamptz', { nullable: true }) shippedAt!: Date | null;
  @Disclosed() @Column('text', { nullable: true }) receivedBy!: string | null;
  @Column('timestamptz', { nullable: true }) receivedAt!: Date | null;
  @Column('text', { nullable: true }) explanation!: string | null;
  /** The last of the giving store's suspicions that was heard. */
  @Column('int') heardSuspicionVersion!: number;
  @OneToMany(() => IncomingTransferLot, (lot) => lot.incomingTransfer, { cascade: true, eager: true })
  lots!: IncomingTransferLot[];

  /** @throws PartNamedTwice */
  static request(facts: RequestFacts): IncomingTransfer {
    eachPartOnce(facts.lines);
    const transfer = new IncomingTransfer();
    transfer.begin(facts.id, facts.storeId);
    return Object.assign(transfer, facts, {
      ...{ status: 'requested', refusedReason: null, shippedAt: null, heardSuspicionVersion: 0, lots: [] },
      ...{ receivedBy: null, receivedAt: null, explanation: null },
    });
  }

  requested(): TransferRequested {
    const { id: transferId, fromStoreId, lines, requestedAt } = this;
    return TransferRequested.of({ transferId, fromStoreId, lines, requestedAt: requestedAt.toISOString() });
  }

  get lotsInOrder(): IncomingTransferLot[] {
    return [...this.lots].sort((a, b) => a.position - b.position);
  }

  /** The giving store gives nothing; heard again, it changes nothing. @returns whether it was news */
  hearRefusal(reason: string): boolean {
    if (this.status !== 'requested') return false;
    this.status = 'refused';
    this.refusedReason = reason;
    return true;
  }

  /** The parts are on their way; heard again, it changes nothing. @returns whether it was news */
  hearShipment(shippedAt: Date, lots: readonly (ShippedLot & { id: string })[]): boolean {
    if (this.status !== 'requested') return false;
    this.status = 'in-transit';
    this.shippedAt = shippedAt;
    this.lots = lots.map((lot, position) => IncomingTransferLot.of(this.storeId, position, lot));
    return true;
  }

  /**
   * What the giving store suspects of it (PRT-8); heard again, or after a later one, it changes nothing.
   * @returns the lots of which it is news; undefined when nothing is
   */
  hearSuspicions({ version, byFromLot }: ToldSuspicions): IncomingTransferLot[] | undefined {
    if (version <= this.heardSuspicionVersion) return undefined;
    this.heardSuspicionVersion = version;
    return this.lots.filter((lot) => {
      const told = byFromLot.get(lot.fromLotId);
      return told !== undefined && lot.hearSuspicion(told);
    });
  }

  /** @throws TransferNotOpen | LotNamedTwice | NotShipped | DifferenceUnexplained */
  receive({ differences, explanation, by, at }: Receipt): TransferReceived {
    if (this.status !== 'in-transit') throw new TransferNotOpen(this.id, this.status);
    eachLotOnce(differences.map(({ fromLotId }) => fromLotId));
    if (differences.length > 0 && explanation === undefined) throw new DifferenceUnexplained();
    const byLot = new Map(differences.map((difference) => [difference.fromLotId, difference]));
    const shipped = new Set(this.lots.map(({ fromLotId }) => fromLotId));
    for (const { fromLotId } of differences) if (!shipped.has(fromLotId)) throw new NotShipped(fromLotId);
    for (const lot of this.lots)
      lot.arrive(byLot.get(lot.fromLotId) ?? { lostThousandths: 0, goingBackThousandths: 0 });
    Object.assign(this, { status: 'received', receivedBy: by, receivedAt: at, explanation: explanation ?? null });
    return TransferReceived.of({
      transferId: this.id,
      fromStoreId: this.fromStoreId,
      lots: this.lotsInOrder.map((lot) => lot.toArrivedLot()),
      ...(explanation !== undefined && { explanation }),
      receivedAt: at.toISOString(),
    });
  }
}
