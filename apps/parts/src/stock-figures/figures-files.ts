import { csvOf } from './csv.js';
import type { FigureMovementView, FigureView, PartsFiguresView } from './figures.dto.js';

const FIGURE_COLUMNS = ['store', 'from', 'to', 'figure', 'value', 'unit', 'definition'];

/** The figures of each store, then those of all stores together. */
export function figuresFile({ from, to, together, stores }: PartsFiguresView): string {
  const rowsOf = (store: string, figures: readonly FigureView[]) =>
    figures.map(({ figure, value, unit, definition }) => [store, from, to, figure, value, unit, definition]);
  const rows = stores.flatMap(({ storeId, figures }) => rowsOf(storeId, figures));
  return csvOf(FIGURE_COLUMNS, [...rows, ...rowsOf('all', together)]);
}

const MOVEMENT_COLUMNS = [
  'id', 'occurredAt', 'partNumber', 'lotId', 'kind', 'onHandThousandths', 'unitCostFen', 'costFen', 'documentId', 'reason',
] as const; // prettier-ignore

export const movementsFile = (movements: readonly FigureMovementView[]): string =>
  csvOf(
    MOVEMENT_COLUMNS,
    movements.map((movement) => MOVEMENT_COLUMNS.map((column) => movement[column])),
  );
