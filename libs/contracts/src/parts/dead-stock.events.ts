import { Event, IntegrationEvent } from '../event.js';
import { Code, Day, Instant, Thousandths, Uuid } from '../fields.js';

/** A part lies in the store that did not come in and that nobody asked for since a long time; said once until it moves (PRT-6). */
@Event('parts.part.dead-stock', 1)
export class StockDead extends IntegrationEvent {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Thousandths() onHandThousandths!: number;
  /** Day of the store on which it came in or was asked for last. */
  @Day() lastMovedOn!: string;
  @Instant() occurredAt!: string;
}
