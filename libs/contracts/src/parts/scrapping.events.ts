import { Event, IntegrationEvent } from '../event.js';
import { Code, Fen, Instant, ListOf, Text, Thousandths, Uuid } from '../fields.js';
import { LotQuantity } from './issue.events.js';

/** Parts that nobody can use were thrown away (PRT-4). */
@Event('parts.stock.scrapped', 1)
export class StockScrapped extends IntegrationEvent {
  @Uuid() scrappingId!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** Sum over the lots, each rounded half up. */
  @Fen() costFen!: number;
  @ListOf(() => LotQuantity, { min: 1 }) lots!: LotQuantity[];
  @Text(500) reason!: string;
  /** Staff id of who found them unfit. */
  @Code() foundBy!: string;
  /** Staff id of who let them be thrown away. */
  @Code() scrappedBy!: string;
  @Instant() scrappedAt!: string;
}
