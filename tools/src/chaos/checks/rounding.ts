import type { Books } from '../../verify/books.js';
import type { Result } from '../../verify/report.js';

/** Hundredths of an hour, thousandths of a unit. */
const PER_UNIT = `CASE kind WHEN 'labor' THEN 100 ELSE 1000 END`;
/** 13 % tax is contained in the amount: 13 of 113 parts. PostgreSQL rounds numeric half away from zero. */
const WRONG = `
  SELECT settlement_id AS settlement, line_id AS line, amount_fen AS "amountFen", tax_fen AS "taxFen" FROM settlement_line
  WHERE amount_fen <> round(quantity::numeric * unit_price_fen / ${PER_UNIT}) OR tax_fen <> round(amount_fen::numeric * 13 / 113)`;

/** B1, by an arithmetic that is not the service's own. */
export const rounding = async ({ billing }: Books): Promise<Result> => ({
  id: 'B1',
  says: 'a line charges its quantity at its price, and contains 13 % tax, each rounded half up',
  checked: await billing.count('SELECT count(*) FROM settlement_line'),
  violations: await billing.rows(WRONG),
});
