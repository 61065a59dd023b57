import { DeliveryReceived, LotDecided, type LotResult, type ReceivedLot } from '@pitlane/contracts';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { Lot } from '../stock/lot.entity.js';

export interface LotDecision {
  readonly result: LotResult;
  readonly quantityThousandths: number;
  readonly reason: string;
  readonly at: Date;
}

export interface DeliveryFacts {
  id: string;
  storeId: string;
  deliveryNote: string;
  supplier: string;
  /** Staff id. */
  receivedBy: string;
  receivedAt: Date;
}

/** Undecided lots are as good as rejected for the time being. */
const resultOf = ({ result }: Lot): Pick<ReceivedLot, 'result' | 'undecided'> =>
  result === 'quarantined' ? { result: 'rejected', undecided: true } : { result };

/** What a supplier brought at once, inspected at receipt; its lines became lots (PRT-2). */
@Entity()
export class Delivery extends Aggregate {
  @Disclosed() @Column('text') deliveryNote!: string;
  @Disclosed() @Column('text') supplier!: string;
  @Disclosed() @Column('text') receivedBy!: string;
  @Column('timestamptz') receivedAt!: Date;

  static receive(facts: DeliveryFacts): Delivery {
    const delivery = new Delivery();
    delivery.begin(facts.id, facts.storeId);
    return Object.assign(delivery, facts);
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

  decided(lot: Lot, { result, quantityThousandths, reason, at }: LotDecision): LotDecided {
    const { id: lotId, partNumber } = lot;
    return LotDecided.of({
      ...{ deliveryId: this.id, lotId, partNumber, quantityThousandths, result, reason },
      decidedAt: at.toISOString(),
    });
  }
}
