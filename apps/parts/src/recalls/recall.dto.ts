import { AffectedRepairOrder, Code, ListOf, Text, Thousandths, Uuid } from '@pitlane/contracts';

export class SuspectDelivery {
  /** Why it may be counterfeit, or who recalls it. */
  @Text(500) reason!: string;
}

export class LiftSuspicion {
  @Text(500) reason!: string;
}

/** What a sister store got of a lot, or is getting: it is told, and knows its own cars. */
export class PassedOnView {
  @Code() storeId!: string;
  @Uuid() outgoingTransferId!: string;
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
}

export class RecallView {
  @Uuid() deliveryId!: string;
  /** Those that got something of it and did not give it back: their cars are to be called. The first 5,000. */
  @ListOf(() => AffectedRepairOrder, { max: 5_000 }) repairOrders!: AffectedRepairOrder[];
  @ListOf(() => PassedOnView, { max: 100_000 }) passedOn!: PassedOnView[];

  static of(deliveryId: string, { repairOrders, passedOn }: Omit<RecallView, 'deliveryId'>): RecallView {
    return Object.assign(new RecallView(), { deliveryId, repairOrders, passedOn });
  }
}
