import { Event, IntegrationEvent } from '../event.js';
import { Code, Day, OneOf, Uuid } from '../fields.js';
import { SUPERSESSION_RULES, type SupersessionRule } from '../terms.js';

/** Another part number replaces this one from a day on (PRT-1). Who asks for the old number still asks for it. */
@Event('parts.part.superseded', 1)
export class PartSuperseded extends IntegrationEvent {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Uuid() successorId!: string;
  @Code() successorPartNumber!: string;
  @OneOf(SUPERSESSION_RULES) rule!: SupersessionRule;
  /** Calendar day of the store. */
  @Day() effectiveFrom!: string;
}

/** No other number replaces this one any more: the supersession was a mistake (PRT-1). */
@Event('parts.part.supersession-withdrawn', 1)
export class SupersessionWithdrawn extends IntegrationEvent {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Uuid() successorId!: string;
}
