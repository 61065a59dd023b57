import { Event, IntegrationEvent } from '../event.js';
import { Code, Fen, Flag, Hundredths, Instant, Integer, ListOf, OneOf, Text, Uuid } from '../fields.js';
import { BAY_KINDS, PAY_TYPES, SKILLS, type BayKind, type PayType, type Skill } from '../terms.js';

export class LaborRate {
  @OneOf(SKILLS) skill!: Skill;
  @OneOf(PAY_TYPES) payType!: PayType;
  /** Tax included. */
  @Fen() hourlyRateFen!: number;
}

export class PricedOperation {
  @Code() operationCode!: string;
  @Text(120) nameZh!: string;
  @Text(120) nameEn!: string;
  @Hundredths({ min: 1 }) flatRateHundredths!: number;
  @OneOf(SKILLS) skill!: Skill;
  @OneOf(BAY_KINDS) bayKind!: BayKind;
  @Flag() safetyCritical!: boolean;
  @Flag() roadTest!: boolean;
}

/** Labor rates and operations from a moment on (BIL-1); part prices follow in `part-prices-published`. */
@Event('billing.price-list.published', 1)
export class PriceListPublished extends IntegrationEvent {
  @Uuid() priceListId!: string;
  /** 1, 2, 3 … per store. */
  @Integer({ min: 1 }) priceListVersion!: number;
  @Instant() effectiveFrom!: string;
  @ListOf(() => LaborRate, { min: 1 }) laborRates!: LaborRate[];
  @ListOf(() => PricedOperation, { min: 1, max: 300 }) operations!: PricedOperation[];
}

export class PartPrice {
  @Code() partNumber!: string;
  /** One stocking unit, tax included. */
  @Fen() unitPriceFen!: number;
}

/** One page of a price list's part prices, at most 500. */
@Event('billing.price-list.part-prices-published', 1)
export class PartPricesPublished extends IntegrationEvent {
  @Uuid() priceListId!: string;
  @Integer({ min: 1 }) priceListVersion!: number;
  @Instant() effectiveFrom!: string;
  @ListOf(() => PartPrice, { min: 1, max: 500 }) prices!: PartPrice[];
}
