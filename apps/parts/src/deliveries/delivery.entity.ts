import { DeliveryReceived } from '@pitlane/contracts';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { Lot } from '../stock/lot.entity.js';

export interface DeliveryFacts {
  id: string;
  storeId: string;
  deliveryNote: string;
  supplier: string;
  /** Staff id. */
  receivedBy: string;
  receivedAt: Date;
}

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
        result: lot.result,
      })),
      receivedAt: this.receivedAt.toISOString(),
    });
  }
}
