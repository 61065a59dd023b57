import { Injectable } from '@nestjs/common';
import type { BookingChannel, VisitSide } from '@pitlane/contracts';
import { plusMinutes } from '@pitlane/kernel';
import { actingStore, Database, Log, oneByOne, Stores, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { assertAdvisor } from '../advisors/advisor-choice.js';
import { advisorFor } from '../advisors/advisors.queries.js';
import { BookingProposalsService } from '../booking-proposals/booking-proposals.service.js';
import { NoCapacity } from '../capacity/capacity.errors.js';
import { freeAllocations } from '../capacity/capacity.queries.js';
import { CapacityService } from '../capacity/capacity.service.js';
import { refusalOf } from '../capacity/last-wall.js';
import { needOf } from '../capacity/need.js';
import type { EstimatedPart } from '../estimates/estimate.js';
import { estimateFor } from '../estimates/estimates.queries.js';
import { knownCustomerOf } from '../known-customers/known-customers.queries.js';
import { MeanwhileService } from '../meanwhile/meanwhile.service.js';
import { SETTINGS } from '../settings.js';
import { bookHold } from '../slot-holds/slot-holds.queries.js';
import { Appointment } from './appointment.entity.js';
import { assertRoomAhead, countNoShows, overdueIds } from './appointments.queries.js';
import type { Act, Wish } from './booking.js';
import { askedBy } from './meanwhile.js';
import { isMove, type MoveWish, needElsewhere } from './move.js';

export interface BookingRequest extends Wish {
  readonly operationCodes: readonly string[];
  readonly parts: readonly EstimatedPart[];
  readonly preferredAdvisorId?: string;
  readonly proposalId?: string;
  /** The hold that it is booked from, and who held it: its work, time and capacity are taken over (APT-6). */
  readonly hold?: { readonly id: string; readonly heldBy: string };
}

/** When, by whom, and without which technicians, who are booked in another store then. */
interface Placing {
  readonly act: Act;
  readonly heldElsewhere: readonly string[];
}

/** Each command is one transaction: lock the appointment, let it decide, save it with its events. */
@Injectable()
export class AppointmentsService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly capacity: CapacityService,
    private readonly proposals: BookingProposalsService,
    private readonly meanwhile: MeanwhileService,
    private readonly log: Log,
  ) {}

  /**
   * @param mostAhead how many visits the customer may have ahead with this one: given where they book by themselves
   * @throws NoCapacity with alternatives | StartInThePast | StartOffTheGrid | OperationsNotKnown | NoPriceList |
   *   VehicleNotKnown | CustomerNotKnown | CustomerIsErased | AdvisorNotOfStore | VisitNotNeeded |
   *   ProposalEnded | ProposalOfAnotherVehicle | TooManyVisitsAhead |
   *   HoldExpired with alternatives | HoldEnded | HoldOfAnother | HoldForAnotherVisit
   */
  book(request: BookingRequest, act: Act, mostAhead?: number): Promise<Appointment> {
    return this.capacity.taking({ startsAt: request.startsAt, now: act.at }, async (tx, heldElsewhere) => {
      if (mostAhead !== undefined) await assertRoomAhead(tx, request.customerId, mostAhead);
      return this.bookIn(tx, request, { act, heldElsewhere });
    });
  }

  /**
   * Another time for a visit that is ahead (APT-10); moved to the time that it has, it stays as it is. Refused, it keeps
   * what it has.
   * @throws NotFound | WrongStatus | ReasonNeeded | NoCapacity with alternatives | StartInThePast | StartOffTheGrid
   */
  move(id: string, wish: MoveWish, act: Act): Promise<Appointment> {
    return this.capacity.taking({ startsAt: wish.startsAt, now: act.at }, (tx, heldElsewhere) =>
      this.moveIn(tx, id, wish, { act, heldElsewhere }),
    );
  }

  /** Books within a transaction that its caller began, without alternatives. */
  async bookIn(tx: Tx, request: BookingRequest, { act, heldElsewhere }: Placing): Promise<Appointment> {
    const store = this.stores.get(actingStore(tx.scope));
    const { customerId, vehicleId, operationCodes, parts, preferredAdvisorId, proposalId, startsAt, hold, ...rest } =
      request;
    if (preferredAdvisorId !== undefined) assertAdvisor(store, preferredAdvisorId, '/preferredAdvisorId');
    const id = uuidv7();
    const held = await bookHold(tx, hold, { appointmentId: id, ...request }, act.at);
    const [customer, estimate] = await Promise.all([
      knownCustomerOf(tx, { customerId, vehicleId }),
      held?.estimate ?? estimateFor(tx, store, { operationCodes, parts, at: startsAt }),
    ]);
    const need = { ...needOf(estimate, vehicleId), ...askedBy(rest.meanwhile) };
    const cause = await this.proposals.book(tx, { proposalId, appointmentId: id, vehicleId }, act);
    const [plan, advisorId, earlierNoShows] = await Promise.all([
      held
        ? this.capacity.takeOver(tx, held, need)
        : this.capacity.take(tx, need, { startsAt, now: act.at, heldElsewhere }),
      preferredAdvisorId ?? held?.preferredAdvisorId ?? advisorFor(tx, store, customer.usualAdvisorId, startsAt),
      countNoShows(tx, customerId),
    ]);
    const { appointment, event } = Appointment.book({
      ...cause,
      ...rest,
      ...{ id, storeId: store.id, customerId, vehicleId, startsAt, estimate, plan, advisorId, earlierNoShows, act },
      slotMinutes: held?.slotMinutes ?? store.slotMinutes,
      newId: uuidv7,
    });
    await tx.save(appointment, event).catch((error: unknown) => {
      throw refusalOf(error, need, plan);
    });
    const shortage = await this.meanwhile.reserveFor(tx, appointment, act.at);
    if (shortage) throw new NoCapacity(need, shortage);
    return appointment;
  }

  private async moveIn(tx: Tx, id: string, wish: MoveWish, { act, heldElsewhere }: Placing): Promise<Appointment> {
    const appointment = await tx.lock(Appointment, id);
    if (!isMove(wish, appointment)) return appointment;
    const store = this.stores.get(appointment.storeId);
    const need = needElsewhere(appointment);
    const was = { from: appointment.startsAt, to: appointment.endsAt };
    const [plan, advisorId] = await Promise.all([
      this.capacity.take(tx, need, { startsAt: wish.startsAt, now: act.at, heldElsewhere }),
      advisorFor(tx, store, appointment.advisorId, wish.startsAt),
    ]);
    const place = { plan, advisorId, slotMinutes: store.slotMinutes, newId: uuidv7 };
    const event = appointment.moveTo({ ...wish, ...place }, act);
    await freeAllocations(tx, id);
    await tx.save(appointment, event).catch((error: unknown) => {
      throw refusalOf(error, need, plan);
    });
    const shortage = await this.meanwhile.moveFor(tx, appointment, was, act.at);
    if (shortage) throw new NoCapacity(need, shortage);
    return appointment;
  }

  /** @throws NotFound | WrongStatus */
  confirm(id: string, channel: BookingChannel, act: Act): Promise<Appointment> {
    return this.db.transaction(async (tx) => {
      const appointment = await tx.lock(Appointment, id);
      return tx.save(appointment, appointment.confirm(channel, act));
    });
  }

  /** @throws NotFound | WrongStatus | CarWasFetched */
  cancel(id: string, reason: string, act: Act, by: VisitSide = 'customer'): Promise<Appointment> {
    return this.db.transaction(async (tx) => {
      const appointment = await tx.lock(Appointment, id);
      const cancelled = appointment.cancel(reason, act, by);
      await this.capacity.release(tx, appointment);
      await this.meanwhile.releaseFor(tx, appointment, 'cancelled', act.at);
      await tx.save(appointment, cancelled);
      await this.proposals.proposeAgain(tx, appointment, act.at);
      return appointment;
    });
  }

  /** @throws NotFound | AdvisorNotOfStore | WrongStatus */
  changeAdvisor(id: string, advisorId: string): Promise<Appointment> {
    return this.db.transaction(async (tx) => {
      const appointment = await tx.lock(Appointment, id);
      assertAdvisor(this.stores.get(appointment.storeId), advisorId, '/advisorId');
      return tx.save(appointment, appointment.changeAdvisor(advisorId));
    });
  }

  /** Frees what customers who stayed away had booked (APT-11); each in a transaction of its own. */
  async markNoShows(now: Date): Promise<void> {
    const startedBefore = plusMinutes(now, -SETTINGS.noShowMinutes);
    const overdue = await this.db.read((tx) => overdueIds(tx, startedBefore));
    await oneByOne(overdue, this.log, (id) => this.markNoShow(id, now));
  }

  private markNoShow(id: string, now: Date): Promise<void> {
    return this.db.transaction(async (tx) => {
      const appointment = await tx.lock(Appointment, id);
      if (await this.meanwhile.isFetching(tx, appointment)) return;
      const earlierNoShows = await countNoShows(tx, appointment.customerId);
      const missed = appointment.miss(earlierNoShows, { id: uuidv7(), at: now, by: 'system' });
      if (!missed) return;
      await this.capacity.release(tx, appointment);
      await this.meanwhile.releaseFor(tx, appointment, 'no-show', now);
      await tx.save(appointment, missed);
      await this.proposals.proposeAgain(tx, appointment, now);
    });
  }
}
