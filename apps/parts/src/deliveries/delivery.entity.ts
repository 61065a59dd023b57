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

/** What is suspected of a lot: that it is counterfeit or recalled, or no longer. */
export interface LotSuspicion {
  readonly suspected: boolean;
  /** Why, or why that was lifted. */
  readonly reason: string;
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
  /** Counterfeit or recalled, while this store suspects so: nothing of it is free (PRT-8). */
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

  /** @throws DeliveryIsSuspected when this store suspects it already */
  suspect({ reason, by, at }: Suspicion): void {
    if (this.suspectedAt !== null) throw new DeliveryIsSuspected(this.id);
    Object.assign(this, { suspectedReason: reason, suspectedBy: by, suspectedAt: at });
  }

  /** @throws DeliveryNotSuspected */
  liftSuspicion(): void {
    if (this.suspectedAt === null) throw new DeliveryNotSuspected(this.id);
    Object.assign(this, { suspectedReason: null, suspectedBy: null, suspectedAt: null });
  }

  /** What is suspected of a lot of it: by this store, else by the store that gave the lot, as that one told. */
  suspicionOf(lot: Lot, told: LotSuspicion | undefined, liftReason?: string): LotSuspicion {
    if (this.suspectedReason !== null) return { suspected: true, reason: this.suspectedReason };
    if (told?.suspected) return told;
    return { suspected: false, reason: liftReason ?? told?.reason ?? lot.suspicionReason };
  }

  suspected(
    lots: readonly Lot[],
    repairOrders: AffectedRepairOrder[],
    { reason, at }: Omit<Suspicion, 'by'>,
  ): DeliverySuspected {
    const { id: deliveryId, deliveryNote, supplier } = this;
    const named = lots.map(({ id: lotId, partNumber }) => ({ lotId, partNumber }));
    const facts = { deliveryId, deliveryNote, supplier, reason, lots: named, repairOrders };
    return DeliverySuspected.of({ ...facts, suspectedAt: at.toISOString() });
  }

  suspicionLifted({ reason, at }: Omit<Suspicion, 'by'>): SuspicionLifted {
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
