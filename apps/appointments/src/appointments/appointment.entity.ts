import {
  AppointmentAdvisorChanged, type AppointmentAtRisk, type AppointmentBooked, AppointmentCancelled, type AppointmentCheck, AppointmentConfirmed,
  type AppointmentMoved, AppointmentNoShow, type AppointmentReminded, type BookingChannel, type Punctuality, type VisitSide,
} from '@pitlane/contracts'; // prettier-ignore
import { plusMinutes } from '@pitlane/kernel';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import { Allocation } from '../capacity/allocation.entity.js';
import type { Estimate } from '../estimates/estimate.js';
import type { ChecklistItemName, Risk } from '../preparation/checklist.js';
import { ChecklistItem, type Objection } from '../preparation/checklist-item.entity.js';
import { checkedEvent, checksAhead, dueCheck, riskOf } from '../preparation/checks.js';
import { NotOnTheChecklist } from '../preparation/preparation.errors.js';
import { SETTINGS } from '../settings.js';
import { type AppointmentCommand, type AppointmentStatus, isExpected, nextStatus } from './appointment-status.js';
import { AnotherAdvisorExpected, NotToday, VisitNotNeeded, WrongStatus } from './appointment.errors.js';
import { type Arrival, arrivedEvent, punctualityOf } from './arrival.js';
import { type Act, agreedOf, allocationsOf, bookedEvent, type Booking, type Diagnosis } from './booking.js';
import type { MeanwhileWish } from './meanwhile.js';
import { type Move, type Moved, movedEvent } from './move.js';
import { StatusChange } from './status-change.entity.js';
import { isWithoutNotice, type VisitPromise } from './visit-promise.js';

/** A visit that is agreed with a customer: what is to be done, what the store keeps for it, and whether it is ready. */
@Entity()
export class Appointment extends Aggregate {
  @Disclosed() @Column('text') status!: AppointmentStatus;
  @Column('uuid') customerId!: string;
  @Column('uuid') vehicleId!: string;
  @Disclosed() @Column('text') channel!: BookingChannel;
  @Column('text', { nullable: true }) causedBy!: string | null;
  @Column('text') complaint!: string;
  @Column('jsonb', { nullable: true }) diagnosis!: Diagnosis | null;
  @Disclosed() @Column('text') meanwhile!: MeanwhileWish;
  @Column('timestamptz') startsAt!: Date;
  @Column('timestamptz') endsAt!: Date;
  @Column('int') slotMinutes!: number;
  /** The slots of a visit that stays overnight; null: each step from its start to its end. */
  @Column('timestamptz', { array: true, nullable: true }) overnightSlots!: readonly Date[] | null;
  /** A seat in the lounge is kept for the customer, in each slot. */
  @Column('boolean') loungeSeat!: boolean;
  @Column('jsonb') estimate!: Estimate;
  /** Staff id of the advisor who will receive the customer, or has. */
  @Disclosed() @Column('text') advisorId!: string;
  /** How often the customer stayed away before this booking (APT-11). */
  @Column('int') earlierNoShows!: number;
  @Column('timestamptz') bookedAt!: Date;
  @Column('timestamptz', { nullable: true }) confirmedAt!: Date | null;
  @Disclosed() @Column('text', { nullable: true }) confirmedChannel!: BookingChannel | null;
  @Column('timestamptz', { nullable: true }) arrivedAt!: Date | null;
  @Disclosed() @Column('text', { nullable: true }) punctuality!: Punctuality | null;
  @Column('text', { nullable: true }) cancelReason!: string | null;
  @Disclosed() @Column('text') promise!: VisitPromise;
  /** The check that comes next, and when; null when none does (APT-9). */
  @Disclosed() @Column('text', { nullable: true }) nextCheck!: AppointmentCheck | null;
  @Column('timestamptz', { nullable: true }) nextCheckAt!: Date | null;
  @Disclosed() @Column('text') risk!: Risk;
  @OneToMany(() => Allocation, ({ appointment }) => appointment, { cascade: true, eager: true })
  allocations!: Allocation[];
  @OneToMany(() => ChecklistItem, ({ appointment }) => appointment, { cascade: true, eager: true })
  checklist!: ChecklistItem[];
  @OneToMany(() => StatusChange, ({ appointment }) => appointment, { cascade: true, eager: true })
  history!: StatusChange[];

