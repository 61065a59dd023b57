import type { Planted } from './test-books.js';

/** Rows that could not be in the books of a sound platform. */
export interface Corruption {
  id: string;
  what: string;
  planted: Planted[];
  /** Part of the row that the invariant has to name. */
  names: Record<string, unknown>;
}
