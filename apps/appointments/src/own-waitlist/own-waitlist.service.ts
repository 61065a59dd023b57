import { Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { Database, type Page, type PageQuery } from '@pitlane/platform';
import type { Act } from '../appointments/booking.js';
import { assertOwnVehicle } from '../own-bookings/own-bookings.queries.js';
import { SETTINGS } from '../settings.js';
import { askedByCustomer } from '../visit-links/visit.errors.js';
import type { WaitlistEntry } from '../waitlist/waitlist-entry.entity.js';
import { WaitlistQueries } from '../waitlist/waitlist.queries.js';
import { type JoinRequest, WaitlistService } from '../waitlist/waitlist.service.js';

/** Customers wait for a time, and answer what they are offered, by themselves (APT-12). What another waits for is not there. */
@Injectable()
export class OwnWaitlistService {
  constructor(
    private readonly db: Database,
    private readonly waitlist: WaitlistService,
    private readonly queries: WaitlistQueries,
  ) {}

  /** @throws VehicleNotKnown, and as `WaitlistService.join` */
  async join(request: Omit<JoinRequest, 'customerId' | 'parts'>, act: Act): Promise<WaitlistEntry> {
    await this.db.read((tx) => assertOwnVehicle(tx, request.vehicleId, act.by));
    return this.waitlist.join({ ...request, customerId: act.by, parts: [] }, act);
  }

  page(customerId: string, page: PageQuery): Promise<Page<WaitlistEntry>> {
    return this.queries.page({ customerId }, page);
  }

  /** @throws NotFound | NothingOffered | OfferLapsed | CustomerIsErased | HoldExpired | TooManyVisitsAhead | TimeTaken */
  async accept(id: string, act: Act): Promise<WaitlistEntry> {
    await this.assertOwn(id, act.by);
    return askedByCustomer(this.waitlist.accept(id, act, SETTINGS.ownVisitsAhead));
  }

  /** @throws NotFound | NothingOffered | OfferLapsed */
  async decline(id: string, act: Act): Promise<WaitlistEntry> {
    await this.assertOwn(id, act.by);
    return this.waitlist.decline(id, act.at);
  }

  /** @throws NotFound | WaitlistEntryEnded */
  async leave(id: string, act: Act): Promise<WaitlistEntry> {
    await this.assertOwn(id, act.by);
    return this.waitlist.leave(id, act.at);
  }

  /** @throws NotFound */
  private async assertOwn(id: string, customerId: string): Promise<void> {
    const entry = await this.queries.get(id);
    if (entry.customerId !== customerId) throw new NotFound('waitlist entry', id);
  }
}
