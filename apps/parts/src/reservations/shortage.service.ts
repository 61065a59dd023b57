import { Injectable } from '@nestjs/common';
import { Database } from '@pitlane/platform';
import { GroupStock } from '../sister-stores/group-stock.service.js';
import { Reservation } from './reservation.entity.js';
import { ReservationsService } from './reservations.service.js';
import type { ShortageView } from './shortage.dto.js';

@Injectable()
export class Shortages {
  constructor(
    private readonly db: Database,
    private readonly reservations: ReservationsService,
    private readonly groupStock: GroupStock,
  ) {}

  /** What a reservation misses, when that can be there, and which sister store has it now. @throws NotFound */
  async of(reservationId: string, at: Date): Promise<ShortageView> {
    const { storeId, missingLines, days } = await this.db.read(async (tx) => {
      const reservation = await tx.get(Reservation, reservationId);
      const { storeId, missingLines } = reservation;
      return { storeId, missingLines, days: await this.reservations.arrivalDays(tx, missingLines, at) };
    });
    const found = await this.groupStock.availability(missingLines.map(({ partNumber }) => partNumber));
    const elsewhere = found.filter(({ stock }) => stock.storeId !== storeId && stock.availableThousandths > 0);
    const lines = missingLines.map(({ id: lineId, partNumber, missingThousandths }) => ({
      ...{ lineId, partNumber, missingThousandths },
      earliestArrivalOn: days.get(partNumber) ?? null,
      sisterStores: elsewhere.filter((one) => one.partNumber === partNumber).map(({ stock }) => stock),
    }));
    return { reservationId, lines };
  }
}
