import { multiplyDivide } from '@pitlane/kernel';

/** Those that the ledger answers, those that the requests of customers and jobs do, and the one that stocktakes do. */
export const LEDGER_FIGURES = ['stock-value', 'turnover', 'days-of-stock', 'overstock-share', 'dead-stock'] as const;
export type LedgerFigureName = (typeof LEDGER_FIGURES)[number];
export const FIGURES = [...LEDGER_FIGURES, 'fill-rate', 'fill-rate-by-line', 'stock-accuracy'] as const;
export type FigureName = (typeof FIGURES)[number];

export const FIGURE_UNITS = ['fen', 'thousandths', 'days', 'basis-points'] as const;
export type FigureUnit = (typeof FIGURE_UNITS)[number];

/** A part without an issue for so many days is dead stock (PRT-6). */
export const DEAD_AFTER_DAYS = 180;

/** What was asked for in a period and what of it lay free then; of requests of which that is known. */
export interface Asked {
  readonly askedThousandths: number;
  readonly filledThousandths: number;
  readonly askedLines: number;
  /** Of which all lay free. */
  readonly filledLines: number;
}

/** Lines of the sheets that were approved in a period. */
export interface Counted {
  readonly countedLines: number;
  /** Of which without variance. */
  readonly exactLines: number;
}

/** What a store's figures of a period are made of; money in fen at FIFO cost. */
export interface StockAmounts extends Asked, Counted {
  /** Of all lots on hand at the end. */
  readonly valueFen: number;
  /** Mean over the time of the period. */
  readonly meanValueFen: number;
  /** Of parts issued in the period, less those that came back. */
  readonly issuedFen: number;
  readonly overstockFen: number;
  readonly deadFen: number;
}

export interface Figure {
  readonly figure: FigureName;
  readonly unit: FigureUnit;
  /** Null where it would be a quotient by nothing. */
  readonly value: number | null;
  /** What it is, in words. */
  readonly definition: string;
}

interface Definition {
  readonly unit: FigureUnit;
  readonly definition: string;
  readonly of: (amounts: StockAmounts, days: number) => number | null;
}

const FILLED =
  'Lost sales count as not there; what came back was not asked for; lines from before this was noted are left out.';

const DEFINITIONS: Readonly<Record<FigureName, Definition>> = {
  'stock-value': {
    unit: 'fen',
    definition:
      'What is on hand at the end of the period, quarantine included, at the cost of its lots, each rounded half up.',
    of: ({ valueFen }) => valueFen,
  },
  turnover: {
    unit: 'thousandths',
    definition:
      'Cost of the parts issued in the period, less those that came back, divided by the mean stock value over its time.',
    of: ({ issuedFen, meanValueFen }) => quotient(issuedFen, meanValueFen, 1_000),
  },
  'days-of-stock': {
    unit: 'days',
    definition:
      'Mean stock value divided by the cost of the parts issued per day of the period: how long the stock would last.',
    of: ({ issuedFen, meanValueFen }, days) => quotient(meanValueFen, issuedFen, days),
  },
  'overstock-share': {
    unit: 'basis-points',
    definition: 'Share of the stock value that lies above the maximum that each part has now, by quantity.',
    of: ({ overstockFen, valueFen }) => quotient(overstockFen, valueFen, 10_000),
  },
  'dead-stock': {
    unit: 'fen',
    definition: `Value of parts of which none was issued for ${DEAD_AFTER_DAYS} days and whose oldest lot on hand is older than that.`,
    of: ({ deadFen }) => deadFen,
  },
  'fill-rate': {
    unit: 'basis-points',
    definition: `Share, by quantity, of what was first issued or missed in the period that lay free when it was asked for. ${FILLED}`,
    of: ({ filledThousandths, askedThousandths }) => quotient(filledThousandths, askedThousandths, 10_000),
  },
  'fill-rate-by-line': {
    unit: 'basis-points',
    definition: `Share of the lines first issued or missed in the period that lay free whole when they were asked for. ${FILLED}`,
    of: ({ filledLines, askedLines }) => quotient(filledLines, askedLines, 10_000),
  },
  'stock-accuracy': {
    unit: 'basis-points',
    definition:
      'Share of the counted lines without variance, of the sheets approved in the period: the ledger had what was there.',
    of: ({ exactLines, countedLines }) => quotient(exactLines, countedLines, 10_000),
  },
};

/** The figures of a period of whole days, each rounded half up, with its definition (PRT-13). */
export const figuresOf = (amounts: StockAmounts, days: number): Figure[] =>
  FIGURES.map((figure) => {
    const { unit, definition, of } = DEFINITIONS[figure];
    return { figure, unit, value: of(amounts, days), definition };
  });

/** Of several stores: the amounts are added up, never the quotients. */
export const together = (all: readonly StockAmounts[]): StockAmounts => ({
  valueFen: sum(all, 'valueFen'),
  meanValueFen: sum(all, 'meanValueFen'),
  issuedFen: sum(all, 'issuedFen'),
  overstockFen: sum(all, 'overstockFen'),
  deadFen: sum(all, 'deadFen'),
  askedThousandths: sum(all, 'askedThousandths'),
  filledThousandths: sum(all, 'filledThousandths'),
  askedLines: sum(all, 'askedLines'),
  filledLines: sum(all, 'filledLines'),
  countedLines: sum(all, 'countedLines'),
  exactLines: sum(all, 'exactLines'),
});

const sum = (all: readonly StockAmounts[], key: keyof StockAmounts): number =>
  all.reduce((total, amounts) => total + amounts[key], 0);

/** More may have come back than was issued in a period: then there is no such figure. */
const quotient = (part: number, whole: number, times: number): number | null =>
  whole <= 0 || part < 0 ? null : multiplyDivide(part, times, whole);
