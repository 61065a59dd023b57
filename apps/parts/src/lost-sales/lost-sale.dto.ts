import {
  Code,
  Instant,
  Integer,
  LOST_SALE_CAUSES,
  type LostSaleCause,
  OneOf,
  Thousandths,
  Uuid,
} from '@pitlane/contracts';
import type { LostSale } from './lost-sale.entity.js';

export class NoteLostSale {
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  @OneOf(LOST_SALE_CAUSES) cause!: LostSaleCause;
}

export class LostSaleView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  @OneOf(LOST_SALE_CAUSES) cause!: LostSaleCause;
  @Code() notedBy!: string;
  @Instant() notedAt!: string;

  static of(sale: LostSale): LostSaleView {
    const { id, version, partId, partNumber, quantityThousandths, cause, notedBy, notedAt } = sale;
    return Object.assign(new LostSaleView(), {
      ...{ id, version, partId, partNumber, quantityThousandths, cause, notedBy },
      notedAt: notedAt.toISOString(),
    });
  }
}
