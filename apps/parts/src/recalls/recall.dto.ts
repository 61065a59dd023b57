import { AffectedRepairOrder, ListOf, Text, Uuid } from '@pitlane/contracts';

export class SuspectDelivery {
  /** Why it may be counterfeit, or who recalls it. */
  @Text(500) reason!: string;
}

export class LiftSuspicion {
  @Text(500) reason!: string;
}

export class RecallView {
  @Uuid() deliveryId!: string;
  /** Those that got something of it and did not give it back: their cars are to be called. The first 5,000. */
  @ListOf(() => AffectedRepairOrder, { max: 5_000 }) repairOrders!: AffectedRepairOrder[];

  static of(deliveryId: string, repairOrders: AffectedRepairOrder[]): RecallView {
    return Object.assign(new RecallView(), { deliveryId, repairOrders });
  }
}
