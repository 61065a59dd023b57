import { DomainError } from '@pitlane/kernel';
import { Database } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { AppointmentsServiceModule } from '../app.module.js';
import type { Appointment } from '../appointments/appointment.entity.js';
import { anAppointment, emptyCalendar, MONDAY_TEN } from '../appointments/testing.js';
import { aCourtesyCar } from '../courtesy-cars/testing.js';
import { migrations } from '../migrations/index.js';
import { CourtesyLoan } from './courtesy-loan.entity.js';
import { CourtesyLoansService } from './courtesy-loans.service.js';
import { handBackBody, handOutBody, TWICE } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const VISITS = 6;
const CARS = 2;
const hourAt = (hour: number): Date => new Date(MONDAY_TEN.getTime() + hour * 3_600_000);

/** What happens to the loan of a visit, by its number; or hours pass. */
type Step =
  | { readonly does: 'reserve' | 'handOut' | 'takeBack' | 'giveUp'; readonly visit: number }
  | { readonly does: 'move'; readonly visit: number; readonly from: number; readonly hours: number }
  | { readonly does: 'pass'; readonly hours: number };

const visit = fc.nat({ max: VISITS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('reserve' as const), visit }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ does: fc.constant('move' as const), visit },
      ...{ from: fc.nat({ max: 9 }), hours: fc.integer({ min: -1, max: 4 }) },
    }),
  },
  { weight: 5, arbitrary: fc.record({ does: fc.constantFrom('handOut' as const, 'takeBack' as const), visit }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('giveUp' as const), visit }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 3 }) }) },
);

/** A loan as a row of a list; times in hours after Monday ten. */
interface Known {
  status: 'reserved' | 'out';
  car: string;
  from: number;
  until: number;
}

/** What the loans of a few visits come to, by nothing but a list. Which of the free cars it is the service says. */
class Model {
  now = -1;
  readonly loans = new Map<number, Known>();

  constructor(private readonly cars: readonly string[]) {}

  allows(one: Exclude<Step, { does: 'pass' }>): boolean {
    const loan = this.loans.get(one.visit);
    if (one.does === 'reserve') return !loan && this.freeCars(one.visit, one.visit + 2).length > 0;
    if (!loan) return false;
    if (one.does === 'giveUp') return loan.status === 'reserved';
    if (one.does === 'takeBack') return loan.status === 'out';
    return one.does === 'move' ? this.allowsMove(one, loan) : this.allowsHandOut(one.visit, loan);
  }

  /** @param car that the service chose */
  note(one: Exclude<Step, { does: 'pass' }>, car: string): void {
    const { visit: number } = one;
    const loan = this.loans.get(number);
    if (one.does === 'reserve') this.loans.set(number, { status: 'reserved', car, from: number, until: number + 2 });
    else if (!loan || one.does === 'takeBack' || one.does === 'giveUp') this.loans.delete(number);
    else if (one.does === 'move') Object.assign(loan, { car, from: one.from, until: one.from + one.hours });
    else Object.assign(loan, { status: 'out', from: Math.min(loan.from, this.now) });
  }

  private allowsMove(
    { visit: number, from, hours }: { visit: number; from: number; hours: number },
    loan: Known,
  ): boolean {
    const until = from + hours;
    if (hours <= 0 || until <= this.now || (loan.status === 'out' && from !== loan.from)) return false;
    const free = this.freeCars(from, until, number);
    return loan.status === 'out' ? free.includes(loan.car) : free.length > 0;
  }

  private allowsHandOut(number: number, loan: Known): boolean {
    const others = [...this.loans].flatMap(([other, known]) =>
      other !== number && known.car === loan.car ? [known] : [],
    );
    const from = Math.min(loan.from, this.now);
    const isKept = others.some((other) => other.from < loan.until && other.until > from);
    const isAway = others.some(({ status }) => status === 'out');
    return loan.status === 'reserved' && this.now < loan.until && !isKept && !isAway;
  }

