import type { InspectionResult } from '../stock/lot.entity.js';
import { ON_HAND_DELTA } from '../stock/stock-levels.queries.js';
import type { OtherKind } from './trace.dto.js';

export interface DeliveryRow {
  delivery_id: string;
  delivery_note: string;
  supplier: string;
  received_at: Date;
}

export interface LotRow {
  lot_id: string;
  part_number: string;
  expires_on: string | null;
  certificate: string | null;
  result: InspectionResult;
  unit_cost_fen: string;
  received_thousandths: string;
  from_store_id: string | null;
}

export interface SettledRow {
  settlement_id: string;
  settlement_number: string;
  settled_thousandths: string;
  amount_fen: string;
  settled_at: Date;
}

/** A line of a repair order, with the car and the settlement where they are known. */
export type OrderRow = (SettledRow | { settlement_id: null }) & {
  line_id: string;
  repair_order_id: string;
  repair_order_number: string | null;
  vehicle_id: string | null;
  vin: string | null;
  plate: string | null;
};

export interface QuantityRow {
  issue_id: string;
  issued_at: Date;
  quantity_thousandths: string;
  returned_thousandths: string;
}

export type IssueRow = QuantityRow & OrderRow & { lot_id: string; received_by: string };

export interface OtherRow {
  lot_id: string;
  kind: OtherKind;
  quantity: string;
  document_id: string;
  came_back: boolean;
  to_store_id: string | null;
  reason: string | null;
  occurred_at: Date;
}

export interface LotOfLineRow extends QuantityRow {
  line_id: string;
  lot_id: string;
  delivery_id: string;
  delivery_note: string;
  supplier: string;
  unit_cost_fen: string;
}

const LOT_FACTS = `
  lot.id AS lot_id, lot.part_number, lot.expires_on::text, lot.certificate, lot.result, lot.unit_cost_fen, lot.received_thousandths,
  taken.from_store_id`;

const JOIN_TRANSFER = `
  LEFT JOIN incoming_transfer_lot came ON came.id = lot.id
  LEFT JOIN incoming_transfer taken ON taken.id = came.incoming_transfer_id`;

const ORDER_FACTS = `
  visit.number AS repair_order_number, visit.vehicle_id, car.vin, car.plate, settled.settlement_id, settled.number AS settlement_number,
  settled.quantity_thousandths AS settled_thousandths, settled.amount_fen, settled.issued_at AS settled_at`;

/** What is known of a line of an order. */
const joinOrder = (store: string, repairOrder: string, line: string): string => `
  LEFT JOIN known_visit visit ON visit.store_id = ${store} AND visit.repair_order_id = ${repairOrder}
  LEFT JOIN known_vehicle car ON car.store_id = visit.store_id AND car.vehicle_id = visit.vehicle_id
  LEFT JOIN settled_line settled ON settled.store_id = ${store} AND settled.line_id = ${line}`;

export const DELIVERY = `
  SELECT id AS delivery_id, delivery_note, supplier, received_at FROM delivery WHERE id = $1 AND store_id = ANY ($2)`;

export const LOTS_OF_DELIVERY = `SELECT ${LOT_FACTS} FROM lot ${JOIN_TRANSFER} WHERE lot.delivery_id = $1 ORDER BY lot.id`;

export const LOT = `
  SELECT ${LOT_FACTS}, lot.delivery_id, delivery.delivery_note, delivery.supplier, lot.received_at
  FROM lot JOIN delivery ON delivery.id = lot.delivery_id ${JOIN_TRANSFER}
  WHERE lot.id = $1 AND lot.store_id = ANY ($2)`;

export const ISSUES_OF_LOTS = `
  SELECT drawn.lot_id, issue.id AS issue_id, issue.repair_order_id, line.line_id, issue.received_by, issue.issued_at,
         drawn.quantity_thousandths, drawn.returned_thousandths, ${ORDER_FACTS}
  FROM issue_lot drawn JOIN issue_line line ON line.id = drawn.issue_line_id JOIN issue ON issue.id = line.issue_id
  ${joinOrder('issue.store_id', 'issue.repair_order_id', 'line.line_id')}
  WHERE drawn.lot_id = ANY ($1) ORDER BY issue.id, line.id, drawn.position`;

export const OTHERS_OF_LOTS = `
  SELECT lot_id, kind, greatest(abs(quarantined_delta), abs(scrapped_delta), sent_back_delta, abs(moved_out_delta)) AS quantity,
         ${ON_HAND_DELTA} > 0 AS came_back, document_id, given.to_store_id, movement.reason, occurred_at
  FROM movement LEFT JOIN outgoing_transfer given ON given.id = document_id
  WHERE lot_id = ANY ($1) AND kind = ANY ($2)
  ORDER BY seq`;

export const LINES = `
  SELECT line.id AS line_id, reservation.purpose_id AS repair_order_id, line.part_number, ${ORDER_FACTS}
  FROM reservation_line line JOIN reservation ON reservation.id = line.reservation_id
  ${joinOrder('line.store_id', 'reservation.purpose_id', 'line.id')}
  WHERE line.id = ANY ($1) AND line.store_id = ANY ($2) AND reservation.purpose = 'repair-order' ORDER BY line.position`;

export const LOTS_OF_LINES = `
  SELECT line.line_id, issue.id AS issue_id, issue.issued_at, drawn.lot_id, drawn.delivery_id, drawn.delivery_note, drawn.supplier,
         drawn.unit_cost_fen, drawn.quantity_thousandths, drawn.returned_thousandths
  FROM issue_line line JOIN issue_lot drawn ON drawn.issue_line_id = line.id JOIN issue ON issue.id = line.issue_id
  WHERE line.line_id = ANY ($1) ORDER BY issue.id, drawn.position`;

export const LINES_OF_SETTLEMENT = `SELECT line_id FROM settled_line WHERE settlement_id = $1 AND store_id = ANY ($2)`;
