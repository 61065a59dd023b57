import { Code, Day, Fen, Instant, Integer, ListOf, OneOf, Text, Thousandths, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import {
  FIGURE_UNITS, type FigureName, FIGURES, type FigureUnit, LEDGER_FIGURES, type LedgerFigureName,
} from './figures.js'; // prettier-ignore

export class FiguresQuery {
  /** First calendar day of the store. */
  @Day() from!: string;
  /** Last one, whole. */
  @Day() to!: string;
}

export class FiguresPageQuery extends PageQuery {
  /** First calendar day of the store. */
  @Day() from!: string;
  /** Last one, whole. */
  @Day() to!: string;
}

export class FigureMovementsQuery extends FiguresPageQuery {
  @OneOf(LEDGER_FIGURES) figure!: LedgerFigureName;
}

export class FigureMovementsExportQuery extends FiguresQuery {
  @OneOf(LEDGER_FIGURES) figure!: LedgerFigureName;
}

export class FigureView {
  @OneOf(FIGURES) figure!: FigureName;
  @OneOf(FIGURE_UNITS) unit!: FigureUnit;
  /** Null where it would be a quotient by nothing. */
  @Integer({ nullable: true }) value!: number | null;
  @Text(300) definition!: string;
}

export class StoreFiguresView {
  @Text(32) storeId!: string;
  @ListOf(() => FigureView) figures!: FigureView[];
}

/** Figures of the stock in a period, of each of the caller's stores and of all of them together (PRT-13). */
export class PartsFiguresView {
  @Day() from!: string;
  @Day() to!: string;
  @ListOf(() => FigureView) together!: FigureView[];
  @ListOf(() => StoreFiguresView) stores!: StoreFiguresView[];
}

const SIGNED = { min: Number.MIN_SAFE_INTEGER };

/** A movement that a figure is made of. */
export class FigureMovementView {
  /** Its place in the ledger. */
  @Text(20) id!: string;
  @Instant() occurredAt!: string;
  @Code() partNumber!: string;
  @Uuid() lotId!: string;
  @Code() kind!: string;
  /** By how much it changed what is on hand. */
  @Integer(SIGNED) onHandThousandths!: number;
  @Fen() unitCostFen!: number;
  /** By how much it changed what the lot is worth, or what stays of its issue costs, each rounded half up: they add up to the fen. */
  @Integer(SIGNED) costFen!: number;
  @Uuid() documentId!: string;
  @Text(500, { nullable: true }) reason!: string | null;
}

/** A request that the fill rate is made of. */
export class FigureRequestView {
  /** That of the line of its order or reservation, or of the lost sale. */
  @Uuid() id!: string;
  /** When it was first issued or missed. */
  @Day() askedOn!: string;
  @Code() partNumber!: string;
  @Thousandths() askedThousandths!: number;
  /** Lay free when it was asked for. */
  @Thousandths() filledThousandths!: number;
}

/** A line of an approved sheet, of which the stock accuracy is made. */
export class FigureCountedLineView {
  @Uuid() id!: string;
  @Uuid() stocktakeId!: string;
  @Instant() approvedAt!: string;
  @Code() partNumber!: string;
  @Instant() countedAt!: string;
  @Thousandths() countedThousandths!: number;
  /** On hand by the ledger when it was counted. */
  @Integer() expectedThousandths!: number;
  /** Counted less expected. */
  @Integer(SIGNED) varianceThousandths!: number;
}
