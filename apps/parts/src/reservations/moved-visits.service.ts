import { Injectable } from '@nestjs/common';
import type { Tx } from '@pitlane/platform';
import { StoreTerms } from '../policies/store-terms.service.js';
import { linesKeepingUntil, releaseUntil } from '../stock/last-day.queries.js';
import { Stock } from '../stock/stock.service.js';
import { KeptStock } from './kept-stock.service.js';
import type { Reservation } from './reservation.entity.js';
import { ReservationsService } from './reservations.service.js';

/** The visit of a booking has another time (APT-10). */
@Injectable()
export class MovedVisits {
  constructor(
    private readonly reservations: ReservationsService,
    private readonly keptStock: KeptStock,
    private readonly stock: Stock,
    private readonly terms: StoreTerms,
  ) {}

  /**
   * What is kept stays kept as long as it is good on that day, and what is wanted softly is taken when the visit is near by then. Nothing
   * is done for a booking that has ended.
   */
  async move(tx: Tx, appointmentId: string, startsAt: Date, at: Date): Promise<void> {
    const reservation = await this.reservations.lockOf(tx, 'appointment', appointmentId);
    if (!reservation?.isOpen) return;
    reservation.startsAt = startsAt;
    if (reservation.status === 'soft') return this.moveSoft(tx, reservation, at);
    await tx.save(reservation);
    await this.refit(tx, reservation, { day: this.stock.today(tx, startsAt), at });
  }

  private async moveSoft(tx: Tx, reservation: Reservation, at: Date): Promise<void> {
    const softly = reservation.soften((await this.terms.of(tx)).softBeyondDays, at);
    if (softly) await tx.save(reservation, softly);
    else await this.reservations.harden(tx, reservation, at);
  }

  /** Gives lots up that end before the visit, for others that do not; what was missing may be there for another day. */
  private async refit(tx: Tx, { id, lines }: Reservation, { day, at }: { day: string; at: Date }): Promise<void> {
    const lineIds = await linesKeepingUntil(
      tx,
      lines.map((line) => line.id),
      day,
    );
    const unfit = lines.filter((line) => lineIds.includes(line.id) || line.missingThousandths > 0);
    if (unfit.length === 0) return;
    const loss = {
      partNumbers: unfit.map(({ partNumber }) => partNumber),
      lineIds: () => Promise.resolve(lineIds),
      take: () => releaseUntil(tx, { lineIds, day }, { documentId: id, at }),
    };
    await this.keptStock.takeAway(tx, loss, at);
  }
}
