import { Code, Instant, ListOf, Text, Thousandths } from '@pitlane/contracts';

export class WantedPart {
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
}

export class ReserveAtCounter {
  @ListOf(() => WantedPart, { min: 1, max: 50 }) lines!: WantedPart[];
  /** Who wants it for what: a customer on the phone, a job of tomorrow. */
  @Text(500) reason!: string;
  /** It ends by itself then, within 30 days; left out, in three days. */
  @Instant({ optional: true }) keptUntil?: string;
}

export class ReleaseReservation {
  @Text(500) reason!: string;
}
