import { Injectable } from '@nestjs/common';
import { localTime } from '@pitlane/kernel';
import { actingStore, Database, Log, oneByOne, Stores, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { NoCapacity } from '../capacity/capacity.errors.js';
import { forgetFreed, freedDays, noteFreed } from '../capacity/freed-days.queries.js';
import { passingOver } from '../capacity/last-wall.js';
import { SETTINGS } from '../settings.js';
import { SlotHoldsService } from '../slot-holds/slot-holds.service.js';
import { WaitlistEntry } from './waitlist-entry.entity.js';
import { offeredUntil } from './waitlist-offer.entity.js';
import { firstFit, type Fit, keyOf, lapsedIds, type Look, overIds } from './waitlist.queries.js';

/** Who holds what is offered. */
export const WAITLIST = 'waitlist';

/**
 * What became free is offered in the order of the line (APT-12). Many may look at once: an entry is locked and looked at again, so it is
 * offered one time only; one that dies leaves the freed days for the next.
 */
@Injectable()
export class WaitlistOffersService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly holds: SlotHoldsService,
    private readonly log: Log,
  ) {}

  /** Offers what became free in the store of the scope until nobody is left whom it fits; in the night it waits for the morning. */
  async offerFreed(now: Date): Promise<void> {
    const store = this.stores.get(actingStore());
    const { time } = localTime(now, store.zone);
    if (time < SETTINGS.waitlistOffersFrom || time >= SETTINGS.waitlistOffersUntil) return;
    const freed = await this.db.read(freedDays);
    if (freed.length === 0) return;
    const passedOver = new Set<string>();
    for (let isOffered = true; isOffered;) {
      isOffered = await passingOver(async (heldElsewhere) => {
        const look = { freed, now, passedOver, heldElsewhere };
        const fit = await this.db.read((tx) => firstFit(tx, store, look));
        if (fit && !(await this.isKept(fit, look))) passedOver.add(keyOf(fit));
        return fit !== undefined;
      });
    }
    await this.db.transaction((tx) => forgetFreed(tx, freed));
  }

  /** False when something stands against it that the calendar does not show, such as a car that is booked in another store. */
  private async isKept(fit: Fit, look: Look): Promise<boolean> {
    try {
      await this.db.transaction((tx) => this.offer(tx, fit, look));
      return true;
    } catch (error) {
      if (error instanceof NoCapacity) return false;
      throw error;
    }
  }

  private async offer(tx: Tx, { entryId, version, startsAt }: Fit, { now, heldElsewhere }: Look): Promise<void> {
    const entry = await tx.lock(WaitlistEntry, entryId);
    const expiresAt = offeredUntil(startsAt, now);
    if (!expiresAt || entry.version !== version) return;
    const { customerId, vehicleId, estimate, meanwhile } = entry;
    const wish = { customerId, vehicleId, estimate, meanwhile, startsAt, expiresAt, heldElsewhere };
    const hold = await this.holds.keep(tx, wish, { at: now, by: WAITLIST });
    await tx.save(entry, entry.offer(hold, uuidv7(), now));
  }

  /** Offers that nobody answered in time are no more; who let one lapse waits on, and the next in line are looked at. */
  async lapseDue(now: Date): Promise<void> {
    const due = await this.db.read((tx) => lapsedIds(tx, now));
    await oneByOne(due, this.log, (id) =>
      this.db.transaction(async (tx) => {
        const entry = await tx.lock(WaitlistEntry, id);
        if (!entry.lapse(now)) return;
        await noteFreed(tx, entry.days);
        await tx.save(entry);
      }),
    );
  }

  /** Whose days have passed waits no more. */
  async endOver(now: Date): Promise<void> {
    const over = await this.db.read((tx) => overIds(tx, now));
    await oneByOne(over, this.log, (id) =>
      this.db.transaction(async (tx) => {
        const entry = await tx.lock(WaitlistEntry, id);
        if (entry.status !== 'waiting') return;
        entry.leave('over', now);
        await tx.save(entry);
      }),
    );
  }
}
