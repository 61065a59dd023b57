import { Event, IntegrationEvent } from '../event.js';
import { Code, Day, Instant, OneOf, Text, Thousandths, Uuid } from '../fields.js';

/** `released` the maker does not want it, `sent-to-maker` he does, `scrapped` its time was over and nobody asked. */
export const OLD_PART_FATES = ['released', 'sent-to-maker', 'scrapped'] as const;
export type OldPartFate = (typeof OLD_PART_FATES)[number];

/** What was taken off a car on a warranty job is kept for the maker to look at (PRT-10). */
@Event('parts.old-part.kept', 1)
export class OldPartKept extends IntegrationEvent {
  @Uuid() oldPartId!: string;
  @Uuid() repairOrderId!: string;
  /** Part line whose new part took its place. */
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** It is not thrown away before that day is over. */
  @Day() keepUntil!: string;
  @Instant() keptAt!: string;
}

/** It is not kept any more. */
@Event('parts.old-part.ended', 1)
export class OldPartEnded extends IntegrationEvent {
  @Uuid() oldPartId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() lineId!: string;
  @OneOf(OLD_PART_FATES) fate!: OldPartFate;
  /** Number of the claim, of the parcel; why the maker does not want it. */
  @Text(500) reason!: string;
  @Instant() endedAt!: string;
}
