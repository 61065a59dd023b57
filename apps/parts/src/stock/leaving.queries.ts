import type { AdjustedLot } from '@pitlane/contracts';
import type { Tx } from '@pitlane/platform';
import type { LockedPart } from './locked-parts.queries.js';
import { InsufficientStock } from './stock.errors.js';
import {
  type MovedLot,
  movedLotFrom,
  type MovedRow,
  type MoveNote,
  NOTE,
  NOTE_VALUES,
  noteOf,
} from './stock.queries.js';

/** How stock leaves the store, save by an issue. */
export type LeavingKind = 'counted' | 'scrapped' | 'moved-out' | 'sent-back';

export type Place = 'free' | 'quarantine';

export interface Leaving {
  readonly partId: string;
  /** Of this lot alone. */
  readonly lotId?: string;
  /** What lies there, in this order. */
  readonly from: readonly Place[];
  readonly kind: LeavingKind;
  readonly mostThousandths: number;
}

/** A quantity of a part that leaves as a whole. */
export type WholeLeaving = Omit<Leaving, 'partId' | 'mostThousandths'> & {
  readonly partNumber: string;
  readonly quantityThousandths: number;
};

/** A quantity that left, with all that another store must know of its lot. */
export interface LeftLot extends MovedLot {
  readonly certificate: string | null;
  /** Calendar day. */
  readonly expiresOn: string | null;
}

interface LeftRow extends MovedRow {
  certificate: string | null;
  expires_on: string | null;
}

/** In thousandths. */
export const quantityOf = (lots: readonly { quantityThousandths: number }[]): number =>
  lots.reduce((sum, { quantityThousandths }) => sum + quantityThousandths, 0);

/**
 * Takes stock that is kept for nobody off the books, oldest lots first, expiry before age (PRT-3). The part's row is locked by then.
 * What was counted away is held with the scrapped quantity of its lot, until it is found again.
 * @returns the lots in that order; together at most what was asked for
 */
export async function takeOut(
  tx: Tx,
  { from, mostThousandths, ...leaving }: Leaving,
  note: MoveNote,
): Promise<LeftLot[]> {
  const taken: LeftLot[] = [];
  for (const place of from) {
    const left = mostThousandths - quantityOf(taken);
    if (left > 0) taken.push(...(await takeFrom(tx, place, { ...leaving, mostThousandths: left }, note)));
  }
  return taken;
}

/** As `takeOut`, all of it; a part that is not listed has no stock. @throws InsufficientStock */
export async function takeWhole(
  tx: Tx,
  parts: ReadonlyMap<string, LockedPart>,
  { partNumber, quantityThousandths, ...leaving }: WholeLeaving,
  note: MoveNote,
): Promise<LeftLot[]> {
  const partId = parts.get(partNumber)?.id;
  const whole = { ...leaving, mostThousandths: quantityThousandths };
  const lots = partId === undefined ? [] : await takeOut(tx, { ...whole, partId }, note);
  const missing = quantityThousandths - quantityOf(lots);
  if (missing > 0) throw new InsufficientStock(partNumber, missing);
  return lots;
}

async function takeFrom(
  tx: Tx,
  place: Place,
  { partId, lotId, kind, mostThousandths }: Omit<Leaving, 'from'>,
  note: MoveNote,
): Promise<LeftLot[]> {
  const rows = await tx.query<LeftRow>(
    `WITH there AS (
       SELECT id, store_id, expires_on, received_at,
              CASE $8 WHEN 'free' THEN available_thousandths ELSE quarantined_thousandths END AS quantity
       FROM lot WHERE part_id = $6 AND is_on_hand AND ($7::uuid IS NULL OR id = $7)),
     in_turn AS (
       SELECT *, sum(quantity) OVER (ORDER BY expires_on, received_at, id) - quantity AS older FROM there WHERE quantity > 0),
     moved AS (
       INSERT INTO movement (store_id, lot_id, kind, available_delta, quarantined_delta, scrapped_delta, moved_out_delta, sent_back_delta, ${NOTE})
       SELECT store_id, id, $9, -taken * ($8 = 'free')::int, -taken * ($8 <> 'free')::int,
              taken * ($9 IN ('counted', 'scrapped'))::int, taken * ($9 = 'moved-out')::int, taken * ($9 = 'sent-back')::int, ${NOTE_VALUES}
       FROM in_turn, LATERAL (SELECT least(quantity, $10 - older) AS taken) most WHERE older < $10 ORDER BY older
       RETURNING seq, lot_id, scrapped_delta + moved_out_delta + sent_back_delta AS quantity)
     SELECT lot.id AS lot_id, lot.delivery_id, delivery.delivery_note, delivery.supplier, lot.unit_cost_fen, lot.certificate,
            lot.expires_on::text, moved.quantity
     FROM moved JOIN lot ON lot.id = moved.lot_id JOIN delivery ON delivery.id = lot.delivery_id ORDER BY moved.seq`,
    [...noteOf(tx, note), partId, lotId ?? null, place, kind, mostThousandths],
  );
  return rows.map((row) => ({ ...movedLotFrom(row), certificate: row.certificate, expiresOn: row.expires_on }));
}

