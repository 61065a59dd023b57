import { Injectable } from '@nestjs/common';
import { Database } from '@pitlane/platform';
import type { ScorecardQuery, ScorecardView } from './scorecard.dto.js';
import { Supplier } from './supplier.entity.js';

interface ScoreRow {
  receipts: string;
  on_time: string;
  lots: string;
  rejected_lots: string;
  ordered_value_fen: string;
  price_variance_fen: string;
}

const perMille = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part * 1_000) / whole);

/** How well suppliers deliver (PRT-8). */
@Injectable()
export class ScorecardQueries {
  constructor(private readonly db: Database) {}

  /**
   * What came on purchase orders from one day to another, both included. A receipt is what of one lot came for one line of an
   * order. It is on time when it came no later than the order was expected at that moment; a lot is rejected by what was decided of
   * it until now; the price variance is what came, at its cost, less the same at the price ordered, rejected lots left out.
   * @throws NotFound
   */
  of(supplierId: string, { from, to }: ScorecardQuery): Promise<ScorecardView> {
    return this.db.read(async (tx) => {
      await tx.get(Supplier, supplierId);
      const [row] = await tx.query<ScoreRow>(
        `SELECT count(*) AS receipts, count(*) FILTER (WHERE receipt.received_on <= receipt.expected_on) AS on_time,
                count(DISTINCT lot.id) AS lots, count(DISTINCT lot.id) FILTER (WHERE lot.result = 'rejected') AS rejected_lots,
                coalesce(sum(round(receipt.quantity_thousandths::numeric * receipt.unit_price_fen / 1000))
                  FILTER (WHERE lot.result <> 'rejected'), 0) AS ordered_value_fen,
                coalesce(sum(receipt.price_variance_fen) FILTER (WHERE lot.result <> 'rejected'), 0) AS price_variance_fen
         FROM purchase_order
         JOIN purchase_receipt receipt ON receipt.purchase_order_id = purchase_order.id
         JOIN lot ON lot.id = receipt.lot_id
         WHERE purchase_order.supplier_id = $1 AND receipt.received_on BETWEEN $2::date AND $3::date`,
        [supplierId, from, to],
      );
      return { from, to, ...scoresOf(row) };
    });
  }
}

function scoresOf(row: ScoreRow | undefined): Omit<ScorecardView, 'from' | 'to'> {
  const [receipts, onTimeReceipts] = [Number(row?.receipts), Number(row?.on_time)];
  const [lots, rejectedLots] = [Number(row?.lots), Number(row?.rejected_lots)];
  const [orderedValueFen, priceVarianceFen] = [Number(row?.ordered_value_fen), Number(row?.price_variance_fen)];
  return {
    ...{ receipts, onTimeReceipts, onTimePerMille: perMille(onTimeReceipts, receipts) },
    ...{ lots, rejectedLots, rejectedPerMille: perMille(rejectedLots, lots) },
    ...{ orderedValueFen, priceVarianceFen, priceVariancePerMille: perMille(priceVarianceFen, orderedValueFen) },
  };
}