  /** @throws VisitNotNeeded */
  static book(booking: Booking): { appointment: Appointment; event: AppointmentBooked } {
    if (booking.diagnosis?.needsVisit === false) throw new VisitNotNeeded();
    const appointment = new Appointment();
    appointment.begin(booking.id, booking.storeId);
    Object.assign(appointment, agreedOf(booking));
    return { appointment, event: bookedEvent(appointment, booking.plan) };
  }

  /** The customer says that they will come. @throws WrongStatus */
  confirm(channel: BookingChannel, act: Act): AppointmentConfirmed {
    this.moveOn('confirm', act);
    this.confirmedAt = act.at;
    this.confirmedChannel = channel;
    this.reviewRisk();
    return AppointmentConfirmed.of({ ...this.ids(), channel, confirmedAt: act.at.toISOString() });
  }

  /**
   * Another time (APT-10): the caller took its place and gives the old one back. Who does the work where is looked for anew, and the
   * customer is asked for their word anew, save one who gave it and changes the time themselves after the day's check.
   * @throws WrongStatus
   */
  moveTo(move: Move, act: Act): AppointmentMoved {
    const { startsAt, by, reason = null, plan, newId } = move;
    const { storeId, vehicleId } = this;
    const was = { startsAt: this.startsAt, endsAt: this.endsAt };
    const { deadlineAt, ...checks } = checksAhead(startsAt, act.at);
    const keepsWord = this.status === 'confirmed' && by === 'customer' && checks.nextCheck !== 'day-before';
    this.moveOn(keepsWord ? 'keep' : 'move', act, { previousStartsAt: was.startsAt.toISOString(), by, reason });
    if (!keepsWord) this.confirmedAt = this.confirmedChannel = null;
    if (isWithoutNotice(by, was.startsAt, act.at)) this.settlePromise('broken');
    const { endsAt, overnightSlots, loungeSeat = false } = plan;
    const { slotMinutes, advisorId } = move;
    Object.assign(this, { startsAt, endsAt, overnightSlots, loungeSeat, slotMinutes, advisorId, ...checks });
    this.letGo();
    this.allocations.push(...allocationsOf({ storeId, vehicleId, startsAt, plan, newId }));
    for (const item of this.checklist) item.moveTo(deadlineAt, act);
    return movedEvent(this, move, was);
  }

  /** The capacity is free again: the caller gives the slots back. @throws WrongStatus */
  cancel(reason: string, act: Act, by: VisitSide = 'customer'): AppointmentCancelled {
    this.moveOn('cancel', act);
    this.cancelReason = reason;
    this.settlePromise(isWithoutNotice(by, this.startsAt, act.at) ? 'broken' : 'released');
    this.letGo();
    return AppointmentCancelled.of({ ...this.ids(), startsAt: this.startsAt.toISOString(), reason, by });
  }

  /**
   * Nobody came (APT-11). The capacity is free again: the caller gives the slots back.
   * @returns nothing when the customer may still come, or is not expected any more
   */
  miss(earlierNoShows: number, act: Act): AppointmentNoShow | undefined {
    const isOver = act.at >= plusMinutes(this.startsAt, SETTINGS.noShowMinutes);
    if (!isOver || !isExpected(this.status)) return undefined;
    this.moveOn('miss', act);
    this.settlePromise('released');
    this.letGo();
    const { vehicleId } = this;
    return AppointmentNoShow.of({ ...this.ids(), vehicleId, startsAt: this.startsAt.toISOString(), earlierNoShows });
  }

  /**
   * The customer is there and is met by the named advisor or a stand-in (APT-7). Early on the same day and late are
   * both welcome (APT-11).
   * @param isLaterDay whether the visit is on a later local day than now
   * @throws NotToday | AnotherAdvisorExpected | WrongStatus
   */
  arrive(act: Act, { standIn, isLaterDay }: { standIn: boolean; isLaterDay: boolean }): Arrival {
    if (isLaterDay) throw new NotToday(this.id, this.startsAt);
    if (act.by !== this.advisorId && !standIn) throw new AnotherAdvisorExpected(this.id, this.advisorId);
    this.moveOn('arrive', act);
    const advisorChanged = act.by === this.advisorId ? undefined : this.receiveBy(act.by);
    const punctuality = punctualityOf(this.startsAt, act.at);
    this.arrivedAt = act.at;
    this.settlePromise(this.checklist.some((item) => item.isOwed(act.at)) ? 'broken' : 'kept');
    this.punctuality = punctuality;
    return { advisorChanged, arrived: arrivedEvent(this, punctuality, act.at) };
  }

