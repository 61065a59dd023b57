import { Event, IntegrationEvent } from '../event.js';
import { Code, Instant, Thousandths, Uuid } from '../fields.js';

/** A part has another minimum and maximum: a proposal was adopted (PRT-15). */
@Event('parts.part.limits-set', 1)
export class PartLimitsSet extends IntegrationEvent {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Thousandths() minThousandths!: number;
  @Thousandths() maxThousandths!: number;
  @Thousandths() previousMinThousandths!: number;
  @Thousandths() previousMaxThousandths!: number;
  @Instant() setAt!: string;
}
