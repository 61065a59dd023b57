import type { Tx } from '@pitlane/platform';
import { Lot } from '../stock/lot.entity.js';
import type { Delivery } from './delivery.entity.js';

export interface DeliveryWithLots {
  readonly delivery: Delivery;
  readonly lots: readonly Lot[];
}

/** Lots in the order of the delivery's lines. */
export async function withLots(tx: Tx, delivery: Delivery): Promise<DeliveryWithLots> {
  const lots = await tx.list(Lot, { deliveryId: delivery.id }, { order: { id: 'ASC' } });
  return { delivery, lots };
}
