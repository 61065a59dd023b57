import {
  type AffectedRepairOrder, DeliveryReceived, DeliverySuspected, LotDecided, type LotResult, type ReceivedLot, SuspicionLifted,
} from '@pitlane/contracts'; // prettier-ignore
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { Lot } from '../stock/lot.entity.js';
import { DeliveryIsSuspected, DeliveryNotSuspected } from './delivery.errors.js';

export interface Suspicion {
  readonly reason: string;
  /** Staff id. */
  readonly by: string;
  readonly at: Date;
}

export interface LotDecision {
  readonly result: LotResult;
  readonly quantityThousandths: number;
  readonly reason: string;
  readonly at: Date;
}

/** How lots come into a store: from a supplier, with the first books, from a sister store, or found by counting. */
export type DeliveryKind = 'supplier' | 'opening' | 'transfer' | 'stocktake';

export interface DeliveryFacts {
  id: string;
  storeId: string;
  kind: DeliveryKind;
  deliveryNote: string;
  supplier: string;
  /** Staff id. */
  receivedBy: string;
  receivedAt: Date;
}

/** Undecided lots are as good as rejected for the time being. */
const resultOf = ({ result }: Lot): Pick<ReceivedLot, 'result' | 'undecided'> =>
  result === 'quarantined' ? { result: 'rejected', undecided: true } : { result };

/** What came at once, inspected at receipt; its lines became lots (PRT-2). */
@Entity()
export class Delivery extends Aggregate {
  @Disclosed() @Column('text') kind!: DeliveryKind;
  @Disclosed() @Column('text') deliveryNote!: string;
  @Disclosed() @Column('text') supplier!: string;
  @Disclosed() @Column('text') receivedBy!: string;
  @Column('timestamptz') receivedAt!: Date;
  /** Counterfeit or recalled, while somebody suspects so: nothing of it is free (PRT-8). */
  @Column('text', { nullable: true }) suspectedReason!: string | null;
  @Disclosed() @Column('text', { nullable: true }) suspectedBy!: string | null;
  @Column('timestamptz', { nullable: true }) suspectedAt!: Date | null;

  static receive(facts: DeliveryFacts): Delivery {
    const delivery = new Delivery();
    delivery.begin(facts.id, facts.storeId);
    return Object.assign(delivery, facts, { suspectedReason: null, suspectedBy: null, suspectedAt: null });
  }

  received(lots: readonly Lot[]): DeliveryReceived {
    return DeliveryReceived.of({
      deliveryId: this.id,
      deliveryNote: this.deliveryNote,
      supplier: this.supplier,
      lots: lots.map((lot) => ({
        lotId: lot.id,
        partNumber: lot.partNumber,
        quantityThousandths: lot.receivedThousandths,
        unitCostFen: lot.unitCostFen,
        ...resultOf(lot),
      })),
      receivedAt: this.receivedAt.toISOString(),
    });
  }

  /** @throws DeliveryIsSuspected when it is already */
  suspect({ reason, by, at }: Suspicion): void {
    if (this.suspectedAt !== null) throw new DeliveryIsSuspected(this.id);
    Object.assign(this, { suspectedReason: reason, suspectedBy: by, suspectedAt: at });
  }

  suspected(lots: readonly Lot[], repairOrders: AffectedRepairOrder[], { reason, at }: Suspicion): DeliverySuspected {
    const { id: deliveryId, deliveryNote, supplier } = this;
    const named = lots.map(({ id: lotId, partNumber }) => ({ lotId, partNumber }));
    const facts = { deliveryId, deliveryNote, supplier, reason, lots: named, repairOrders };
    return DeliverySuspected.of({ ...facts, suspectedAt: at.toISOString() });
  }

  /** @throws DeliveryNotSuspected */
  liftSuspicion(reason: string, at: Date): SuspicionLifted {
    if (this.suspectedAt === null) throw new DeliveryNotSuspected(this.id);
    Object.assign(this, { suspectedReason: null, suspectedBy: null, suspectedAt: null });
    const { id: deliveryId, deliveryNote, supplier } = this;
    return SuspicionLifted.of({ deliveryId, deliveryNote, supplier, reason, liftedAt: at.toISOString() });
  }

  decided(lot: Lot, { result, quantityThousandths, reason, at }: LotDecision): LotDecided {
    const { id: lotId, partNumber } = lot;
    return LotDecided.of({
      ...{ deliveryId: this.id, lotId, partNumber, quantityThousandths, result, reason },
      decidedAt: at.toISOString(),
    });
  }
}
