import type { AffectedRepairOrder } from '@pitlane/contracts';
import type { Page, PageQuery, Tx } from '@pitlane/platform';
import { In } from 'typeorm';
import type { DeliveryWithLots } from '../deliveries/deliveries.queries.js';
import { Delivery, type LotSuspicion } from '../deliveries/delivery.entity.js';
import { Lot } from '../stock/lot.entity.js';

/** As many as the event can name. */
const MOST_AFFECTED = 5_000;

/** Lines of reservations that keep something of these lots. */
export async function keepingLineIds(tx: Tx, lotIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ line_id: string }>(
    `SELECT DISTINCT line_id FROM kept
     WHERE lot_id = ANY ($1::uuid[]) AND reserved_thousandths + staged_thousandths > 0`,
    [lotIds],
  );
  return rows.map(({ line_id }) => line_id);
}

/** Puts lots under suspicion, or lifts it: what is free of them follows when their parts move. */
export async function markSuspected(tx: Tx, now: readonly (LotSuspicion & { lot: Lot })[]): Promise<void> {
  await tx.query(
    `UPDATE lot SET suspected = now.suspected, suspicion_reason = now.reason
     FROM unnest($1::uuid[], $2::boolean[], $3::text[]) AS now (lot_id, suspected, reason) WHERE lot.id = now.lot_id`,
    [now.map(({ lot }) => lot.id), now.map(({ suspected }) => suspected), now.map(({ reason }) => reason)],
  );
}

/** What the stores that gave them told of lots, by lot. */
export async function toldOf(tx: Tx, lotIds: readonly string[]): Promise<Map<string, LotSuspicion>> {
  const rows = await tx.query<LotSuspicion & { id: string }>(
    'SELECT id, suspected, suspicion_reason AS reason FROM incoming_transfer_lot WHERE id = ANY ($1::uuid[])',
    [lotIds],
  );
  return new Map(rows.map(({ id, ...told }) => [id, told]));
}

/**
 * The stores that got something of these lots are to be told anew what is suspected of them. Whoever ships of a lot holds its part,
 * so each shipment is seen here, or sees what is suspected.
 */
export async function leaveUntold(tx: Tx, lotIds: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE outgoing_transfer SET suspicion_version = suspicion_version + 1 WHERE id IN (
       SELECT id FROM outgoing_transfer
       WHERE id IN (SELECT outgoing_transfer_id FROM outgoing_transfer_lot WHERE lot_id = ANY ($1::uuid[]))
       ORDER BY id FOR UPDATE)`,
    [lotIds],
  );
}

/** What a sister store got of a lot, or is getting. */
export interface PassedOn {
  readonly storeId: string;
  readonly outgoingTransferId: string;
  readonly lotId: string;
  readonly partNumber: string;
  readonly quantityThousandths: number;
}

interface PassedOnRow {
  to_store_id: string;
  id: string;
  lot_id: string;
  part_number: string;
  quantity: string;
}

/** Shipped, and neither lost nor back. */
export async function passedOnOf(tx: Tx, lotIds: readonly string[]): Promise<PassedOn[]> {
  const rows = await tx.query<PassedOnRow>(
    `SELECT given.to_store_id, given.id, gone.lot_id, gone.part_number, quantity
     FROM outgoing_transfer_lot gone JOIN outgoing_transfer given ON given.id = gone.outgoing_transfer_id,
     LATERAL (SELECT quantity_thousandths - lost_thousandths - going_back_thousandths - gone_back_thousandths AS quantity) got
     WHERE gone.lot_id = ANY ($1::uuid[]) AND quantity > 0 ORDER BY given.id, gone.position`,
    [lotIds],
  );
  return rows.map((row) => ({
    storeId: row.to_store_id,
    outgoingTransferId: row.id,
    lotId: row.lot_id,
    partNumber: row.part_number,
    quantityThousandths: Number(row.quantity),
  }));
}

interface AffectedRow {
  repair_order_id: string;
  vehicle_id: string | null;
  lot_id: string;
  part_number: string;
  quantity: string;
}

/** Repair orders that got something of these lots and did not give it back, with their cars; the first 5,000. */
export async function affectedBy(tx: Tx, lotIds: readonly string[]): Promise<AffectedRepairOrder[]> {
  const rows = await tx.query<AffectedRow>(
    `SELECT issue.repair_order_id, visit.vehicle_id, lot.id AS lot_id, lot.part_number,
            sum(drawn.quantity_thousandths - drawn.returned_thousandths) AS quantity
     FROM lot JOIN issue_lot drawn ON drawn.lot_id = lot.id
     JOIN issue_line line ON line.id = drawn.issue_line_id JOIN issue ON issue.id = line.issue_id
     LEFT JOIN known_visit visit ON visit.store_id = issue.store_id AND visit.repair_order_id = issue.repair_order_id
     WHERE lot.id = ANY ($1::uuid[])
     GROUP BY issue.repair_order_id, visit.vehicle_id, lot.id
     HAVING sum(drawn.quantity_thousandths - drawn.returned_thousandths) > 0
     ORDER BY issue.repair_order_id, lot.id LIMIT $2`,
    [lotIds, MOST_AFFECTED],
  );
  return rows.map((row) => ({
    repairOrderId: row.repair_order_id,
    ...(row.vehicle_id !== null && { vehicleId: row.vehicle_id }),
    lotId: row.lot_id,
    partNumber: row.part_number,
    quantityThousandths: Number(row.quantity),
  }));
}

/** Deliveries of which something is under suspicion, newest first. */
export async function suspectedDeliveries(tx: Tx, page: PageQuery): Promise<Page<DeliveryWithLots>> {
  const rows = await tx.query<{ delivery_id: string }>(
    'SELECT DISTINCT delivery_id FROM lot WHERE store_id = ANY ($1) AND suspected',
    [tx.scope.stores],
  );
  const { items, nextCursor } = await tx.page(Delivery, { id: In(rows.map(({ delivery_id }) => delivery_id)) }, page);
  const deliveryId = In(items.map(({ id }) => id));
  const lots = await tx.list(Lot, { deliveryId }, { order: { id: 'ASC' } });
  const withLots = items.map((delivery) => ({ delivery, lots: lots.filter((lot) => lot.deliveryId === delivery.id) }));
  return { items: withLots, nextCursor };
}
