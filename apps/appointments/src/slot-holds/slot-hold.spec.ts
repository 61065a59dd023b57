import { uuid } from '@pitlane/testing/set-up';
import { anEstimate, aPlan, MONDAY_TEN } from '../appointments/testing.js';
import type { HeldVisit } from './slot-hold.entity.js';
import { HoldEnded, HoldExpired, HoldForAnotherVisit, HoldOfAnother } from './slot-hold.errors.js';
import { aSlotHold } from './testing.js';

const parts = [{ partNumber: '04E115561H', quantityThousandths: 1_000 }];
const visit: HeldVisit = {
  ...{ appointmentId: uuid(9), startsAt: MONDAY_TEN, operationCodes: ['MNT-001'], parts },
  ...{ customerId: uuid(1), vehicleId: uuid(2), meanwhile: 'waits' },
};
const minutes = (count: number): Date => new Date(Date.parse('2026-11-21T01:00:00Z') + count * 60_000);
const inTime = { at: minutes(5), by: 'he.booking' };

describe('a hold', () => {
  it('has a bay and a technician, and the car once it is known which', () => {
    const kindsOf = (hold = aSlotHold()) => hold.allocations.map(({ resourceKind }) => resourceKind);
    expect(kindsOf()).toEqual(['bay', 'technician']);
    const known = aSlotHold({ customerId: uuid(1), vehicleId: uuid(2) });
    expect(kindsOf(known)).toEqual(['vehicle', 'bay', 'technician']);
    expect(known.plan).toMatchObject({
      bays: [{ bayKind: 'quick' }],
      technicians: [{ technicianId: 'wu.technician', skills: ['maintenance'] }],
    });
  });

  it('ends with the visit that is booked from it, and lets its bays and technicians go', () => {
    const hold = aSlotHold();
    hold.book(visit, inTime);
    expect(hold).toMatchObject({ status: 'booked', appointmentId: uuid(9), endedAt: inTime.at });
    expect(hold.allocations.some(({ active }) => active)).toBe(false);
  });

  it('keeps the parts that it was made with when the booking names none', () => {
    const hold = aSlotHold({ estimate: anEstimate({ parts }) });
    hold.book({ ...visit, parts: [] }, inTime);
    expect(hold.status).toBe('booked');
  });

  it('over the night is booked for a customer who leaves the car, not for one who waits', () => {
    const endsAt = new Date('2026-11-24T02:00:00Z');
    const overnight = aSlotHold({ plan: { ...aPlan(), endsAt, overnightSlots: [MONDAY_TEN, endsAt] } });
    expect(() => overnight.book(visit, inTime)).toThrow(HoldForAnotherVisit);
    overnight.book({ ...visit, meanwhile: 'leaves' }, inTime);
    expect(overnight).toMatchObject({ status: 'booked', plan: { endsAt, overnightSlots: [MONDAY_TEN, endsAt] } });
  });

  it.each([
    ['another time', { startsAt: new Date('2026-11-23T02:15:00Z') }],
    ['other work', { operationCodes: ['BRK-012'] }],
    ['more work', { operationCodes: ['MNT-001', 'BRK-012'] }],
    ['other parts', { parts: [{ partNumber: '04E115561H', quantityThousandths: 2_000 }] }],
    ['another car', { vehicleId: uuid(7) }],
    ['another customer', { customerId: uuid(7) }],
  ])('is not booked for %s', (_, other) => {
    const hold = aSlotHold({ customerId: uuid(1), vehicleId: uuid(2) });
    expect(() => hold.book({ ...visit, ...other }, inTime)).toThrow(HoldForAnotherVisit);
    expect(hold).toMatchObject({ status: 'held', appointmentId: null });
  });

  it('is booked by nobody but who holds it, and given back by nobody else', () => {
    const hold = aSlotHold();
    expect(() => hold.book(visit, { ...inTime, by: 'liu.advisor' })).toThrow(HoldOfAnother);
    expect(() => hold.release({ ...inTime, by: 'liu.advisor' })).toThrow(HoldOfAnother);
    expect(hold.status).toBe('held');
  });

  it('is over in the minute in which it expires, whether somebody looked at it or not', () => {
    const hold = aSlotHold();
    expect(hold.expire(minutes(9))).toBe(false);
    expect(() => hold.book(visit, { ...inTime, at: minutes(10) })).toThrow(HoldExpired);
    expect(hold.expire(minutes(10))).toBe(true);
    expect(hold).toMatchObject({ status: 'expired', endedAt: minutes(10) });
    expect(() => hold.book(visit, inTime)).toThrow(HoldExpired);
    expect(hold.expire(minutes(11))).toBe(false);
  });

  it.each(['book', 'release'] as const)('that was given back does not %s', (command) => {
    const hold = aSlotHold();
    hold.release(inTime);
    expect(hold.allocations.some(({ active }) => active)).toBe(false);
    expect(() => (command === 'book' ? hold.book(visit, inTime) : hold.release(inTime))).toThrow(HoldEnded);
    expect(hold.expire(minutes(10))).toBe(false);
    expect(hold.status).toBe('released');
  });
});
