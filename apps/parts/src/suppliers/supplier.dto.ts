import { Code, Day, Fen, Instant, Integer, ListOf, Nested, Text, Thousandths, Uuid } from '@pitlane/contracts';
import type { Supplier } from './supplier.entity.js';
import type { SupplierPrice } from './supplier-price.entity.js';

const MOST_DAYS = 365;

/** Calendar days from sending an order to its arrival, by urgency (PRT-14). */
export class LeadDaysEntry {
  @Integer({ max: MOST_DAYS }) stock!: number;
  @Integer({ max: MOST_DAYS }) daily!: number;
  @Integer({ max: MOST_DAYS }) emergency!: number;
  @Integer({ max: MOST_DAYS }) vor!: number;
}

export class ReviseSupplier {
  @Text(80) name!: string;
  @Nested(() => LeadDaysEntry) leadDays!: LeadDaysEntry;
  /** By how much more may come than was ordered, in thousandths: 50 is 5 %. */
  @Integer({ max: 1_000 }) overDeliveryPerMille!: number;
}

export class RegisterSupplier extends ReviseSupplier {
  /** As deliveries name it: `SVW-ANTING`. */
  @Code() code!: string;
}

export class BlockSupplier {
  @Text(500) reason!: string;
}

export class PriceEntry {
  @Code() partNumber!: string;
  @Day() validFrom!: string;
  /** Price of one stocking unit. */
  @Fen() unitPriceFen!: number;
  @Thousandths({ min: 1 }) minimumOrderThousandths!: number;
}

export class SetPrices {
  @ListOf(() => PriceEntry, { min: 1, max: 500 }) prices!: PriceEntry[];
}

export class SupplierPriceView extends PriceEntry {
  /** Staff id. */
  @Code() setBy!: string;
  @Instant() setAt!: string;

  static of({ setAt, setBy, ...price }: SupplierPrice): SupplierPriceView {
    const { partNumber, validFrom, unitPriceFen, minimumOrderThousandths } = price;
    return Object.assign(new SupplierPriceView(), {
      ...{ partNumber, validFrom, unitPriceFen, minimumOrderThousandths, setBy },
      setAt: setAt.toISOString(),
    });
  }
}

export class SupplierView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Code() code!: string;
  @Text(80) name!: string;
  @Nested(() => LeadDaysEntry) leadDays!: LeadDaysEntry;
  @Integer({ max: 1_000 }) overDeliveryPerMille!: number;
  /** Nobody orders from it while there is one (PRT-8). */
  @Text(500, { nullable: true }) blockedReason!: string | null;
  @Code({ nullable: true }) blockedBy!: string | null;
  @Instant({ nullable: true }) blockedAt!: string | null;

  static of(supplier: Supplier): SupplierView {
    const { id, version, code, name, leadDays, overDeliveryPerMille, blockedReason, blockedBy, blockedAt } = supplier;
    return Object.assign(new SupplierView(), {
      ...{ id, version, code, name, leadDays, overDeliveryPerMille, blockedReason, blockedBy },
      blockedAt: blockedAt?.toISOString() ?? null,
    });
  }
}
