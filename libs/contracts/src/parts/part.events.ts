import { Event, IntegrationEvent } from '../event.js';
import { Code, Flag, Instant, OneOf, Text, Thousandths, Uuid } from '../fields.js';
import { PART_ORIGINS, type PartOrigin } from '../terms.js';

/** A part of the catalogue as it is now (PRT-1). Its price is billing's. */
@Event('parts.part.listed', 1)
export class PartListed extends IntegrationEvent {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Text(120) nameZh!: string;
  @Text(120) nameEn!: string;
  /** `piece`, `litre`, `set` … */
  @Text(20) unit!: string;
  @OneOf(PART_ORIGINS) origin!: PartOrigin;
  /** Made from an old part; left out: it is not, or the store did not say. */
  @Flag({ optional: true }) isRemanufactured?: boolean;
}

/** Available stock fell below the minimum; said once per crossing (PRT-6). */
@Event('parts.part.below-minimum', 1)
export class StockBelowMinimum extends IntegrationEvent {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  /** Less what is softly reserved; at least 0. */
  @Thousandths() availableThousandths!: number;
  @Thousandths() minThousandths!: number;
  /** Proposed purchase, up to the maximum. */
  @Thousandths() proposedThousandths!: number;
  @Instant() occurredAt!: string;
}

/** Stock rose above the maximum; said once per crossing (PRT-6). */
@Event('parts.part.above-maximum', 1)
export class StockAboveMaximum extends IntegrationEvent {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Thousandths() availableThousandths!: number;
  @Thousandths() maxThousandths!: number;
  @Instant() occurredAt!: string;
}
