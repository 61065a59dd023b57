import { Event, IntegrationEvent } from '../event.js';
import { Code, Instant, OneOf, Thousandths, Uuid } from '../fields.js';

export const LOST_SALE_CAUSES = ['not-stocked', 'out-of-stock', 'arrives-too-late'] as const;
export type LostSaleCause = (typeof LOST_SALE_CAUSES)[number];

/** Somebody asked for a part at the counter and went without it (PRT-15). */
@Event('parts.lost-sale.noted', 1)
export class LostSaleNoted extends IntegrationEvent {
  @Uuid() lostSaleId!: string;
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  @OneOf(LOST_SALE_CAUSES) cause!: LostSaleCause;
  @Instant() notedAt!: string;
}
