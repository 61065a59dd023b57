import type { Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import type { SaleTerms } from '../catalogue/packs.js';
import type { Supplier } from './supplier.entity.js';

export interface NewPrice {
  readonly partNumber: string;
  /** Calendar day. */
  readonly validFrom: string;
  readonly unitPriceFen: number;
  readonly minimumOrderThousandths: number;
}

/** The price at which a supplier offers a part on a day, and by how much. */
export interface Offer extends SaleTerms {
  readonly supplierId: string;
  readonly partNumber: string;
  readonly unitPriceFen: number;
}

interface OfferRow {
  supplier_id: string;
  part_number: string;
  unit_price_fen: string;
  minimum_order_thousandths: string;
  min_pack_thousandths: string | null;
}

const offerOf = (row: OfferRow): Offer => ({
  supplierId: row.supplier_id,
  partNumber: row.part_number,
  unitPriceFen: Number(row.unit_price_fen),
  ...saleTermsFrom(row),
});

/** As the database names them. */
export const saleTermsFrom = (
  row: Pick<OfferRow, 'minimum_order_thousandths' | 'min_pack_thousandths'>,
): SaleTerms => ({
  minimumOrderThousandths: Number(row.minimum_order_thousandths),
  minPackThousandths: row.min_pack_thousandths === null ? null : Number(row.min_pack_thousandths),
});

/** Of one row of `part`: the cheapest offer on the day $2 of a supplier that is not blocked, among equals of the faster one. */
export const CHEAPEST_OFFER = `
  SELECT price.* FROM (
    SELECT DISTINCT ON (supplier.id) supplier.id AS supplier_id, supplier.code, supplier.stock_lead_days,
           supplier_price.unit_price_fen, supplier_price.minimum_order_thousandths
    FROM supplier_price JOIN supplier ON supplier.id = supplier_price.supplier_id
    WHERE supplier_price.store_id = part.store_id AND supplier_price.part_number = part.part_number
      AND supplier_price.valid_from <= $2::date AND supplier.blocked_reason IS NULL
    ORDER BY supplier.id, supplier_price.valid_from DESC) price
  ORDER BY price.unit_price_fen, price.stock_lead_days, price.code LIMIT 1`;

/** What a supplier asks for these listed parts on a day, by part number; a part that it does not offer has no entry. */
export async function offersOf(
  tx: Tx,
  { supplierId, day }: { supplierId: string; day: string },
  partNumbers: readonly string[],
): Promise<Map<string, Offer>> {
  const rows = await tx.query<OfferRow>(
    `SELECT DISTINCT ON (price.part_number) supplier_id, price.part_number, unit_price_fen, minimum_order_thousandths,
            min_pack_thousandths
     FROM supplier_price price JOIN part ON part.store_id = price.store_id AND part.part_number = price.part_number
     WHERE supplier_id = $1 AND price.part_number = ANY ($2) AND valid_from <= $3::date
     ORDER BY price.part_number, valid_from DESC`,
    [supplierId, partNumbers, day],
  );
  return new Map(rows.map((row) => [row.part_number, offerOf(row)]));
}

/** The least that is sold of parts where a suggestion on a day would go, by the id of the part; what nobody offers has no entry. */
export async function minimumOrders(tx: Tx, partIds: readonly string[], day: string): Promise<Map<string, number>> {
  const rows = await tx.query<{ part_id: string; least: string }>(
    `SELECT part.id AS part_id, offer.minimum_order_thousandths AS least
     FROM part CROSS JOIN LATERAL (${CHEAPEST_OFFER}) offer WHERE part.id = ANY ($1::uuid[])`,
    [partIds, day],
  );
  return new Map(rows.map(({ part_id, least }) => [part_id, Number(least)]));
}

/** Writes prices; one for the same part and day is replaced. */
export async function insertPrices(
  tx: Tx,
  { id, storeId }: Supplier,
  prices: readonly NewPrice[],
  at: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO supplier_price (id, store_id, supplier_id, part_number, valid_from, unit_price_fen,
       minimum_order_thousandths, set_by, set_at)
     SELECT id, $1, $2, part_number, valid_from, unit_price_fen, minimum_order_thousandths, $3, $4
     FROM unnest($5::uuid[], $6::text[], $7::date[], $8::bigint[], $9::bigint[])
       AS price (id, part_number, valid_from, unit_price_fen, minimum_order_thousandths)
     ON CONFLICT ON CONSTRAINT supplier_price_of_day DO UPDATE SET unit_price_fen = excluded.unit_price_fen,
       minimum_order_thousandths = excluded.minimum_order_thousandths, set_by = excluded.set_by, set_at = excluded.set_at`,
    [
      ...[storeId, id, tx.scope.actor.id, at],
      prices.map(() => uuidv7()),
      prices.map(({ partNumber }) => partNumber),
      prices.map(({ validFrom }) => validFrom),
      prices.map(({ unitPriceFen }) => unitPriceFen),
      prices.map(({ minimumOrderThousandths }) => minimumOrderThousandths),
    ],
  );
}
