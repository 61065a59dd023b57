import type { Tx } from '@pitlane/platform';
import type { Reservation } from '../reservations/reservation.entity.js';

const MOST_AT_ONCE = 500;

/** Reservations of a store that are past their time and still keep something, oldest first. */
export async function expiredReservationIds(tx: Tx, storeId: string, at: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM reservation
     WHERE store_id = $1 AND kept_until <= $2 AND status <> 'released' ORDER BY kept_until LIMIT $3`,
    [storeId, at, MOST_AT_ONCE],
  );
  return rows.map(({ id }) => id);
}

/** Writes new reservations of one store, made at the counter, with their lines. */
export async function insertReservations(tx: Tx, reservations: readonly Reservation[]): Promise<void> {
  const lines = reservations.flatMap((reservation) => reservation.lines.map((line) => ({ ...line, reservation })));
  await tx.query(
    `WITH made AS (
       INSERT INTO reservation (id, store_id, version, event_version, purpose, purpose_id, status, reason, kept_until)
       SELECT id, $1, 1, 1, 'counter', id, status, reason, kept_until
       FROM unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) AS made (id, status, reason, kept_until))
     INSERT INTO reservation_line (id, store_id, reservation_id, position, part_number, requested_thousandths,
       reserved_thousandths, filled_at_once_thousandths, issued_thousandths, is_soft, closed,
       to_pick_thousandths)
     SELECT id, $1, reservation_id, position, part_number, requested, reserved, reserved, 0, false, false, 0
     FROM unnest($6::uuid[], $7::uuid[], $8::int[], $9::text[], $10::bigint[], $11::bigint[])
       AS line (id, reservation_id, position, part_number, requested, reserved)`,
    [
      reservations[0]?.storeId,
      reservations.map(({ id }) => id),
      reservations.map(({ status }) => status),
      reservations.map(({ reason }) => reason),
      reservations.map(({ keptUntil }) => keptUntil),
      lines.map(({ id }) => id),
      lines.map(({ reservation }) => reservation.id),
      lines.map(({ position }) => position),
      lines.map(({ partNumber }) => partNumber),
      lines.map(({ requestedThousandths }) => requestedThousandths),
      lines.map(({ reservedThousandths }) => reservedThousandths),
    ],
  );
}
