import {
  Code,
  Day,
  Fen,
  Flag,
  Instant,
  Integer,
  ListOf,
  OneOf,
  PART_ORIGINS,
  type PartOrigin,
  Text,
  Thousandths,
  Uuid,
} from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { Transform } from 'class-transformer';
import { ABC_CLASSES, type AbcClass, MOVEMENT_CLASSES, type MovementClass } from '../part-usage/part-usage.js';
import { type LotInStock, unpromisedThousandths } from '../stock/stock-level.js';
import { MODEL_YEARS, PART_CLASSES, type PartClass, STOCK_ALERTS, type StockAlert } from './part.entity.js';
import type { PartInStock, PartWithLevel } from './parts.queries.js';

/** A car that a part fits, in the words of the vehicle list. */
export class FittedCarView {
  @Text(60) make!: string;
  @Text(60) model!: string;
  /** Model years; without one that side is open. */
  @Integer({ ...MODEL_YEARS, optional: true }) fromYear?: number;
  @Integer({ ...MODEL_YEARS, optional: true }) toYear?: number;
}

export class ListPart {
  @Code() partNumber!: string;
  @Text(120) nameZh!: string;
  @Text(120) nameEn!: string;
  @Text(40) category!: string;
  /** `piece`, `litre`, `set` … */
  @Text(20) unit!: string;
  @Text(60) brand!: string;
  @OneOf(PART_ORIGINS) origin!: PartOrigin;
  @Integer({ min: 1, max: 36_500, optional: true }) shelfLifeDays?: number;
  /** Where it is stored: `A-03-2`. */
  @Text(20, { optional: true }) bin?: string;
  /** Cars that it fits; none means any. */
  @ListOf(() => FittedCarView) fits!: FittedCarView[];
  @Flag({ optional: true }) isRemanufactured?: boolean;
  /** The fewest that a supplier sells, and what it sells multiples of (PRT-16). */
  @Thousandths({ min: 1, optional: true }) minPackThousandths?: number;
  @Thousandths() minThousandths!: number;
  @Thousandths() maxThousandths!: number;
}

export class ListParts {
  @ListOf(() => ListPart, { min: 1, max: 200 }) parts!: ListPart[];
}

/** With `search` the nearest come first, else the newest. */
export class PartsQuery extends PageQuery {
  /** A piece of the number or of the Chinese name, the start of an English word, or initials in pinyin: `scp` finds 刹车片. */
  @Text(60, { optional: true }) search?: string;
  /** What fits a car: of its make and model, with `year` of that model year, too. Parts that fit any car are among them. */
  @Text(60, { optional: true }) make?: string;
  @Text(60, { optional: true }) model?: string;
  @Transform(({ value }: { value: unknown }) => (/^\d{4}$/.test(String(value)) ? Number(value) : value))
  @Integer({ ...MODEL_YEARS, optional: true })
  year?: number;
}

export class AlertsQuery extends PageQuery {
  @OneOf(STOCK_ALERTS, { optional: true }) alert?: StockAlert;
}

