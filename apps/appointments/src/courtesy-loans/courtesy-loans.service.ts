import { Injectable } from '@nestjs/common';
import type { CourtesyReleaseReason } from '@pitlane/contracts';
import { localTime } from '@pitlane/kernel';
import { actingStore, Database, Stores, type Tx, violatedConstraint } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { Appointment } from '../appointments/appointment.entity.js';
import type { Act } from '../appointments/booking.js';
import type { Period } from '../capacity/day.js';
import { noteTimeFreed } from '../capacity/freed-days.queries.js';
import { CourtesyCar } from '../courtesy-cars/courtesy-car.entity.js';
import { CourtesyLoan, type HandBack, type HandOut } from './courtesy-loan.entity.js';
import { CarKeptForAnother, CarNotBack, NoCourtesyCar } from './courtesy-loan.errors.js';
import { isCourtesyCarThere, lockFleet, readFleet } from './courtesy-loans.queries.js';
import { loanPeriod } from './loan-period.js';

/** Courtesy cars for visits (APT-15). The visit is locked first, then its loan, then the fleet or one car of it. */
@Injectable()
export class CourtesyLoansService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** Keeps a car for a visit, in the transaction of its booking. @returns false when none is free for the whole time */
  async reserveFor(tx: Tx, { id, storeId, startsAt, endsAt }: Appointment, now: Date): Promise<boolean> {
    const car = await this.freeCarFor(tx, { startsAt, endsAt }, now);
    if (!car) return false;
    const { loan, event } = CourtesyLoan.reserve({ id: uuidv7(), storeId, appointmentId: id, ...car });
    await tx.save(loan, event);
    return true;
  }

  /**
   * Moves the loan of a visit with it, in the transaction of the move; what was agreed beyond the visit stays as long.
   * @returns false when no car is free for the whole time
   */
  async moveFor(tx: Tx, { id, meanwhile, startsAt, endsAt }: Appointment, was: Period, now: Date): Promise<boolean> {
    if (meanwhile !== 'courtesy-car') return true;
    const loan = await tx.lockOne(CourtesyLoan, { appointmentId: id, status: 'reserved' });
    if (!loan) return true;
    const from = new Date(+loan.keptFrom + +startsAt - +was.from);
    const to = new Date(+loan.keptUntil + +endsAt - +was.to);
    // Agreed for less than a stay overnight, it might end before a shorter one begins.
    const period = to > from ? { from, to } : loanPeriod(this.stores.get(loan.storeId), { startsAt, endsAt });
    return (await this.moveIn(tx, loan, period, now)) !== undefined;
  }

  /** A car that is free for a stay and the margin after it; nobody else gets one before the transaction ends. */
  async freeCarFor(
    tx: Tx,
    stay: { startsAt: Date; endsAt: Date },
    now: Date,
  ): Promise<{ courtesyCarId: string; period: Period } | undefined> {
    const store = this.stores.get(actingStore(tx.scope));
    const period = loanPeriod(store, stay);
    await lockFleet(tx);
    const [courtesyCarId] = (await readFleet(tx, store, { ...period, now })).free(period);
    return courtesyCarId === undefined ? undefined : { courtesyCarId, period };
  }

  /** Gives the car of a visit that will not take place back, in the transaction that says so. */
  async releaseFor(tx: Tx, { id, meanwhile }: Appointment, reason: CourtesyReleaseReason, now: Date): Promise<void> {
    if (meanwhile !== 'courtesy-car') return;
    const loan = await tx.lockOne(CourtesyLoan, { appointmentId: id, status: 'reserved' });
    if (loan) await this.release(tx, loan, reason, now);
  }

  /** The customer does without the car. @throws NotFound | WrongLoanStatus */
  giveUp(id: string, act: Act): Promise<CourtesyLoan> {
    return this.db.transaction(async (tx) => {
      const { appointment, loan } = await lockWithVisit(tx, id);
      const released = await this.release(tx, loan, 'given-up', act.at);
      appointment.doWithout('courtesy-car', act);
      await tx.save(appointment);
      return released;
    });
  }

  private async release(tx: Tx, loan: CourtesyLoan, reason: CourtesyReleaseReason, at: Date): Promise<CourtesyLoan> {
    const released = loan.release(reason, at);
    await this.noteFreed(tx, loan.period);
    return tx.save(loan, released);
  }

  /** Somebody may wait for the car alone (APT-12). */
  private noteFreed(tx: Tx, period: Period): Promise<void> {
    return noteTimeFreed(tx, this.stores.get(actingStore(tx.scope)), period);
  }

  /**
   * Gives the loan another time: with its own car where that is free and in service, else, while nobody drives it, with another.
   * Without a time it is looked whether another car must do. Refused, it keeps what it has.
   * @throws NotFound | WrongLoanStatus | LoanTimeNotPossible | NoCourtesyCar
   */
  move(id: string, wish: Partial<Period>, act: Act): Promise<CourtesyLoan> {
    return this.db.transaction(async (tx) => {
      const { appointment, loan } = await lockWithVisit(tx, id);
      const period = { from: wish.from ?? loan.keptFrom, to: wish.to ?? loan.keptUntil };
      loan.checkMovable(period, act.at);
      const moved = await this.moveIn(tx, loan, period, act.at);
      if (!moved) throw new NoCourtesyCar(period);
      const isThere = await isCourtesyCarThere(tx, appointment.id, act.at);
      if (isThere && appointment.missing().includes('courtesy-car')) {
        appointment.note({ 'courtesy-car': true }, act);
        await tx.save(appointment);
      }
      return moved;
    });
  }

  /** The loan's own car where it is free, else, while nobody drives it, another. @returns nothing when there is none */
  private async moveIn(tx: Tx, loan: CourtesyLoan, period: Period, now: Date): Promise<CourtesyLoan | undefined> {
    const { storeId, appointmentId, courtesyCarId: own } = loan;
    await lockFleet(tx);
    const fleet = await readFleet(tx, this.stores.get(storeId), { ...period, now });
    const free = fleet.free(period, appointmentId);
    const [courtesyCarId] = free.includes(own) || loan.status === 'out' ? free.filter((car) => car === own) : free;
    if (courtesyCarId === undefined) return undefined;
    await this.noteFreed(tx, loan.period);
    return tx.save(loan, loan.moveTo(courtesyCarId, period));
  }

  /**
   * The customer has shown the licence, signed, and drives away.
   * @throws NotFound | WrongLoanStatus | CustomerNotThere | LoanTimeIsOver | LicenceEndsEarlier | AgreementNotSignedYet |
   *   CourtesyCarOutOfService | CourtesyMileageFell | CarNotBack | CarKeptForAnother
   */
  handOut(id: string, handOut: Omit<HandOut, 'by'>, act: Act): Promise<CourtesyLoan> {
    return this.db.transaction(async (tx) => {
      const loan = await tx.lock(CourtesyLoan, id);
      const car = await tx.lock(CourtesyCar, loan.courtesyCarId);
      const { status } = await tx.get(Appointment, loan.appointmentId);
      const lastDay = localTime(loan.keptUntil, this.stores.get(loan.storeId).zone).date;
      const leaving = { at: act.at, isCustomerThere: status === 'arrived', lastDay };
      const left = loan.leave({ ...handOut, by: act.by }, leaving);
      car.checkInService();
      car.noteState(handOut);
      await tx.save(car);
      return tx.save(loan, left).catch((error: unknown) => {
        throw refusalOf(error, car.id);
      });
    });
  }

  /** The car is back, with the marks that it did not have before. @throws NotFound | WrongLoanStatus | CourtesyMileageFell */
  takeBack(id: string, handBack: Omit<HandBack, 'by'>, act: Act): Promise<CourtesyLoan> {
    return this.db.transaction(async (tx) => {
      const loan = await tx.lock(CourtesyLoan, id);
      const car = await tx.lock(CourtesyCar, loan.courtesyCarId);
      const back = loan.comeBack({ ...handBack, by: act.by }, act.at);
      car.noteState({ ...handBack, marks: [...car.marks, ...handBack.newMarks] });
      await tx.save(car);
      const until = act.at < loan.keptUntil ? loan.keptUntil : act.at;
      await this.noteFreed(tx, { from: act.at, to: until });
      return tx.save(loan, back);
    });
  }
}

async function lockWithVisit(tx: Tx, id: string): Promise<{ appointment: Appointment; loan: CourtesyLoan }> {
  const { appointmentId } = await tx.get(CourtesyLoan, id);
  const appointment = await tx.lock(Appointment, appointmentId);
  return { appointment, loan: await tx.lock(CourtesyLoan, id) };
}

/** The last wall held: the car is not there, or early it is another's. */
function refusalOf(error: unknown, courtesyCarId: string): unknown {
  switch (violatedConstraint(error)) {
    case 'courtesy_loan_away_once':
      return new CarNotBack(courtesyCarId);
    case 'courtesy_loan_kept_once':
      return new CarKeptForAnother(courtesyCarId);
    default:
      return error;
  }
}
