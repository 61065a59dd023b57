import { Injectable } from '@nestjs/common';
import type { Tx } from '@pitlane/platform';
import { quarantineExpired } from '../stock/last-day.queries.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import type { Reservation } from './reservation.entity.js';
import { ReservationsService } from './reservations.service.js';

/** Why lines lose stock that they keep. */
export interface Loss {
  readonly partNumbers: readonly string[];
  /** Which lines lose something. */
  lineIds(): Promise<string[]>;
  /** Moves it, from lines whose reservations are locked. Answers what each line lost, in thousandths. */
  take(lineIds: readonly string[]): Promise<Map<string, number>>;
}

/** Stock that may not be kept for its lines any more. */
@Injectable()
export class KeptStock {
  constructor(
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
  ) {}

  /** Takes it away: the lines are short from then on, and say so, unless other lots can take the place. */
  async takeAway(tx: Tx, { partNumbers, ...loss }: Loss, at: Date): Promise<void> {
    await this.reservations.lockWith(tx, partNumbers, await loss.lineIds());
    await this.stock.move(tx, partNumbers, at, async (parts) => {
      // Asked again when the parts are locked: somebody may have been given stock meanwhile. Should that end in a circle the
      // database undoes it, and it is tried again.
      const lineIds = await loss.lineIds();
      const touched = await this.reservations.lockWith(tx, partNumbers, lineIds);
      const lost = await loss.take(lineIds);
      for (const reservation of touched.filter((candidate) => lose(candidate, lost))) {
        await tx.save(reservation, await this.reservations.announced(tx, reservation, at));
      }
      await this.reservations.fillShort(tx, parts, at);
    });
  }

  /**
   * As `takeAway`, of what one reservation keeps past its last day; it is locked, and so are the parts.
   * @returns whether it lost something: what of that could not be replaced is the caller's to say
   */
  async replaceExpired(tx: Tx, reservation: Reservation, parts: LockedParts, at: Date): Promise<boolean> {
    const keeping = reservation.keepingLines.filter(({ partNumber }) => parts.has(partNumber));
    const lineIds = keeping.map(({ id }) => id);
    const lost = await quarantineExpired(tx, { lineIds, today: this.stock.today(tx, at) }, at);
    if (!lose(reservation, lost)) return false;
    await this.reservations.fillInTurn(tx, [{ reservation, actorId: tx.scope.actor.id, at }], parts);
    return true;
  }
}

/** @param lost by line, in thousandths @returns whether it lost something */
function lose({ lines }: Reservation, lost: ReadonlyMap<string, number>): boolean {
  const losing = lines.filter(({ id }) => lost.has(id));
  for (const line of losing) line.handOver(lost.get(line.id) ?? 0);
  return losing.length > 0;
}
