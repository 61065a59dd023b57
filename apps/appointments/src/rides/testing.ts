import { randomUUID } from 'node:crypto';
import type { RideKind } from '@pitlane/contracts';
import { MONDAY_TEN } from '../appointments/testing.js';
import { type HandOver, Ride, type RideFacts } from './ride.entity.js';

/** When a visit of three quarters of an hour at Monday ten ends, and an hour before it and after: what its rides keep. */
export const MONDAY_NINE = new Date('2026-11-23T01:00:00Z');
export const MONDAY_END = new Date('2026-11-23T02:45:00Z');
export const MONDAY_BACK = new Date('2026-11-23T03:45:00Z');

/** What is written down at the customer's. */
export const handOverBody = (facts: Partial<Omit<HandOver, 'by'>> = {}): Omit<HandOver, 'by'> => ({
  ...{ mileageKm: 42_000, fuelPercent: 55, marks: [], keys: 1, documents: ['行驶证'], signedBy: 'customer' },
  ...{ agreementReference: 'QSC-2026-0001', agreementSha256: 'a'.repeat(64) },
  ...{ agreementSignedAt: '2026-11-21T00:00:00.000Z', ...facts },
});

/** A ride for a visit of Monday at ten. */
export function aRide(kind: RideKind = 'fetch', facts: Partial<RideFacts> = {}): Ride {
  const period = kind === 'fetch' ? { from: MONDAY_NINE, to: MONDAY_TEN } : { from: MONDAY_END, to: MONDAY_BACK };
  const ids = { id: randomUUID(), storeId: 'SH001', appointmentId: randomUUID() };
  return Ride.plan({ ...ids, kind, driverId: 'gu.driver', period, ...facts }).ride;
}

/** Drivers who are promised, or away, twice at one moment: straight from the rows. */
export const TWICE = `
  SELECT one.id FROM ride one JOIN ride other USING (store_id, driver_id)
  WHERE one.id < other.id AND (
    one.status IN ('planned', 'under-way') AND other.status IN ('planned', 'under-way')
      AND one.kept_from < other.kept_until AND other.kept_from < one.kept_until
    OR one.status IN ('under-way', 'done') AND other.status IN ('under-way', 'done')
      AND one.set_out_at < coalesce(other.done_at, 'infinity') AND other.set_out_at < coalesce(one.done_at, 'infinity'))`;
