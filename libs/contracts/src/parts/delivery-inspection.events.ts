import { Event, IntegrationEvent } from '../event.js';
import { Code, Instant, OneOf, Text, Thousandths, Uuid } from '../fields.js';
import { LOT_RESULTS, type LotResult } from './delivery.events.js';

/** What lay in quarantine until somebody decided is accepted now, or rejected for good (PRT-7). */
@Event('parts.delivery.lot-decided', 1)
export class LotDecided extends IntegrationEvent {
  @Uuid() deliveryId!: string;
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  /** What lay in quarantine. */
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  @OneOf(LOT_RESULTS) result!: LotResult;
  @Text(200) reason!: string;
  @Instant() decidedAt!: string;
}
