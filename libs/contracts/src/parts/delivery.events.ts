import { Event, IntegrationEvent } from '../event.js';
import { Code, Fen, Flag, Instant, ListOf, OneOf, Text, Thousandths, Uuid } from '../fields.js';

export const LOT_RESULTS = ['accepted', 'rejected'] as const;
export type LotResult = (typeof LOT_RESULTS)[number];

export class ReceivedLot {
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** Cost of one stocking unit. */
  @Fen() unitCostFen!: number;
  /** A rejected lot lies in quarantine and is never available. */
  @OneOf(LOT_RESULTS) result!: LotResult;
  /** Rejected for now: `parts.delivery.lot-decided` follows. */
  @Flag({ optional: true }) undecided?: boolean;
}

/** A supplier's delivery was received and inspected; each line became a lot (PRT-2). */
@Event('parts.delivery.received', 1)
export class DeliveryReceived extends IntegrationEvent {
  @Uuid() deliveryId!: string;
  /** Number on the supplier's delivery note. */
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  @ListOf(() => ReceivedLot, { min: 1, max: 500 }) lots!: ReceivedLot[];
  @Instant() receivedAt!: string;
}
