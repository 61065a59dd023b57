import type { Appointment } from './appointment.entity.js';
import { aMove, anAct, anAppointment } from './testing.js';

const today = { standIn: false, isLaterDay: false };
const ready = {
  ...{ 'repair-order-draft': true, parts: true, 'parts-staged': true },
  ...{ technician: true, bay: true, documents: true },
};

/** Booked on Saturday for Monday at ten, and ready but for the customer's word. */
function aReadyVisit(): Appointment {
  const appointment = anAppointment();
  appointment.note(ready, anAct('2026-11-22T01:00:00Z', 'workshop'));
  return appointment;
}
const toThree = { startsAt: new Date('2026-11-23T07:00:00Z'), reason: '缺件' };

describe('the promise of a visit', () => {
  it('is open until the customer comes', () => {
    expect(aReadyVisit().promise).toBe('open');
  });

  it.each([
    ['kept', 'all is ready, though nobody confirmed', {}, '2026-11-23T02:00:00Z'],
    ['kept', 'all is ready and the customer is late', {}, '2026-11-23T05:00:00Z'],
    ['broken', 'the bay was lost', { bay: false }, '2026-11-23T02:00:00Z'],
    ['broken', 'a part is not staged, which was due the day before', { 'parts-staged': false }, '2026-11-23T00:30:00Z'],
  ])('is %s when the customer comes and %s', (promise, _what, lost, at) => {
    const appointment = aReadyVisit();
    appointment.note(lost, anAct('2026-11-22T02:00:00Z', 'workshop'));
    appointment.arrive(anAct(at), today);
    expect(appointment.promise).toBe(promise);
  });

  it.each([
    ['kept', 'before', '2026-11-23T01:50:00Z'],
    ['broken', 'after', '2026-11-23T02:05:00Z'],
  ])(
    'of a visit on short notice, for which nothing is ready, is %s when the customer comes %s its start',
    (promise, _when, at) => {
      const appointment = anAppointment({ act: anAct('2026-11-23T01:30:00Z') });
      appointment.arrive(anAct(at), today);
      expect(appointment.promise).toBe(promise);
    },
  );

  it.each([
    ['released', 'the customer', 'customer', '2026-11-23T01:59:00Z'],
    ['released', 'the store, two hours ahead', 'store', '2026-11-23T00:00:00Z'],
    ['broken', 'the store, later than that', 'store', '2026-11-23T00:00:01Z'],
    ['broken', 'the store, after the start', 'store', '2026-11-23T02:10:00Z'],
  ] as const)('is %s when it is cancelled by %s', (promise, _who, by, at) => {
    const appointment = aReadyVisit();
    expect(appointment.cancel('缺件', anAct(at), by)).toMatchObject({ by });
    expect(appointment.promise).toBe(promise);
  });

  it.each([
    ['open', 'the customer', 'customer', '2026-11-23T01:59:00Z'],
    ['open', 'the store, two hours ahead', 'store', '2026-11-23T00:00:00Z'],
    ['broken', 'the store, later than that', 'store', '2026-11-23T00:00:01Z'],
  ] as const)('is %s when it is moved by %s', (promise, _who, by, at) => {
    const appointment = aReadyVisit();
    appointment.moveTo(aMove({ ...toThree, by }), anAct(at));
    expect(appointment.promise).toBe(promise);
  });

  it('stays broken when the later time is kept', () => {
    const appointment = aReadyVisit();
    appointment.moveTo(aMove({ ...toThree, by: 'store' }), anAct('2026-11-23T01:30:00Z'));
    appointment.note(ready, anAct('2026-11-23T03:00:00Z', 'workshop'));
    appointment.arrive(anAct('2026-11-23T07:00:00Z'), today);
    expect(appointment.promise).toBe('broken');
  });

  it('is released when nobody comes', () => {
    const appointment = aReadyVisit();
    appointment.miss(0, anAct('2026-11-23T02:30:00Z', 'system'));
    expect(appointment.promise).toBe('released');
  });
});
