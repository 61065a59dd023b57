import { Injectable } from '@nestjs/common';
import { plusMinutes } from '@pitlane/kernel';
import { actingStore, Database, Log, oneByOne, Stores, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { assertAdvisor } from '../advisors/advisor-choice.js';
import { askedBy, type MeanwhileWish } from '../appointments/meanwhile.js';
import type { Deed } from '../booking-proposals/booking-proposal.entity.js';
import { NoCapacity } from '../capacity/capacity.errors.js';
import { CapacityService } from '../capacity/capacity.service.js';
import { refusalOf } from '../capacity/last-wall.js';
import { needOf } from '../capacity/need.js';
import { CourtesyLoansService } from '../courtesy-loans/courtesy-loans.service.js';
import type { Estimate, EstimatedPart } from '../estimates/estimate.js';
import { estimateFor } from '../estimates/estimates.queries.js';
import { knownCustomerOf } from '../known-customers/known-customers.queries.js';
import { SETTINGS } from '../settings.js';
import { SlotHold } from './slot-hold.entity.js';
import { HalfAVisitor, TooManyHolds } from './slot-hold.errors.js';
import { countOpenHolds, dueHoldIds } from './slot-holds.queries.js';

/** Who decides, and what they would like besides the work. */
interface Decider {
  readonly customerId?: string;
  readonly vehicleId?: string;
  readonly preferredAdvisorId?: string;
  /** Left out: as of one who waits. */
  readonly meanwhile?: MeanwhileWish;
}

export interface HoldWish extends Decider {
  readonly operationCodes: readonly string[];
  readonly parts: readonly EstimatedPart[];
  readonly startsAt: Date;
}

/** Work that is estimated, to be held until an instant. */
export interface Keep extends Decider {
  readonly estimate: Estimate;
  readonly startsAt: Date;
  readonly expiresAt: Date;
  /** Staff ids of technicians whom another store has at that time. */
  readonly heldElsewhere: readonly string[];
}

/** Each command is one transaction: lock the hold, let it decide, give its slots back. The hold is locked first, then slots, then the fleet. */
@Injectable()
export class SlotHoldsService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly capacity: CapacityService,
    private readonly courtesyLoans: CourtesyLoansService,
    private readonly log: Log,
  ) {}

  /**
   * Keeps a time while the customer decides (APT-6).
   * @throws NoCapacity with alternatives | StartInThePast | StartOffTheGrid | OperationsNotKnown | NoPriceList |
   *   VehicleNotKnown | CustomerNotKnown | CustomerIsErased | AdvisorNotOfStore | HalfAVisitor | TooManyHolds
   */
  hold(wish: HoldWish, deed: Deed): Promise<SlotHold> {
    return this.capacity.taking({ startsAt: wish.startsAt, now: deed.at }, (tx, heldElsewhere) =>
      this.holdIn(tx, wish, { deed, heldElsewhere }),
    );
  }

  private async holdIn(
    tx: Tx,
    { operationCodes, parts, ...wish }: HoldWish,
    { deed, heldElsewhere }: { deed: Deed; heldElsewhere: readonly string[] },
  ): Promise<SlotHold> {
    const store = this.stores.get(actingStore(tx.scope));
    const { startsAt, customerId, vehicleId, preferredAdvisorId } = wish;
    if (preferredAdvisorId !== undefined) assertAdvisor(store, preferredAdvisorId, '/preferredAdvisorId');
    if ((customerId === undefined) !== (vehicleId === undefined)) throw new HalfAVisitor();
    if ((await countOpenHolds(tx, deed)) >= SETTINGS.mostOpenHolds) throw new TooManyHolds(SETTINGS.mostOpenHolds);
    if (customerId !== undefined && vehicleId !== undefined) await knownCustomerOf(tx, { customerId, vehicleId });
    const estimate = await estimateFor(tx, store, { operationCodes, parts, at: startsAt });
    const expiresAt = plusMinutes(deed.at, SETTINGS.holdMinutes);
    return this.keep(tx, { ...wish, estimate, expiresAt, heldElsewhere }, deed);
  }

  /**
   * Keeps a time in the transaction of whoever wants it; no hold outlasts the start.
   * @throws NoCapacity | HeldElsewhere | StartInThePast | StartOffTheGrid
   */
  async keep(
    tx: Tx,
    { estimate, startsAt, expiresAt, heldElsewhere, ...decider }: Keep,
    deed: Deed,
  ): Promise<SlotHold> {
    const { id: storeId, slotMinutes } = this.stores.get(actingStore(tx.scope));
    const need = { ...needOf(estimate, decider.vehicleId), ...askedBy(decider.meanwhile) };
    const plan = await this.capacity.take(tx, need, { startsAt, now: deed.at, heldElsewhere });
    const stay = { startsAt, endsAt: plan.endsAt };
    const wantsCar = need.meanwhile === 'courtesy-car';
    const car = wantsCar ? await this.courtesyLoans.freeCarFor(tx, stay, deed.at) : undefined;
    if (wantsCar && !car) throw new NoCapacity(need, { reason: 'courtesy-car' });
    const hold = SlotHold.hold({
      ...{ id: uuidv7(), storeId, startsAt, slotMinutes, estimate, plan, deed, newId: uuidv7 },
      customerId: decider.customerId ?? null,
      vehicleId: decider.vehicleId ?? null,
      preferredAdvisorId: decider.preferredAdvisorId ?? null,
      courtesyCar: car ? { courtesyCarId: car.courtesyCarId, until: car.period.to } : null,
      expiresAt: expiresAt < startsAt ? expiresAt : startsAt,
    });
    return tx.save(hold).catch((error: unknown) => {
      throw refusalOf(error, need, plan);
    });
  }

  /** @throws NotFound | HoldOfAnother | HoldEnded */
  release(id: string, deed: Deed): Promise<SlotHold> {
    return this.db.transaction(async (tx) => {
      const hold = await tx.lock(SlotHold, id);
      hold.release(deed);
      return this.giveBack(tx, hold);
    });
  }

  /** Gives back what was offered, in the transaction of whoever ends the offer, unless it ended by itself. @throws NotFound */
  async withdraw(tx: Tx, id: string, deed: Deed): Promise<void> {
    const hold = await tx.lock(SlotHold, id);
    if (hold.status !== 'held') return;
    hold.release(deed);
    await this.giveBack(tx, hold);
  }

  /** Gives every hold back that nobody decided on in time, each in a transaction of its own. */
  async expireDue(now: Date): Promise<void> {
    const due = await this.db.read((tx) => dueHoldIds(tx, now));
    await oneByOne(due, this.log, (id) =>
      this.db.transaction(async (tx) => {
        const hold = await tx.lock(SlotHold, id);
        if (hold.expire(now)) await this.giveBack(tx, hold);
      }),
    );
  }

  private async giveBack(tx: Tx, hold: SlotHold): Promise<SlotHold> {
    await this.capacity.release(tx, hold);
    return tx.save(hold);
  }
}
