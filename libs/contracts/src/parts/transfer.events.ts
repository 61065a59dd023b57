import { Event, IntegrationEvent } from '../event.js';
import { Code, Day, Fen, Instant, ListOf, Text, Thousandths, Uuid } from '../fields.js';

export class TransferLine {
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
}

/** What left the giving store of one of its lots, with all that the trace needs (PRT-3). */
export class ShippedLot {
  /** Lot of the giving store. */
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** Cost of one stocking unit: it moves with the part. */
  @Fen() unitCostFen!: number;
  @Text(120, { optional: true }) certificate?: string;
  @Day({ optional: true }) expiresOn?: string;
  /** Of the supplier, to the giving store or the one before it. */
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
}

/** A store asks a sister store for parts (PRT-11). */
@Event('parts.incoming-transfer.requested', 1)
export class TransferRequested extends IntegrationEvent {
  @Uuid() transferId!: string;
  @Code() fromStoreId!: string;
  @ListOf(() => TransferLine, { min: 1 }) lines!: TransferLine[];
  @Instant() requestedAt!: string;
}

/** The sister store gives nothing. */
@Event('parts.outgoing-transfer.refused', 1)
export class TransferRefused extends IntegrationEvent {
  /** The same in both stores. */
  @Uuid() transferId!: string;
  @Code() toStoreId!: string;
  @Text(500) reason!: string;
  @Instant() refusedAt!: string;
}

/** Parts left for the sister store, oldest lots first, and are nobody's stock until they arrive. */
@Event('parts.outgoing-transfer.shipped', 1)
export class TransferShipped extends IntegrationEvent {
  @Uuid() transferId!: string;
  @Code() toStoreId!: string;
  @ListOf(() => ShippedLot, { min: 1, max: 2000 }) lots!: ShippedLot[];
  @Instant() shippedAt!: string;
}

/** What became of a shipped lot: received, lost on the way and going back are together what was shipped. */
export class ArrivedLot {
  /** Lot of the giving store. */
  @Uuid() fromLotId!: string;
  /** Lot of the store that received it; it is there when something was received. */
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  @Thousandths() receivedThousandths!: number;
  @Thousandths() lostThousandths!: number;
  @Thousandths() goingBackThousandths!: number;
  @Fen() unitCostFen!: number;
}

/** The parts arrived, at the cost and with the papers with which they left. */
@Event('parts.incoming-transfer.received', 1)
export class TransferReceived extends IntegrationEvent {
  @Uuid() transferId!: string;
  @Code() fromStoreId!: string;
  @ListOf(() => ArrivedLot, { min: 1, max: 2000 }) lots!: ArrivedLot[];
  /** Why something was lost or goes back. */
  @Text(500, { optional: true }) explanation?: string;
  @Instant() receivedAt!: string;
}

export class TakenBackLot {
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  /** Back in its own lot. */
  @Thousandths() quantityThousandths!: number;
  @Thousandths() lostThousandths!: number;
  @Fen() unitCostFen!: number;
}

/** What the sister store sent back lies in its own lots again. */
@Event('parts.outgoing-transfer.taken-back', 1)
export class TransferTakenBack extends IntegrationEvent {
  @Uuid() transferId!: string;
  @Code() toStoreId!: string;
  @ListOf(() => TakenBackLot, { min: 1, max: 2000 }) lots!: TakenBackLot[];
  @Text(500, { optional: true }) explanation?: string;
  @Instant() takenBackAt!: string;
}