export class PartView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Code() partNumber!: string;
  @Text(120) nameZh!: string;
  @Text(120) nameEn!: string;
  @Text(40) category!: string;
  @Text(20) unit!: string;
  @Text(60) brand!: string;
  @OneOf(PART_ORIGINS) origin!: PartOrigin;
  @Integer({ nullable: true }) shelfLifeDays!: number | null;
  @Text(20, { nullable: true }) bin!: string | null;
  @ListOf(() => FittedCarView) fits!: FittedCarView[];
  @Flag() isRemanufactured!: boolean;
  @OneOf(PART_CLASSES) partClass!: PartClass;
  @OneOf(ABC_CLASSES) abcClass!: AbcClass;
  @OneOf(MOVEMENT_CLASSES) movementClass!: MovementClass;
  @Thousandths({ nullable: true }) minPackThousandths!: number | null;
  /** Owed for each piece until the customer's old unit comes; null: it is no exchange part (PRT-10). */
  @Fen({ nullable: true }) coreChargeFen!: number | null;
  /** Days that he has to bring it. */
  @Integer({ nullable: true }) coreTermDays!: number | null;
  @Thousandths() minThousandths!: number;
  @Thousandths() maxThousandths!: number;
  @OneOf(STOCK_ALERTS, { nullable: true }) alert!: StockAlert | null;
  /** On hand, accepted and kept for nobody. */
  @Thousandths() availableThousandths!: number;
  /** Kept for a booking or an order, in the bin or on the reserved shelf. */
  @Thousandths() reservedThousandths!: number;
  /** Wanted for bookings far ahead: nothing is taken for them yet, and it counts as needed. */
  @Thousandths() softlyReservedThousandths!: number;
  @Thousandths() quarantinedThousandths!: number;

  static of({ part, level, usage }: PartInStock): PartView {
    const { id, version, partNumber, nameZh, nameEn, category, unit, brand, origin, shelfLifeDays, bin, fits } = part;
    const { isRemanufactured, partClass, minPackThousandths, coreChargeFen, coreTermDays } = part;
    return Object.assign(new PartView(), {
      ...{ id, version, partNumber, nameZh, nameEn, category, unit, brand, origin, shelfLifeDays, bin, fits },
      ...{ isRemanufactured, partClass, minPackThousandths, coreChargeFen, coreTermDays, ...usage },
      minThousandths: part.minThousandths,
      maxThousandths: part.maxThousandths,
      alert: part.alert,
      availableThousandths: level.availableThousandths,
      reservedThousandths: level.reservedThousandths + level.stagedThousandths,
      softlyReservedThousandths: level.softlyReservedThousandths,
      quarantinedThousandths: level.quarantinedThousandths,
    });
  }
}

export class ListedPartsView {
  @ListOf(() => PartView) parts!: PartView[];
}

export const LOCATIONS = ['bin', 'reserved-shelf', 'quarantine'] as const;
export type Location = (typeof LOCATIONS)[number];

export class LocationView {
  @OneOf(LOCATIONS) location!: Location;
  @Thousandths() quantityThousandths!: number;
}

export class LotView {
  @Uuid() lotId!: string;
  @Uuid() deliveryId!: string;
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  @Fen() unitCostFen!: number;
  @Instant() receivedAt!: string;
  @Day({ nullable: true }) expiresOn!: string | null;
  @Thousandths() availableThousandths!: number;
  @Thousandths() reservedThousandths!: number;
  @Thousandths() stagedThousandths!: number;
  @Thousandths() quarantinedThousandths!: number;
}

/** A part with where its stock lies (PRT-2). */
export class PartStockView extends PartView {
  @ListOf(() => LocationView) locations!: LocationView[];
  /** Lots on hand, in the order in which they will leave. */
  @ListOf(() => LotView) lots!: LotView[];

  static withLots(entry: PartInStock, lots: readonly LotInStock[]): PartStockView {
    const { level } = entry;
    return Object.assign(new PartStockView(), PartView.of(entry), {
      locations: [
        { location: 'bin', quantityThousandths: level.availableThousandths + level.reservedThousandths },
        { location: 'reserved-shelf', quantityThousandths: level.stagedThousandths },
        { location: 'quarantine', quantityThousandths: level.quarantinedThousandths },
      ] satisfies LocationView[],
      lots: lots.map((lot): LotView => ({ ...lot, receivedAt: lot.receivedAt.toISOString() })),
    });
  }
}

/** A part outside of its limits (PRT-6). */
export class AlertView {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Text(120) nameZh!: string;
  @Text(120) nameEn!: string;
  @OneOf(STOCK_ALERTS) alert!: StockAlert;
  @Instant() since!: string;
  @Thousandths() availableThousandths!: number;
  @Thousandths() minThousandths!: number;
  @Thousandths() maxThousandths!: number;
  /** Proposed purchase, up to the maximum; 0 when there is too much. */
  @Thousandths() proposedThousandths!: number;

  static of({ part, level }: PartWithLevel): AlertView {
    const { availableThousandths } = level;
    const { id: partId, partNumber, nameZh, nameEn, alert, alertSince, minThousandths, maxThousandths } = part;
    return Object.assign(new AlertView(), {
      ...{ partId, partNumber, nameZh, nameEn, alert, minThousandths, maxThousandths, availableThousandths },
      since: alertSince?.toISOString(),
      proposedThousandths: part.proposedThousandths(unpromisedThousandths(level)),
    });
  }
}
