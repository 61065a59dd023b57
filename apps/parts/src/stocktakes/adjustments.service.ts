import { Injectable } from '@nestjs/common';
import type { AdjustedLot, StocktakeAdjustment } from '@pitlane/contracts';
import type { Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { Delivery } from '../deliveries/delivery.entity.js';
import type { Reservation } from '../reservations/reservation.entity.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { bringBackCounted, newestLotOf, quantityOf, takeOut } from '../stock/leaving.queries.js';
import type { LockedPart } from '../stock/locked-parts.queries.js';
import { Lot } from '../stock/lot.entity.js';
import { type MoveNote, receiveLots } from '../stock/stock.queries.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import { levelsOf } from '../stock/stock-levels.queries.js';
import type { Stocktake } from './stocktake.entity.js';
import { CountContradicted, type KeepingLine, StocktakeTakesKept } from './stocktake.errors.js';
import type { StocktakeLine } from './stocktake-line.entity.js';
import { keepingLines, ledgerAt } from './stocktakes.queries.js';

/** What the approval of a stocktake makes of the ledger (PRT-9). */
@Injectable()
export class Adjustments {
  constructor(
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
  ) {}

  /**
   * Books away what was missing, free stock first, and books in what was found.
   * @param releaseLineIds lines of reservations that may become short; one that need not does not
   * @throws StocktakeTakesKept | CountContradicted | TooMuchStock
   */
  async book(
    tx: Tx,
    stocktake: Stocktake,
    releaseLineIds: readonly string[],
    at: Date,
  ): Promise<StocktakeAdjustment[]> {
    const lines = stocktake.countedLines;
    const note = { documentId: stocktake.id, at, reason: `stocktake ${stocktake.id}` };
    const partNumbers = lines.map(({ partNumber }) => partNumber);
    const reservations = await this.reservations.lockWith(tx, partNumbers, releaseLineIds);
    return this.stock.move(tx, partNumbers, at, async (parts) => {
      stocktake.compare(await ledgerAt(tx, stocktake.storeId, lines));
      const missing = lines.filter(({ varianceThousandths }) => varianceThousandths < 0);
      const surplus = lines.filter(({ varianceThousandths }) => varianceThousandths > 0);
      await this.release(tx, reservations, await robbedBy(tx, missing, releaseLineIds), note);
      const taken: StocktakeAdjustment[] = [];
      for (const line of missing) taken.push(await takeMissing(tx, line, note));
      const found = await bookFound(tx, surplus, parts, note);
      await this.reservations.fillShort(tx, parts, at);
      return [...taken, ...found];
    });
  }

  private async release(
    tx: Tx,
    reservations: readonly Reservation[],
    robbed: readonly KeepingLine[],
    note: { reason: string; at: Date },
  ): Promise<void> {
    for (const reservation of reservations) {
      const lines = robbed.filter(({ reservationId }) => reservationId === reservation.id);
      const lineIds = lines.map(({ lineId }) => lineId);
      if (lineIds.length > 0) await this.reservations.takeAway(tx, reservation, lineIds, note);
    }
  }
}

/** Lines that become short because more is missing than is free. @throws StocktakeTakesKept unless each of them may */
async function robbedBy(
  tx: Tx,
  missing: readonly StocktakeLine[],
  releaseLineIds: readonly string[],
): Promise<KeepingLine[]> {
  const robbed: KeepingLine[] = [];
  const unasked: KeepingLine[] = [];
  const levels = await levelsOf(
    tx,
    missing.map(({ partId }) => partId),
  );
  for (const [index, { partNumber, varianceThousandths }] of missing.entries()) {
    let needed = -varianceThousandths - (levels[index]?.availableThousandths ?? 0);
    if (needed <= 0) continue;
    const keeping = await keepingLines(tx, partNumber);
    for (const line of keeping.filter(({ lineId }) => releaseLineIds.includes(lineId))) {
      if (needed <= 0) break;
      robbed.push(line);
      needed -= line.keptThousandths;
    }
    if (needed > 0) unasked.push(...keeping.filter(({ lineId }) => !releaseLineIds.includes(lineId)));
  }
  if (unasked.length > 0) throw new StocktakeTakesKept(unasked);
  return robbed;
}

const adjusted = ({ lotId, quantityThousandths, unitCostFen }: AdjustedLot): AdjustedLot => ({
  lotId,
  quantityThousandths,
  unitCostFen,
});

/** Of free stock, then of quarantine. @throws CountContradicted */
async function takeMissing(
  tx: Tx,
  { partId, partNumber, varianceThousandths }: StocktakeLine,
  note: MoveNote,
): Promise<StocktakeAdjustment> {
  const leaving = {
    partId,
    from: ['free', 'quarantine'],
    kind: 'counted',
    mostThousandths: -varianceThousandths,
  } as const;
  const lots = await takeOut(tx, leaving, note);
  if (quantityOf(lots) < -varianceThousandths) throw new CountContradicted(partNumber);
  return { partNumber, missing: lots.map(adjusted), found: [] };
}

/** Back into the lots from which it was counted away, else into new lots at the cost of the newest. */
async function bookFound(
  tx: Tx,
  surplus: readonly StocktakeLine[],
  parts: LockedParts,
  note: MoveNote,
): Promise<StocktakeAdjustment[]> {
  const [first] = surplus;
  if (!first) return [];
  const delivery = Delivery.receive({
    ...{ id: uuidv7(), storeId: first.storeId, kind: 'stocktake' },
    ...{ deliveryNote: note.documentId, supplier: 'stocktake', receivedBy: tx.scope.actor.id, receivedAt: note.at },
  });
  const received: Lot[] = [];
  const found: StocktakeAdjustment[] = [];
  for (const { partId, partNumber, varianceThousandths } of surplus) {
    const back = await bringBackCounted(tx, { partId, mostThousandths: varianceThousandths }, note);
    const left = varianceThousandths - quantityOf(back);
    const lots = await newLots(tx, parts.get(partNumber), {
      deliveryId: delivery.id,
      quantityThousandths: left,
      at: note.at,
    });
    received.push(...lots);
    const foundNew = lots.map(({ id: lotId, unitCostFen }) => ({ lotId, quantityThousandths: left, unitCostFen }));
    found.push({ partNumber, missing: [], found: [...back, ...foundNew] });
  }
  if (received.length > 0) {
    await tx.save(delivery);
    await receiveLots(tx, received, note);
  }
  return found;
}

/** One lot of what is left, if anything is. */
async function newLots(
  tx: Tx,
  part: LockedPart | undefined,
  { deliveryId, quantityThousandths, at }: { deliveryId: string; quantityThousandths: number; at: Date },
): Promise<Lot[]> {
  const newest = part && (await newestLotOf(tx, part.id));
  if (!newest || quantityThousandths === 0) return [];
  const facts = {
    id: uuidv7(),
    deliveryId,
    quantityThousandths,
    ...newest,
    result: 'accepted',
    receivedAt: at,
  } as const;
  return [Lot.receive(part, facts)];
}