/**
 * Books what was counted away and is found again back into its own lots, the newest first (PRT-9).
 * @returns those lots; together at most what was asked for
 */
export async function bringBackCounted(
  tx: Tx,
  { partId, mostThousandths }: { partId: string; mostThousandths: number },
  note: MoveNote,
): Promise<AdjustedLot[]> {
  const rows = await tx.query<{ lot_id: string; unit_cost_fen: string; quantity: string }>(
    `WITH missing AS (
       SELECT lot.id, lot.store_id, lot.unit_cost_fen, lot.received_at, sum(movement.scrapped_delta) AS quantity
       FROM lot JOIN movement ON movement.lot_id = lot.id AND movement.kind = 'counted'
       WHERE lot.part_id = $6 AND lot.scrapped_thousandths > 0 AND lot.result = 'accepted'
       GROUP BY lot.id HAVING sum(movement.scrapped_delta) > 0),
     in_turn AS (
       SELECT *, sum(quantity) OVER (ORDER BY received_at DESC, id DESC) - quantity AS newer FROM missing),
     moved AS (
       INSERT INTO movement (store_id, lot_id, kind, available_delta, scrapped_delta, ${NOTE})
       SELECT store_id, id, 'counted', back, -back, ${NOTE_VALUES}
       FROM in_turn, LATERAL (SELECT least(quantity, $7 - newer) AS back) most WHERE newer < $7 ORDER BY newer
       RETURNING seq, lot_id, available_delta AS quantity)
     SELECT lot.id AS lot_id, lot.unit_cost_fen, moved.quantity FROM moved JOIN lot ON lot.id = moved.lot_id ORDER BY moved.seq`,
    [...noteOf(tx, note), partId, mostThousandths],
  );
  return rows.map((row) => ({
    lotId: row.lot_id,
    unitCostFen: Number(row.unit_cost_fen),
    quantityThousandths: Number(row.quantity),
  }));
}

/** The newest accepted lot of a part: what is found of it without a lot of its own takes its cost. */
export interface NewestLot {
  readonly unitCostFen: number;
  readonly certificate: string | null;
  readonly expiresOn: string | null;
}

export async function newestLotOf(tx: Tx, partId: string): Promise<NewestLot | undefined> {
  const [row] = await tx.query<{ unit_cost_fen: string; certificate: string | null; expires_on: string | null }>(
    `SELECT unit_cost_fen, certificate, expires_on::text FROM lot
     WHERE part_id = $1 AND result = 'accepted' ORDER BY received_at DESC, id DESC LIMIT 1`,
    [partId],
  );
  return row && { unitCostFen: Number(row.unit_cost_fen), certificate: row.certificate, expiresOn: row.expires_on };
}

/** Puts what had moved out and came back into its own lots. */
export async function returnMovedOut(
  tx: Tx,
  lots: readonly { lotId: string; quantityThousandths: number }[],
  note: MoveNote,
): Promise<void> {
  await tx.query(
    `INSERT INTO movement (store_id, lot_id, kind, available_delta, moved_out_delta, ${NOTE})
     SELECT lot.store_id, lot.id, 'moved-out', q, -q, ${NOTE_VALUES}
     FROM unnest($6::uuid[], $7::bigint[]) AS back (lot_id, q) JOIN lot ON lot.id = back.lot_id ORDER BY lot.id`,
    [...noteOf(tx, note), lots.map(({ lotId }) => lotId), lots.map(({ quantityThousandths }) => quantityThousandths)],
  );
}
