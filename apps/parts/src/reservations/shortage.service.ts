import { Injectable } from '@nestjs/common';
import { Database } from '@pitlane/platform';
import { earliestArrivals } from '../purchase-orders/arrivals.queries.js';
import { GroupStock } from '../sister-stores/group-stock.service.js';
import { Stock } from '../stock/stock.service.js';
import { Reservation } from './reservation.entity.js';
import type { ShortageView } from './shortage.dto.js';

@Injectable()
export class Shortages {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly groupStock: GroupStock,
  ) {}

  /** What a reservation misses, when that can be there, and which sister store has it now. @throws NotFound */
  of(reservationId: string, at: Date): Promise<ShortageView> {
    return this.db.read(async (tx) => {
      const { storeId, missingLines } = await tx.get(Reservation, reservationId);
      const partNumbers = missingLines.map(({ partNumber }) => partNumber);
      const waiting = { storeId, partNumbers, lineIds: missingLines.map(({ id }) => id) };
      const days = await earliestArrivals(tx, waiting, this.stock.today(tx, at));
      const elsewhere = (await this.groupStock.availability(partNumbers)).filter(
        ({ stock }) => stock.storeId !== storeId && stock.availableThousandths > 0,
      );
      const lines = missingLines.map(({ id: lineId, partNumber, missingThousandths }) => ({
        ...{ lineId, partNumber, missingThousandths },
        earliestArrivalOn: days.get(partNumber) ?? null,
        sisterStores: elsewhere.filter((found) => found.partNumber === partNumber).map(({ stock }) => stock),
      }));
      return { reservationId, lines };
    });
  }
}
