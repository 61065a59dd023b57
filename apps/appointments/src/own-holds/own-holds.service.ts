import { Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { Database } from '@pitlane/platform';
import type { Deed } from '../booking-proposals/booking-proposal.entity.js';
import { assertOwnVehicle } from '../own-bookings/own-bookings.queries.js';
import { SlotHold } from '../slot-holds/slot-hold.entity.js';
import { type HoldWish, SlotHoldsService } from '../slot-holds/slot-holds.service.js';
import { askedByCustomer } from '../visit-links/visit.errors.js';

export type OwnWish = Pick<HoldWish, 'operationCodes' | 'startsAt' | 'meanwhile'> & { readonly vehicleId: string };

/** Times that customers keep while they decide (APT-6). What another holds is not there. */
@Injectable()
export class OwnHoldsService {
  constructor(
    private readonly db: Database,
    private readonly holds: SlotHoldsService,
  ) {}

  /** @throws TimeTaken | VehicleNotKnown | TooManyHolds, and as `SlotHoldsService.hold` */
  async hold(wish: OwnWish, deed: Deed): Promise<SlotHold> {
    await this.db.read((tx) => assertOwnVehicle(tx, wish.vehicleId, deed.by));
    return askedByCustomer(this.holds.hold({ ...wish, customerId: deed.by, parts: [] }, deed));
  }

  /** @throws NotFound | HoldEnded */
  async release(id: string, deed: Deed): Promise<SlotHold> {
    await this.assertOwn(id, deed.by);
    return this.holds.release(id, deed);
  }

  /** @throws NotFound */
  async assertOwn(id: string, customerId: string): Promise<void> {
    const { heldBy } = await this.db.read((tx) => tx.get(SlotHold, id));
    if (heldBy !== customerId) throw new NotFound('slot hold', id);
  }
}
