/** Days come as `2026-03-01`, instants as ISO 8601 in UTC. */
export interface Column {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'day' | 'instant';
}

export type Cell = string | number | null;

/** Rows for a spreadsheet, each with a cell for each column. */
export interface Sheet {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}
