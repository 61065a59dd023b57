import { Injectable } from '@nestjs/common';
import { Database, type Page, type Tx } from '@pitlane/platform';
import type { RequisitionsQuery } from './requisition.dto.js';
import { Requisition } from './requisition.entity.js';

@Injectable()
export class RequisitionsQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  byId(id: string): Promise<Requisition> {
    return this.db.read((tx) => tx.get(Requisition, id));
  }

  list({ status, urgency, ...page }: RequisitionsQuery): Promise<Page<Requisition>> {
    return this.db.read((tx) => tx.page(Requisition, { ...(status && { status }), ...(urgency && { urgency }) }, page));
  }
}

/** For which of these lines of reservations parts are asked for or on order. Their reservations are locked by then. */
export async function onOrder(tx: Tx, reservationLineIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT line.reservation_line_id AS id
     FROM requisition_line line JOIN requisition ON requisition.id = line.requisition_id
     WHERE line.reservation_line_id = ANY ($1) AND requisition.status IN ('requested', 'approved')
     UNION
     SELECT line.reservation_line_id
     FROM purchase_order_line line JOIN purchase_order ON purchase_order.id = line.purchase_order_id
     WHERE line.reservation_line_id = ANY ($1) AND line.received_thousandths - line.undecided_thousandths < line.quantity_thousandths
       AND purchase_order.status NOT IN ('closed', 'cancelled')`,
    [reservationLineIds],
  );
  return rows.map(({ id }) => id);
}
