import type { Column, Sheet } from '@pitlane/platform/sheets';
import type {
  FigureCountedLineView, FigureMovementView, FigureRequestView, FigureView, PartsFiguresView,
} from './figures.dto.js'; // prettier-ignore

const FIGURE_COLUMNS: readonly Column[] = [
  { name: 'store', kind: 'text' },
  { name: 'from', kind: 'day' },
  { name: 'to', kind: 'day' },
  { name: 'figure', kind: 'text' },
  { name: 'value', kind: 'number' },
  { name: 'unit', kind: 'text' },
  { name: 'definition', kind: 'text' },
];

/** The figures of each store, then those of all stores together. */
export function figuresSheet({ from, to, together, stores }: PartsFiguresView): Sheet {
  const rowsOf = (store: string, figures: readonly FigureView[]) =>
    figures.map(({ figure, value, unit, definition }) => [store, from, to, figure, value, unit, definition]);
  const rows = stores.flatMap(({ storeId, figures }) => rowsOf(storeId, figures));
  return { columns: FIGURE_COLUMNS, rows: [...rows, ...rowsOf('all', together)] };
}

const MOVEMENT_COLUMNS = [
  { name: 'id', kind: 'text' },
  { name: 'occurredAt', kind: 'instant' },
  { name: 'partNumber', kind: 'text' },
  { name: 'lotId', kind: 'text' },
  { name: 'kind', kind: 'text' },
  { name: 'onHandThousandths', kind: 'number' },
  { name: 'unitCostFen', kind: 'number' },
  { name: 'costFen', kind: 'number' },
  { name: 'documentId', kind: 'text' },
  { name: 'reason', kind: 'text' },
] as const satisfies readonly Column[];

export const movementsSheet = (movements: readonly FigureMovementView[]): Sheet => ({
  columns: MOVEMENT_COLUMNS,
  rows: movements.map((movement) => MOVEMENT_COLUMNS.map(({ name }) => movement[name])),
});

const REQUEST_COLUMNS = [
  { name: 'id', kind: 'text' },
  { name: 'askedOn', kind: 'day' },
  { name: 'partNumber', kind: 'text' },
  { name: 'askedThousandths', kind: 'number' },
  { name: 'filledThousandths', kind: 'number' },
] as const satisfies readonly Column[];

export const requestsSheet = (requests: readonly FigureRequestView[]): Sheet => ({
  columns: REQUEST_COLUMNS,
  rows: requests.map((request) => REQUEST_COLUMNS.map(({ name }) => request[name])),
});

const COUNTED_LINE_COLUMNS = [
  { name: 'id', kind: 'text' },
  { name: 'stocktakeId', kind: 'text' },
  { name: 'approvedAt', kind: 'instant' },
  { name: 'partNumber', kind: 'text' },
  { name: 'countedAt', kind: 'instant' },
  { name: 'countedThousandths', kind: 'number' },
  { name: 'expectedThousandths', kind: 'number' },
  { name: 'varianceThousandths', kind: 'number' },
] as const satisfies readonly Column[];

export const countedLinesSheet = (lines: readonly FigureCountedLineView[]): Sheet => ({
  columns: COUNTED_LINE_COLUMNS,
  rows: lines.map((line) => COUNTED_LINE_COLUMNS.map(({ name }) => line[name])),
});
