import { Injectable } from '@nestjs/common';
import type { AffectedRepairOrder } from '@pitlane/contracts';
import { Database, type Tx } from '@pitlane/platform';
import { withLots } from '../deliveries/deliveries.queries.js';
import { Delivery, type Suspicion } from '../deliveries/delivery.entity.js';
import type { Reservation } from '../reservations/reservation.entity.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { clearQuarantine, quarantineKept } from '../stock/quarantine.queries.js';
import { Stock } from '../stock/stock.service.js';
import { affectedBy, keepingLineIds, markSuspected } from './recalls.queries.js';

/** Deliveries that are counterfeit or recalled, as far as somebody suspects (PRT-8). */
@Injectable()
export class RecallsService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
  ) {}

  /**
   * Puts all that is left of a delivery into quarantine, also what is kept for somebody: those are short from then on, unless other
   * lots can take the place. What comes back of it later goes there, too.
   * @returns who got something of it
   * @throws NotFound | DeliveryIsSuspected
   */
  suspect(deliveryId: string, suspicion: Suspicion): Promise<AffectedRepairOrder[]> {
    const { reason, at } = suspicion;
    return this.db.transaction(async (tx) => {
      const delivery = await tx.lock(Delivery, deliveryId);
      delivery.suspect(suspicion);
      const { lots } = await withLots(tx, delivery);
      const partNumbers = lots.map(({ partNumber }) => partNumber);
      await this.lockTouched(tx, deliveryId, partNumbers);
      return this.stock.move(tx, partNumbers, at, async (parts) => {
        const touched = await this.lockTouched(tx, deliveryId, partNumbers);
        await markSuspected(tx, deliveryId, true);
        const lost = await quarantineKept(tx, deliveryId, { documentId: deliveryId, at, reason });
        for (const reservation of touched.filter((candidate) => takeAway(candidate, lost))) {
          await tx.save(reservation, await this.reservations.announced(tx, reservation, at));
        }
        await this.reservations.fillShort(tx, parts, at);
        const repairOrders = await affectedBy(tx, deliveryId);
        await tx.save(delivery, delivery.suspected(lots, repairOrders, suspicion));
        return repairOrders;
      });
    });
  }

  /** It was unfounded: what the inspection had accepted is free again, for those who wait. @throws NotFound | DeliveryNotSuspected */
  lift(deliveryId: string, { reason, at }: { reason: string; at: Date }): Promise<void> {
    return this.db.transaction(async (tx) => {
      const delivery = await tx.lock(Delivery, deliveryId);
      const lifted = delivery.liftSuspicion(reason, at);
      const { lots } = await withLots(tx, delivery);
      const partNumbers = lots.map(({ partNumber }) => partNumber);
      const accepted = lots.filter(({ result }) => result === 'accepted').map(({ id }) => id);
      await this.reservations.lockShort(tx, partNumbers);
      await this.stock.move(tx, partNumbers, at, async (parts) => {
        await markSuspected(tx, deliveryId, false);
        await clearQuarantine(tx, accepted, { documentId: deliveryId, at, reason });
        await this.reservations.fillShort(tx, parts, at);
      });
      await tx.save(delivery, lifted);
    });
  }

  /** @throws NotFound */
  affectedBy(deliveryId: string): Promise<AffectedRepairOrder[]> {
    return this.db.read(async (tx) => {
      await tx.get(Delivery, deliveryId);
      return affectedBy(tx, deliveryId);
    });
  }

  /**
   * Asked again when the parts are locked: somebody may have been given stock meanwhile. Should that end in a circle the database
   * undoes it, and it is tried again.
   */
  private async lockTouched(tx: Tx, deliveryId: string, partNumbers: readonly string[]): Promise<Reservation[]> {
    return this.reservations.lockWith(tx, partNumbers, await keepingLineIds(tx, deliveryId));
  }
}

/** @returns whether it lost something */
function takeAway({ lines }: Reservation, lost: ReadonlyMap<string, number>): boolean {
  const losing = lines.filter(({ id }) => lost.has(id));
  for (const line of losing) line.handOver(lost.get(line.id) ?? 0);
  return losing.length > 0;
}
