import { randomUUID } from 'node:crypto';
import { MONDAY_TEN } from '../appointments/testing.js';
import { CourtesyLoan, type HandOut } from './courtesy-loan.entity.js';

/** When a visit of three quarters of an hour at Monday ten gives its courtesy car back: with the margin of an hour. */
export const MONDAY_UNTIL = new Date('2026-11-23T03:45:00Z');

/** What the advisor writes down when the car leaves. */
export const handOutBody = (facts: Partial<Omit<HandOut, 'by'>> = {}): Omit<HandOut, 'by'> => ({
  ...{ mileageKm: 12_000, fuelPercent: 80, marks: [], licenceValidUntil: '2030-01-31' },
  ...{ agreementReference: 'DBC-2026-0001', agreementSignedAt: '2026-11-21T00:00:00.000Z' },
  ...facts,
});

export const handBackBody = (mileageKm = 12_050) => ({ mileageKm, fuelPercent: 60, newMarks: [] });

/** A loan for a visit of Monday at ten. */
export const aCourtesyLoan = ({ from = MONDAY_TEN, to = MONDAY_UNTIL } = {}): CourtesyLoan =>
  CourtesyLoan.reserve({
    ...{ id: randomUUID(), storeId: 'SH001', appointmentId: randomUUID(), courtesyCarId: randomUUID() },
    period: { from, to },
  }).loan;

/** Cars that are promised, or away, twice at one moment: straight from the rows. */
export const TWICE = `
  SELECT one.id FROM courtesy_loan one JOIN courtesy_loan other USING (store_id, courtesy_car_id)
  WHERE one.id < other.id AND (
    one.status IN ('reserved', 'out') AND other.status IN ('reserved', 'out')
      AND one.kept_from < other.kept_until AND other.kept_from < one.kept_until
    OR one.handed_out_at < coalesce(other.returned_at, 'infinity') AND other.handed_out_at < coalesce(one.returned_at, 'infinity'))`;