  /** @returns nothing when that advisor is named already. @throws WrongStatus */
  changeAdvisor(advisorId: string): AppointmentAdvisorChanged | undefined {
    if (!isExpected(this.status)) throw new WrongStatus(this.id, this.status, 'change-advisor');
    return advisorId === this.advisorId ? undefined : this.receiveBy(advisorId);
  }

  /** The customer does without the courtesy car or the rides: nothing of it is missing any more (APT-15). */
  doWithout(item: 'courtesy-car' | 'driver', act: Act): void {
    this.meanwhile = 'leaves';
    this.note({ [item]: true }, act);
  }

  /** Someone saw to an item (APT-8). @throws WrongStatus | NotOnTheChecklist */
  tick(item: string, act: Act): void {
    this.itemToPrepare(item, 'tick').tick(act);
    this.reviewRisk();
  }

  /** Whoever owns an item, or the manager, says that it is not ready after all (APT-8). @throws as `tick`, OwnedByAnother | NotReadyAnyway */
  untick(item: string, objection: Objection, act: Act): void {
    this.itemToPrepare(item, 'untick').object(objection, act);
    this.reviewRisk(true);
  }

  /** What another service said of the preparation (APT-8): true ticks, false takes the tick away. After the visit began nothing changes. */
  note(items: Partial<Record<ChecklistItemName, boolean>>, act: Act): void {
    if (!isExpected(this.status)) return;
    this.reviewRisk(this.checklist.filter((one) => one.note(items[one.item], act) === 'lost').length > 0);
  }

  /** Checklist items that are not ready, and `customer-confirmation` until the customer confirmed (APT-9). */
  missing(): string[] {
    const open = this.checklist.filter(({ isReady }) => !isReady).map(({ item }) => item);
    return this.status === 'booked' ? [...open, 'customer-confirmation'] : open;
  }

  /** Each check is done once (APT-9); one that is late by so much that the next is due is left out. @returns nothing when none is due */
  checkAhead(at: Date): AppointmentReminded | AppointmentAtRisk | undefined {
    const due = dueCheck(this, at);
    if (!due) return undefined;
    Object.assign(this, due.next);
    const missing = this.missing();
    if (missing.length > 0) this.risk = due.check === 'hour-before' ? 'escalated' : 'at-risk';
    return checkedEvent(this, due.check, missing);
  }

  private moveOn(command: AppointmentCommand, act: Act, moved?: Moved): void {
    const to = nextStatus(this.status, command);
    if (!to) throw new WrongStatus(this.id, this.status, command);
    const step = { act, storeId: this.storeId, from: this.status, to };
    this.history.push(StatusChange.of({ ...step, ...(moved && { moved }) }));
    this.status = to;
    if (isExpected(to)) return;
    this.nextCheck = this.nextCheckAt = null;
    this.risk = 'none';
  }

  /** What broke stays broken, also when a later time is kept. */
  private settlePromise(outcome: VisitPromise): void {
    if (this.promise === 'open') this.promise = outcome;
  }

  private letGo(): void {
    for (const allocation of this.allocations) allocation.active = false;
  }

  private receiveBy(advisorId: string): AppointmentAdvisorChanged {
    this.advisorId = advisorId;
    return AppointmentAdvisorChanged.of({ ...this.ids(), advisorId, startsAt: this.startsAt.toISOString() });
  }

  private itemToPrepare(item: string, command: 'tick' | 'untick'): ChecklistItem {
    if (!isExpected(this.status)) throw new WrongStatus(this.id, this.status, command);
    const found = this.checklist.find((one) => one.item === item);
    if (!found) throw new NotOnTheChecklist(this.id, item);
    return found;
  }

  private reviewRisk(hasLost = false): void {
    this.risk = riskOf(this, { isReady: this.missing().length === 0, hasLost });
  }

  private ids(): { appointmentId: string; customerId: string } {
    return { appointmentId: this.id, customerId: this.customerId };
  }
}
