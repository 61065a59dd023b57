import type { Tx } from '@pitlane/platform';
import { buyable } from '../catalogue/packs.js';
import { CHEAPEST_OFFER, saleTermsFrom } from '../suppliers/supplier-prices.queries.js';

const MOST_AT_ONCE = 200;

/** A part below its minimum for which too little is to come, with its cheapest offer. */
export interface Proposal {
  readonly partNumber: string;
  readonly crossedAt: Date;
  /** Up to the maximum beyond what is softly reserved, less what is asked for or on order; raised to what can be bought. */
  readonly quantityThousandths: number;
  readonly supplierId: string;
  readonly supplierCode: string;
  readonly unitPriceFen: number;
}

interface ProposalRow {
  part_number: string;
  alert_since: Date;
  quantity: string;
  minimum_order_thousandths: string;
  min_pack_thousandths: string | null;
  supplier_id: string;
  code: string;
  unit_price_fen: string;
}

/** Of a part what is asked for and on order, for nobody in particular; what waits for a decision may come yet. */
const COMING = `(
  (SELECT coalesce(sum(line.quantity_thousandths), 0)
   FROM requisition_line line JOIN requisition ON requisition.id = line.requisition_id
   WHERE line.store_id = part.store_id AND line.part_number = part.part_number AND line.reservation_line_id IS NULL
     AND requisition.status IN ('requested', 'approved'))
  + (SELECT coalesce(sum(line.quantity_thousandths - (line.received_thousandths - line.undecided_thousandths)), 0)
     FROM purchase_order_line line JOIN purchase_order ON purchase_order.id = line.purchase_order_id
     WHERE line.store_id = part.store_id AND line.part_number = part.part_number AND line.reservation_line_id IS NULL
       AND line.received_thousandths - line.undecided_thousandths < line.quantity_thousandths
       AND purchase_order.status NOT IN ('closed', 'cancelled')))`;

/**
 * Of a store on the day $2. A part that fell below its minimum gets a suggestion, and another one once what is there and to come is
 * below the minimum all the same; none while one is open, nor after one was rejected until it falls below again.
 */
const PROPOSALS = `
  SELECT part.part_number, part.alert_since, part.min_pack_thousandths, wanted.quantity, offer.minimum_order_thousandths,
         offer.supplier_id, offer.code, offer.unit_price_fen
  FROM part
  CROSS JOIN LATERAL (
    SELECT part.max_thousandths
      - (SELECT coalesce(sum(available_thousandths), 0) FROM lot WHERE lot.part_id = part.id AND has_free)
      + (SELECT coalesce(sum(requested_thousandths), 0) FROM reservation_line line
         WHERE line.store_id = part.store_id AND line.part_number = part.part_number AND is_soft)
      - ${COMING} AS quantity) wanted
  CROSS JOIN LATERAL (${CHEAPEST_OFFER}) offer
  WHERE part.store_id = $1 AND part.alert = 'below-minimum' AND wanted.quantity > 0 AND NOT EXISTS (
    SELECT 1 FROM requisition WHERE requisition.store_id = part.store_id
      AND requisition.suggested_part_number = part.part_number
      AND (requisition.status IN ('requested', 'approved')
        OR (requisition.crossed_at = part.alert_since
          AND (requisition.status = 'rejected' OR wanted.quantity <= part.max_thousandths - part.min_thousandths))))`;

/**
 * What to suggest for the parts of a store that are below their minimum (PRT-6, PRT-7). The cheapest supplier that is not blocked
 * gets it, among equals the faster one.
 */
export async function proposals(tx: Tx, storeId: string, day: string): Promise<Proposal[]> {
  const rows = await tx.query<ProposalRow>(`${PROPOSALS} ORDER BY part.part_number LIMIT $3`, [
    ...[storeId, day, MOST_AT_ONCE],
  ]);
  return rows.map(proposalFrom);
}

/** The same for one part, locked by then: whoever suggested before is seen. */
export async function proposalFor(
  tx: Tx,
  { storeId, partNumber }: { storeId: string; partNumber: string },
  day: string,
): Promise<Proposal | undefined> {
  const [row] = await tx.query<ProposalRow>(`${PROPOSALS} AND part.part_number = $3`, [storeId, day, partNumber]);
  return row && proposalFrom(row);
}

const proposalFrom = (row: ProposalRow): Proposal => ({
  partNumber: row.part_number,
  crossedAt: row.alert_since,
  quantityThousandths: buyable(Number(row.quantity), saleTermsFrom(row)),
  supplierId: row.supplier_id,
  supplierCode: row.code,
  unitPriceFen: Number(row.unit_price_fen),
});
