import { CourtesyCarHandedOut } from '@pitlane/contracts';
import { MONDAY_TEN } from '../appointments/testing.js';
import type { CourtesyLoan } from './courtesy-loan.entity.js';
import {
  AgreementNotSignedYet, CustomerNotThere, LicenceEndsEarlier, LoanTimeIsOver, LoanTimeNotPossible, WrongLoanStatus,
} from './courtesy-loan.errors.js'; // prettier-ignore
import { aCourtesyLoan, handBackBody, handOutBody, MONDAY_UNTIL } from './testing.js';

const by = 'chen.advisor';
const leave = (loan: CourtesyLoan, at = MONDAY_TEN, facts: Parameters<typeof handOutBody>[0] = {}) =>
  loan.leave({ ...handOutBody(facts), by }, { at, isCustomerThere: true, lastDay: '2026-11-23' });
const out = (): CourtesyLoan => {
  const loan = aCourtesyLoan();
  leave(loan);
  return loan;
};
const returned = (): CourtesyLoan => {
  const loan = out();
  loan.comeBack({ ...handBackBody(), by }, MONDAY_UNTIL);
  return loan;
};
const released = (): CourtesyLoan => {
  const loan = aCourtesyLoan();
  loan.release('given-up', MONDAY_TEN);
  return loan;
};
const LATER = new Date('2026-11-23T06:00:00Z');

describe('a courtesy loan', () => {
  it.each([
    ['reserved', aCourtesyLoan, ['leave', 'move', 'release']],
    ['out', out, ['comeBack', 'move']],
    ['returned', returned, []],
    ['released', released, []],
  ] as const)('that is %s allows %j', (_status, make, allowed) => {
    const commands = {
      leave: (loan: CourtesyLoan) => leave(loan),
      comeBack: (loan: CourtesyLoan) => loan.comeBack({ ...handBackBody(), by }, LATER),
      move: (loan: CourtesyLoan) => loan.checkMovable({ from: loan.keptFrom, to: LATER }, MONDAY_TEN),
      release: (loan: CourtesyLoan) => loan.release('given-up', MONDAY_TEN),
    };
    for (const [name, command] of Object.entries(commands)) {
      const attempt = (): unknown => command(make());
      if ((allowed as readonly string[]).includes(name)) expect(attempt).not.toThrow();
      else expect(attempt).toThrow(WrongLoanStatus);
    }
  });

  it('leaves with licence, state and signed agreement, and tells no more than the state', () => {
    const loan = aCourtesyLoan();
    const event = leave(loan);
    expect(loan).toMatchObject({ status: 'out', handedOutAt: MONDAY_TEN, handOut: { ...handOutBody(), by } });
    expect(event).toMatchObject({ mileageKm: 12_000, fuelPercent: 80, keptUntil: MONDAY_UNTIL.toISOString() });
    expect(JSON.stringify(event)).not.toMatch(/licence|agreement|chen/);
  });

  it('is kept from the moment at which it leaves early', () => {
    const loan = aCourtesyLoan();
    const early = new Date('2026-11-23T01:30:00Z');
    leave(loan, early);
    expect(loan).toMatchObject({ keptFrom: early, keptUntil: MONDAY_UNTIL });
  });

  it.each([
    ['the customer is not there', CustomerNotThere, () =>
      aCourtesyLoan().leave({ ...handOutBody(), by }, { at: MONDAY_TEN, isCustomerThere: false, lastDay: '2026-11-23' })],
    ['its time is over', LoanTimeIsOver, () => leave(aCourtesyLoan(), MONDAY_UNTIL)],
    ['the licence ends before', LicenceEndsEarlier, () => leave(aCourtesyLoan(), MONDAY_TEN, { licenceValidUntil: '2026-11-22' })],
    ['nobody has signed yet', AgreementNotSignedYet, () =>
      leave(aCourtesyLoan(), MONDAY_TEN, { agreementSignedAt: '2026-11-23T02:01:00Z' })],
  ] as const)('does not leave when %s', (_why, refusal, attempt) => {
    expect(attempt).toThrow(refusal);
  }); // prettier-ignore

  it('may leave on the last day of the licence', () => {
    const loan = aCourtesyLoan();
    expect(leave(loan, MONDAY_TEN, { licenceValidUntil: '2026-11-23' })).toBeInstanceOf(CourtesyCarHandedOut);
    expect(loan).toMatchObject({ status: 'out' });
  });

  it.each([
    ['2026-11-23T03:00:00Z', 0],
    ['2026-11-23T03:45:00Z', 0],
    ['2026-11-23T03:45:01Z', 1],
    ['2026-11-23T05:15:00Z', 90],
  ])('that is back at %s is %d minutes late', (at, lateMinutes) => {
    const loan = out();
    const newMarks = [{ place: 'bonnet', text: 'stone chip' }];
    const event = loan.comeBack({ mileageKm: 12_034, fuelPercent: 55, newMarks, by }, new Date(at));
    expect(event).toMatchObject({ lateMinutes, drivenKm: 34, fuelPercent: 55, newMarks: 1 });
    expect(loan).toMatchObject({ status: 'returned', returnedAt: new Date(at) });
  });

  it('is not back before it left, even when the clock was set back', () => {
    const loan = out();
    loan.comeBack({ ...handBackBody(), by }, new Date('2026-11-23T01:00:00Z'));
    expect(loan.returnedAt).toEqual(MONDAY_TEN);
  });

  it.each([
    ['that ends before it begins', aCourtesyLoan, { from: LATER, to: MONDAY_TEN }],
    ['that is over', aCourtesyLoan, { from: new Date('2026-11-22T02:00:00Z'), to: new Date('2026-11-22T03:00:00Z') }],
    ['that begins anew while it is out', out, { from: MONDAY_UNTIL, to: LATER }],
  ])('is not moved to a time %s', (_what, make, period) => {
    expect(() => make().checkMovable(period, MONDAY_TEN)).toThrow(LoanTimeNotPossible);
  });
});