  /** One that is late counts as away for the margin of an hour from now on. */
  private freeCars(from: number, until: number, but?: number): string[] {
    const others = [...this.loans].filter(([number]) => number !== but).map(([, loan]) => loan);
    const end = (loan: Known): number => (loan.status === 'out' ? Math.max(loan.until, this.now + 1) : loan.until);
    return this.cars.filter((car) => !others.some((loan) => loan.car === car && loan.from < until && end(loan) > from));
  }
}

/** Visits that have arrived, an hour apart and each an hour long. */
async function plantVisits(): Promise<Appointment[]> {
  const visits: Appointment[] = [];
  for (let n = 0; n < VISITS; n += 1) {
    const appointment = anAppointment({ startsAt: hourAt(n), meanwhile: 'courtesy-car' });
    visits.push(await service.given(Object.assign(appointment, { status: 'arrived', endsAt: hourAt(n + 1) })));
  }
  return visits;
}

/** The loans that have a car, as the database holds them. */
async function openLoans(): Promise<CourtesyLoan[]> {
  return (await service.all(CourtesyLoan)).filter(({ status }) => status === 'reserved' || status === 'out');
}

const loanOf = async ({ id }: Appointment): Promise<CourtesyLoan | undefined> =>
  (await openLoans()).find(({ appointmentId }) => appointmentId === id);

/** Does the step to the service; false when it is refused. */
async function isDone(one: Exclude<Step, { does: 'pass' }>, appointment: Appointment): Promise<boolean> {
  const loans = service.get(CourtesyLoansService);
  const act = { id: uuidv7(), at: service.clock.now(), by: 'chen.advisor' };
  const loan = await loanOf(appointment);
  if (one.does === 'reserve') {
    return !loan && service.get(Database).transaction((tx) => loans.reserveFor(tx, appointment, act.at));
  }
  if (!loan) return false;
  try {
    if (one.does === 'move')
      await loans.move(loan.id, { from: hourAt(one.from), to: hourAt(one.from + one.hours) }, act);
    if (one.does === 'handOut') await loans.handOut(loan.id, handOutBody(), act);
    if (one.does === 'takeBack') await loans.takeBack(loan.id, handBackBody(12_000), act);
    if (one.does === 'giveUp') await loans.giveUp(loan.id, act);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** The same rows as the model has, in the order of the visits. */
async function known(visits: readonly Appointment[]): Promise<[number, Known][]> {
  const hourOf = (at: Date): number => (at.getTime() - MONDAY_TEN.getTime()) / 3_600_000;
  const rows = (await openLoans()).map((loan): [number, Known] => [
    visits.findIndex(({ id }) => id === loan.appointmentId),
    {
      ...{ status: loan.status === 'out' ? 'out' : 'reserved', car: loan.courtesyCarId },
      ...{ from: hourOf(loan.keptFrom), until: hourOf(loan.keptUntil) },
    },
  ]);
  return rows.sort(([a], [b]) => a - b);
}

describe('any sequence of reserving, moving, handing out, taking back and giving up', () => {
  it('has no car twice at one moment, and is refused only what a plain list refuses, too', async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      await emptyCalendar(service, 'courtesy_car');
      const visits = await plantVisits();
      const cars: string[] = [];
      for (let n = 0; n < CARS; n += 1) cars.push((await service.given(aCourtesyCar())).id);
      const model = new Model(cars);
      for (const one of steps) {
        if (one.does === 'pass') model.now += one.hours;
        service.clock.moveTo(hourAt(model.now));
        if (one.does === 'pass') continue;
        const appointment = visits[one.visit];
        if (!appointment) throw new Error('There is no such visit.');
        const done = await service.inStore('SH001', () => isDone(one, appointment));
        expect({ ...one, done }).toEqual({ ...one, done: model.allows(one) });
        if (done) model.note(one, (await loanOf(appointment))?.courtesyCarId ?? '');
        expect(await known(visits)).toEqual([...model.loans].sort(([a], [b]) => a - b));
        expect(await service.sql(TWICE)).toEqual([]);
      }
    });
    await fc.assert(property, { numRuns: 25, interruptAfterTimeLimit: 40_000 });
  }, 90_000);
});
