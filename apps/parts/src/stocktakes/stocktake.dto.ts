import {
  Code,
  Fen,
  Instant,
  Integer,
  ListOf,
  OneOf,
  STOCKTAKE_KINDS,
  type StocktakeKind,
  Text,
  TextList,
  Thousandths,
  Uuid,
  UuidList,
} from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { ABC_CLASSES, type AbcClass } from '../part-usage/part-usage.js';
import { type Stocktake, STOCKTAKE_STATUSES, type StocktakeStatus } from './stocktake.entity.js';
import type { LineStatus, StocktakeLine } from './stocktake-line.entity.js';
import type { DuePart, DueParts } from './stocktakes.queries.js';

export class OpenStocktake {
  @OneOf(STOCKTAKE_KINDS) kind!: StocktakeKind;
  /** Of a full stocktake: what was not counted since. It goes sheet by sheet until nothing is left. */
  @Instant({ optional: true }) notCountedSince?: string;
  /** Of a chosen one: its parts. */
  @TextList({ optional: true, min: 1 }) partNumbers?: string[];
}

export class PartCount {
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  /** When it was seen; left out, now. */
  @Instant({ optional: true }) countedAt?: string;
}

export class CountParts {
  @ListOf(() => PartCount, { min: 1 }) counts!: PartCount[];
}

export class ApproveStocktake {
  @Text(500) reason!: string;
  /** Lines of reservations that may become short where more is missing than is free. */
  @UuidList({ optional: true }) releaseLineIds?: string[];
}

export class CancelStocktake {
  @Text(500) reason!: string;
}

export class StocktakesQuery extends PageQuery {
  @OneOf(STOCKTAKE_STATUSES, { optional: true }) status?: StocktakeStatus;
}

const LINE_STATUSES: readonly LineStatus[] = ['to-count', 'to-recount', 'counted'];

/** One part of the sheet. Before it is approved, what was counted and what the ledger had is for who may approve it alone. */
export class StocktakeLineView {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Text(20, { nullable: true }) bin!: string | null;
  @OneOf(ABC_CLASSES) abcClass!: AbcClass;
  @OneOf(LINE_STATUSES) status!: LineStatus;
  /** Who counted it last; counted again, it is by another. */
  @Code({ nullable: true }) countedBy!: string | null;
  @Instant({ nullable: true }) countedAt!: string | null;
  @Thousandths({ nullable: true }) countedThousandths!: number | null;
  /** On hand by the ledger at that instant. */
  @Integer({ min: Number.MIN_SAFE_INTEGER, nullable: true }) expectedThousandths!: number | null;
  /** Counted less expected. */
  @Integer({ min: Number.MIN_SAFE_INTEGER, nullable: true }) varianceThousandths!: number | null;
  /** Cost of one stocking unit of the newest lot. */
  @Fen({ nullable: true }) unitCostFen!: number | null;

  static of(line: StocktakeLine, isBlind: boolean): StocktakeLineView {
    const { partId, partNumber, bin, abcClass, status, countedBy, countedAt } = line;
    const { countedThousandths, expectedThousandths, varianceThousandths, unitCostFen } = line;
    const isShown = !isBlind && status === 'counted';
    return Object.assign(new StocktakeLineView(), {
      ...{ partId, partNumber, bin, abcClass, status, countedBy },
      countedAt: countedAt?.toISOString() ?? null,
      countedThousandths: isShown ? countedThousandths : null,
      expectedThousandths: isShown ? expectedThousandths : null,
      varianceThousandths: isShown ? varianceThousandths : null,
      unitCostFen: isShown ? unitCostFen : null,
    });
  }
}

export class StocktakeSummaryView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(STOCKTAKE_KINDS) kind!: StocktakeKind;
  @OneOf(STOCKTAKE_STATUSES) status!: StocktakeStatus;
  @Code() openedBy!: string;
  @Instant() openedAt!: string;
  /** Who approved or cancelled it. */
  @Code({ nullable: true }) endedBy!: string | null;
  @Instant({ nullable: true }) endedAt!: string | null;
  @Text(500, { nullable: true }) reason!: string | null;
  @Integer() lineCount!: number;
  @Integer() countedLines!: number;
  /** Counted lines without variance; null for who may not know yet. */
  @Integer({ nullable: true }) exactLines!: number | null;

  static of(stocktake: Stocktake, isBlind: boolean): StocktakeSummaryView {
    const { id, version, kind, status, openedBy, openedAt, endedBy, endedAt, reason } = stocktake;
    return Object.assign(new StocktakeSummaryView(), {
      ...{ id, version, kind, status, openedBy, endedBy, reason },
      openedAt: openedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      lineCount: stocktake.lines.length,
      countedLines: stocktake.countedLines.length,
      exactLines: isBlind ? null : stocktake.exactLines.length,
    });
  }
}

export class StocktakeView extends StocktakeSummaryView {
  /** In the order of the walk. */
  @ListOf(() => StocktakeLineView) lines!: StocktakeLineView[];

  static withLines(stocktake: Stocktake, isBlind: boolean): StocktakeView {
    return Object.assign(new StocktakeView(), StocktakeSummaryView.of(stocktake, isBlind), {
      lines: stocktake.linesInOrder.map((line) => StocktakeLineView.of(line, isBlind)),
    });
  }
}

export class DuePartView {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Text(20, { nullable: true }) bin!: string | null;
  @OneOf(ABC_CLASSES) abcClass!: AbcClass;
  @Instant({ nullable: true }) lastCountedAt!: string | null;

  static of({ lastCountedAt, ...part }: DuePart): DuePartView {
    return Object.assign(new DuePartView(), part, { lastCountedAt: lastCountedAt?.toISOString() ?? null });
  }
}

/** What a cyclic stocktake would ask for now. */
export class DuePartsView {
  /** The next sheet, in the order of the walk. */
  @ListOf(() => DuePartView) parts!: DuePartView[];
  /** All that is due. */
  @Integer() dueCount!: number;

  static of({ parts, dueCount }: DueParts): DuePartsView {
    return Object.assign(new DuePartsView(), { parts: parts.map((part) => DuePartView.of(part)), dueCount });
  }
}
