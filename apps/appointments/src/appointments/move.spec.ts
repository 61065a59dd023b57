import { ReasonNeeded } from './appointment.errors.js';
import type { Appointment } from './appointment.entity.js';
import { isMove } from './move.js';
import { aMove, anAct, anAppointment, MONDAY_TEN } from './testing.js';

const SATURDAY = '2026-11-21T03:00:00Z';
const SUNDAY_EVENING = '2026-11-22T12:00:00Z';
const MONDAY_TWO = new Date('2026-11-23T06:00:00Z');
const TUESDAY_ONE = new Date('2026-11-24T05:00:00Z');
const ready = {
  'repair-order-draft': true,
  parts: true,
  'parts-staged': true,
  technician: true,
  bay: true,
  expert: true,
};

function confirmed(): Appointment {
  const appointment = anAppointment();
  appointment.confirm('phone', anAct(SATURDAY));
  return appointment;
}

describe('moving a visit', () => {
  it('gives it another time, advisor, bay and technician, and tells of both times', () => {
    const appointment = anAppointment();
    const move = aMove({ advisorId: 'liu.advisor', by: 'store', reason: '举升机故障' });
    const event = appointment.moveTo(move, anAct(SATURDAY));

    const endsAt = new Date('2026-11-24T02:45:00Z');
    expect(appointment).toMatchObject({ status: 'booked', startsAt: move.startsAt, endsAt, advisorId: 'liu.advisor' });
    expect(event).toMatchObject({
      ...{ appointmentId: appointment.id, by: 'store', reason: '举升机故障', advisorId: 'liu.advisor' },
      ...{ previousStartsAt: MONDAY_TEN.toISOString(), previousEndsAt: '2026-11-23T02:45:00.000Z' },
      ...{ startsAt: '2026-11-24T02:00:00.000Z', endsAt: '2026-11-24T02:45:00.000Z' },
      bays: [{ bayId: move.plan.bays[0]?.bayId, startsAt: '2026-11-24T02:00:00.000Z' }],
      technicians: [{ technicianId: 'wu.technician', endsAt: '2026-11-24T02:45:00.000Z' }],
    });
    expect(appointment.history.at(-1)).toMatchObject({
      ...{ fromStatus: 'booked', toStatus: 'booked', by: 'chen.advisor' },
      moved: { previousStartsAt: MONDAY_TEN.toISOString(), by: 'store', reason: '举升机故障' },
    });
  });

  it('lets go of what was held, and holds what was planned for the new time', () => {
    const appointment = anAppointment();
    const move = aMove();
    appointment.moveTo(move, anAct(SATURDAY));
    const held = appointment.allocations.filter(({ active }) => active);
    expect(held.map(({ resourceId, startsAt }) => [resourceId, startsAt])).toEqual([
      [appointment.vehicleId, move.startsAt],
      [move.plan.bays[0]?.bayId, move.startsAt],
      ['wu.technician', move.startsAt],
    ]);
    expect(appointment.allocations.filter(({ active }) => !active)).toHaveLength(3);
  });

  it('asks anew for who does the work where; what is there already stays ready', () => {
    const appointment = anAppointment({ expertWanted: true });
    appointment.note(ready, anAct(SATURDAY, 'workshop'));
    appointment.tick('documents', anAct(SATURDAY));
    appointment.moveTo(aMove(), anAct(SATURDAY));
    expect(appointment.missing()).toEqual(['technician', 'bay', 'expert', 'customer-confirmation']);
    const dayBefore = new Date('2026-11-23T02:00:00Z');
    expect(appointment.checklist.every(({ deadlineAt }) => +deadlineAt === +dayBefore)).toBe(true);
  });

  it.each([
    ['a courtesy car', 'courtesy-car', 'courtesy-car'],
    ['its drivers', 'pick-up-and-return', 'driver'],
  ] as const)(
    'has %s for the new time, also when those of the old time were not there any more',
    (_, meanwhile, item) => {
      const appointment = anAppointment({ meanwhile });
      appointment.note({ [item]: false }, anAct(SATURDAY, 'system'));
      appointment.moveTo(aMove(), anAct(SATURDAY));
      expect(appointment.missing()).not.toContain(item);
    },
  );

  it('is checked ahead of its new time, and at risk no more', () => {
    const appointment = anAppointment();
    appointment.checkAhead(new Date('2026-11-23T01:00:00Z'));
    expect(appointment).toMatchObject({ risk: 'escalated', nextCheck: null });
    appointment.moveTo(aMove(), anAct('2026-11-23T01:30:00Z'));
    const nextCheckAt = new Date('2026-11-23T02:00:00Z');
    expect(appointment).toMatchObject({ risk: 'none', nextCheck: 'day-before', nextCheckAt });
  });

  it.each(['customer', 'store'] as const)(
    'the word of a customer who gave none is not there when the %s moves it',
    (by) => {
      const appointment = anAppointment();
      appointment.moveTo(aMove({ by, startsAt: MONDAY_TWO, reason: '缺件' }), anAct(SUNDAY_EVENING));
      expect(appointment).toMatchObject({ status: 'booked', confirmedAt: null });
    },
  );

  it.each([
    ['is asked anew', 'customer', TUESDAY_ONE, 'booked'],
    ['stands', 'customer', MONDAY_TWO, 'confirmed'],
    ['is asked anew', 'store', MONDAY_TWO, 'booked'],
  ] as const)('the word of a customer who gave it %s when the %s moves the visit to %j', (_, by, startsAt, status) => {
    const appointment = confirmed();
    appointment.moveTo(aMove({ by, startsAt, reason: '缺件' }), anAct(SUNDAY_EVENING));
    expect(appointment.status).toBe(status);
    expect(appointment.confirmedAt).toEqual(status === 'confirmed' ? new Date(SATURDAY) : null);
    expect(appointment.history.at(-1)).toMatchObject({ fromStatus: 'confirmed', toStatus: status });
  });

  it('needs a reason of the store, and none of the customer', () => {
    const appointment = anAppointment();
    expect(() => isMove(aMove({ by: 'store' }), appointment)).toThrow(ReasonNeeded);
    expect(isMove(aMove({ by: 'customer' }), appointment)).toBe(true);
    expect(isMove(aMove({ by: 'store', reason: '缺件' }), appointment)).toBe(true);
  });

  it('to the time that it has is no move', () => {
    expect(isMove(aMove({ startsAt: new Date(MONDAY_TEN) }), anAppointment())).toBe(false);
  });
});
