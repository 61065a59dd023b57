import { Injectable } from '@nestjs/common';
import { Database, type OfStore, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import { In, MoreThan } from 'typeorm';
import type { KeptLot, OpenPick, ReservationsQuery } from './reservation.dto.js';
import { Reservation } from './reservation.entity.js';
import { ReservationLine } from './reservation-line.entity.js';

@Injectable()
export class ReservationsQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  byId(id: string): Promise<{ reservation: Reservation; kept: KeptLot[] }> {
    return this.db.read(async (tx) => {
      const reservation = await tx.get(Reservation, id);
      return { reservation, kept: await keptBy(tx, reservation.lines) };
    });
  }

  list({ status, purpose, purposeId, ...page }: ReservationsQuery): Promise<Page<Reservation>> {
    const where = { ...(status && { status }), ...(purpose && { purpose }), ...(purposeId && { purposeId }) };
    return this.db.read((tx) => tx.page(Reservation, where, page));
  }

  /** Lines with parts that a technician asked for and did not get yet. */
  openPicks(page: PageQuery): Promise<Page<OpenPick>> {
    return this.db.read(async (tx) => {
      const { items, nextCursor } = await tx.page(ReservationLine, { toPickThousandths: MoreThan(0) }, page);
      const reservations = await tx.list(Reservation, { id: In(items.map(({ reservationId }) => reservationId)) });
      const repairOrders = new Map(reservations.map(({ id, purposeId }) => [id, purposeId]));
      const kept = await keptBy(tx, items);
      const picks = items.map((line) => ({ line, repairOrderId: repairOrders.get(line.reservationId) ?? '', kept }));
      return { items: picks, nextCursor };
    });
  }
}

interface KeptRow {
  line_id: string;
  lot_id: string;
  delivery_note: string;
  supplier: string;
  bin: string | null;
  reserved: string;
  staged: string;
}

/** What lines keep, by lot in the order in which the lots leave. */
async function keptBy(tx: Tx, lines: readonly ReservationLine[]): Promise<KeptLot[]> {
  const rows = await tx.query<KeptRow>(
    `SELECT kept.line_id, kept.lot_id, delivery.delivery_note, delivery.supplier, coalesce(lot.bin, part.bin) AS bin,
            kept.reserved_thousandths AS reserved, kept.staged_thousandths AS staged
     FROM kept
     JOIN lot ON lot.id = kept.lot_id
     JOIN delivery ON delivery.id = lot.delivery_id
     JOIN part ON part.id = lot.part_id
     WHERE kept.line_id = ANY ($1) AND kept.reserved_thousandths + kept.staged_thousandths > 0
     ORDER BY lot.expires_on, lot.received_at, lot.id`,
    [lines.map(({ id }) => id)],
  );
  return rows.map((row) => ({
    lineId: row.line_id,
    lotId: row.lot_id,
    deliveryNote: row.delivery_note,
    supplier: row.supplier,
    bin: row.bin,
    inBinThousandths: Number(row.reserved),
    onShelfThousandths: Number(row.staged),
  }));
}

/** A quantity of a lot that came for one line of a reservation. */
export interface PeggedLot {
  readonly lineId: string;
  readonly lotId: string;
  readonly quantityThousandths: number;
}

/** Reservations that wait for one of these parts, in the order in which they were made. */
export async function shortReservationIds(tx: Tx, partNumbers: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT reservation.id FROM reservation
     WHERE reservation.status = 'short' AND EXISTS (
       SELECT 1 FROM reservation_line line
       WHERE line.reservation_id = reservation.id AND line.part_number = ANY ($1) AND NOT line.closed
         AND line.reserved_thousandths + line.issued_thousandths < line.requested_thousandths)
     ORDER BY reservation.id`,
    [partNumbers],
  );
  return rows.map(({ id }) => id);
}

const MOST_AT_ONCE = 500;

/** Which of the stores have soft reservations. */
export function storesWithSoft(tx: Tx): Promise<OfStore[]> {
  return tx.query<OfStore>(`SELECT DISTINCT store_id FROM reservation WHERE store_id = ANY ($1) AND status = 'soft'`, [
    tx.scope.stores,
  ]);
}

/** Soft reservations of a store for visits up to an instant, or for all visits; the nearest first. */
export async function softReservationIds(tx: Tx, storeId: string, until: Date | null): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM reservation
     WHERE store_id = $1 AND status = 'soft' AND ($2::timestamptz IS NULL OR starts_at <= $2) ORDER BY starts_at, id LIMIT $3`,
    [storeId, until, MOST_AT_ONCE],
  );
  return rows.map(({ id }) => id);
}

/** Reservations of a store that these lines belong to. */
export async function reservationIdsOf(tx: Tx, lineIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT DISTINCT reservation_id AS id FROM reservation_line WHERE id = ANY ($1::uuid[]) AND store_id = ANY ($2)`,
    [lineIds, tx.scope.stores],
  );
  return rows.map(({ id }) => id);
}
