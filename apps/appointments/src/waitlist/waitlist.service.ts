import { Injectable } from '@nestjs/common';
import { actingStore, Database, Stores, type Tx, violatedConstraint } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { assertRoomAhead } from '../appointments/appointments.queries.js';
import type { Act } from '../appointments/booking.js';
import { AppointmentsService, type BookingRequest } from '../appointments/appointments.service.js';
import type { Deed } from '../booking-proposals/booking-proposal.entity.js';
import { dayPeriod } from '../capacity/day.js';
import { noteFreed } from '../capacity/freed-days.queries.js';
import type { EstimatedPart } from '../estimates/estimate.js';
import { estimateFor } from '../estimates/estimates.queries.js';
import { knownCustomerOf } from '../known-customers/known-customers.queries.js';
import { SlotHoldsService } from '../slot-holds/slot-holds.service.js';
import { WaitlistEntry, type Waiting, type WaitlistEndReason } from './waitlist-entry.entity.js';
import { WaitsAlready } from './waitlist-entry.errors.js';
import type { WaitlistOffer } from './waitlist-offer.entity.js';
import { openEntryIds } from './waitlist.queries.js';
import { WAITLIST } from './waitlist-offers.service.js';

export interface JoinRequest extends Waiting {
  readonly operationCodes: readonly string[];
  readonly parts: readonly EstimatedPart[];
}

/** Those who wait, and their answers to what they are offered (APT-12). The entry is locked first, then its hold. */
@Injectable()
export class WaitlistService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly holds: SlotHoldsService,
    private readonly appointments: AppointmentsService,
  ) {}

  /**
   * Puts a customer at the end of the line; what is free on their days already is looked at, too.
   * @throws VehicleNotKnown | CustomerNotKnown | CustomerIsErased | OperationsNotKnown | NoPriceList |
   *   WaitlistDaysNotPossible | WaitlistTimesNotPossible | WaitsAlready
   */
  join({ operationCodes, parts, ...waiting }: JoinRequest, deed: Deed): Promise<WaitlistEntry> {
    return this.db.transaction(async (tx) => {
      const store = this.stores.get(actingStore(tx.scope));
      await knownCustomerOf(tx, waiting);
      const at = new Date(dayPeriod(waiting.firstDay, store.zone).to.getTime() - 1);
      const estimate = await estimateFor(tx, store, { operationCodes, parts, at });
      const { id: storeId, zone } = store;
      const entry = WaitlistEntry.join({ ...waiting, id: uuidv7(), storeId, zone, estimate, deed });
      await tx.save(entry).catch((error: unknown) => {
        throw violatedConstraint(error) === 'waitlist_entry_open_once' ? new WaitsAlready(entry.vehicleId) : error;
      });
      await noteFreed(tx, entry.days);
      return entry;
    });
  }

  /**
   * The customer takes what is offered: the visit is booked from its hold.
   * @param mostAhead how many visits the customer, who acts by themselves then, may have ahead with this one
   * @throws NotFound | NothingOffered | OfferLapsed | CustomerIsErased | HoldExpired | TooManyVisitsAhead | NoCapacity
   */
  accept(id: string, act: Act, mostAhead?: number): Promise<WaitlistEntry> {
    return this.db.transaction(async (tx) => {
      if (mostAhead !== undefined) await assertRoomAhead(tx, act.by, mostAhead);
      const entry = await tx.lock(WaitlistEntry, id);
      const request = requestOf(entry, entry.offerAt(act.at));
      const appointment = await this.appointments.bookIn(tx, request, { act, heldElsewhere: [] });
      entry.take(appointment.id, act.at);
      return tx.save(entry);
    });
  }

  /** The customer wants another time and waits on; the next in line are looked at. @throws NotFound | NothingOffered | OfferLapsed */
  decline(id: string, at: Date): Promise<WaitlistEntry> {
    return this.db.transaction(async (tx) => {
      const entry = await tx.lock(WaitlistEntry, id);
      const { slotHoldId } = entry.decline(at);
      await this.holds.withdraw(tx, slotHoldId, { at, by: WAITLIST });
      await noteFreed(tx, entry.days);
      return tx.save(entry);
    });
  }

  /** The customer waits no more. @throws NotFound | WaitlistEntryEnded */
  leave(id: string, at: Date): Promise<WaitlistEntry> {
    return this.db.transaction((tx) => this.leaveIn(tx, id, { reason: 'left', at }));
  }

  /** Who was erased waits for nothing (CRM-12), in the transaction of the event. */
  async leaveErased(tx: Tx, customerId: string, at: Date): Promise<void> {
    for (const id of await openEntryIds(tx, customerId)) await this.leaveIn(tx, id, { reason: 'erased', at });
  }

  private async leaveIn(
    tx: Tx,
    id: string,
    { reason, at }: { reason: WaitlistEndReason; at: Date },
  ): Promise<WaitlistEntry> {
    const entry = await tx.lock(WaitlistEntry, id);
    const offer = entry.leave(reason, at);
    if (offer) await this.holds.withdraw(tx, offer.slotHoldId, { at, by: WAITLIST });
    return tx.save(entry);
  }
}

/** The visit as it was waited for, at the offered time. */
function requestOf(entry: WaitlistEntry, { slotHoldId, startsAt }: WaitlistOffer): BookingRequest {
  const { id, customerId, vehicleId, channel, complaint, meanwhile, estimate } = entry;
  return {
    ...{ customerId, vehicleId, channel, complaint, meanwhile, expertWanted: false, startsAt },
    causedBy: `waitlist-entry:${id}`,
    operationCodes: estimate.operations.map(({ operationCode }) => operationCode),
    parts: estimate.parts,
    hold: { id: slotHoldId, heldBy: WAITLIST },
  };
}
