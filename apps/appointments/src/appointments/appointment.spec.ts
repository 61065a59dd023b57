import { aMove, anAct, anAppointment, anEstimate, MONDAY_TEN } from './testing.js';
import {
  APPOINTMENT_COMMANDS,
  APPOINTMENT_STATUSES,
  type AppointmentStatus,
  nextStatus,
} from './appointment-status.js';
import type { Appointment } from './appointment.entity.js';
import { isMove } from './move.js';
import { AnotherAdvisorExpected, NotToday, VisitNotNeeded, WrongStatus } from './appointment.errors.js';

const NOON_BEFORE = '2026-11-22T04:00:00Z';
const today = { standIn: false, isLaterDay: false };

/** An appointment in a status, brought there by its own commands. */
function appointmentIn(status: AppointmentStatus): Appointment {
  const appointment = anAppointment();
  const act = anAct(NOON_BEFORE);
  if (status === 'confirmed') appointment.confirm('phone', act);
  if (status === 'arrived') appointment.arrive(act, today);
  if (status === 'cancelled') appointment.cancel('sold the car', act);
  if (status === 'no-show') appointment.miss(0, anAct('2026-11-23T02:30:00Z', 'system'));
  return appointment;
}

describe('the life of an appointment', () => {
  const allowed: [AppointmentStatus, string, AppointmentStatus][] = [
    ['booked', 'confirm', 'confirmed'],
    ['booked', 'move', 'booked'],
    ['booked', 'arrive', 'arrived'],
    ['booked', 'cancel', 'cancelled'],
    ['booked', 'miss', 'no-show'],
    ['confirmed', 'move', 'booked'],
    ['confirmed', 'keep', 'confirmed'],
    ['confirmed', 'arrive', 'arrived'],
    ['confirmed', 'cancel', 'cancelled'],
    ['confirmed', 'miss', 'no-show'],
  ];
  const all = APPOINTMENT_STATUSES.flatMap((from) => APPOINTMENT_COMMANDS.map((command) => ({ from, command })));

  it.each(all)('$command of one that is $from leads where the table says, or nowhere', ({ from, command }) => {
    const expected = allowed.find(([status, name]) => status === from && name === command)?.[2];
    expect(nextStatus(from, command)).toBe(expected);
  });

  it.each(['arrived', 'cancelled', 'no-show'] as const)(
    'ends when it is %s: every command is refused and changes nothing',
    (status) => {
      const appointment = appointmentIn(status);
      const before = structuredClone({ ...appointment });
      const act = anAct('2026-11-23T03:00:00Z');

      expect(() => appointment.confirm('phone', act)).toThrow(WrongStatus);
      expect(() => isMove(aMove(), appointment)).toThrow(WrongStatus);
      expect(() => appointment.moveTo(aMove(), act)).toThrow(WrongStatus);
      expect(() => appointment.cancel('late', act)).toThrow(WrongStatus);
      expect(() => appointment.arrive(act, today)).toThrow(WrongStatus);
      expect(() => appointment.changeAdvisor('liu.advisor')).toThrow(WrongStatus);
      expect(() => appointment.tick('documents', act)).toThrow(WrongStatus);
      expect(appointment.miss(0, act)).toBeUndefined();
      expect(structuredClone({ ...appointment })).toEqual(before);
    },
  );

  it('is kept as a path of status changes with who and when', () => {
    const appointment = anAppointment();
    appointment.confirm('wechat', anAct(NOON_BEFORE, 'he.booking'));
    appointment.arrive(anAct('2026-11-23T02:00:00Z'), today);
    expect(appointment.history).toMatchObject([
      { fromStatus: null, toStatus: 'booked', by: 'he.booking' },
      { fromStatus: 'booked', toStatus: 'confirmed', at: new Date(NOON_BEFORE) },
      { fromStatus: 'confirmed', toStatus: 'arrived', by: 'chen.advisor' },
    ]);
  });
});

describe('booking', () => {
  it('is refused when the phone diagnosis says that no visit is needed', () => {
    const diagnosis = { symptoms: ['胎压灯亮'], result: 'told how to reset', needsVisit: false };
    expect(() => anAppointment({ diagnosis })).toThrow(VisitNotNeeded);
  });

  it('asks for parts and an expert only when there are any', () => {
    const bare = anAppointment({ estimate: anEstimate({ parts: [] }) });
    expect(bare.checklist.map(({ item }) => item)).toEqual(['repair-order-draft', 'technician', 'bay', 'documents']);
    const full = anAppointment({ expertWanted: true });
    expect(full.checklist.map(({ item }) => item)).toEqual([
      'repair-order-draft', 'parts', 'parts-staged', 'technician', 'bay', 'expert', 'documents',
    ]); // prettier-ignore
  });

  it.each([
    ['two days ahead', '2026-11-21T01:00:00Z', 'day-before', '2026-11-22T02:00:00.000Z'],
    ['a day ahead to the minute', '2026-11-22T02:00:00Z', 'day-before', '2026-11-22T02:00:00.000Z'],
    ['less than a day ahead', '2026-11-22T02:01:00Z', 'hour-before', '2026-11-23T01:00:00.000Z'],
  ])('%s is first checked when it should be', (_, at, check, due) => {
    const appointment = anAppointment({ act: anAct(at) });
    expect(appointment.nextCheck).toBe(check);
    expect(appointment.nextCheckAt?.toISOString()).toBe(due);
  });

  it('less than an hour ahead is not checked', () => {
    expect(anAppointment({ act: anAct('2026-11-23T01:01:00Z') })).toMatchObject({ nextCheck: null, nextCheckAt: null });
  });
});

describe('arriving', () => {
  it.each([
    ['2026-11-23T00:00:00Z', 'early'],
    ['2026-11-23T01:50:00Z', 'on-time'],
    ['2026-11-23T02:10:00Z', 'on-time'],
    ['2026-11-23T02:11:00Z', 'late'],
    ['2026-11-23T04:00:00Z', 'late'],
  ])('at %s is %s', (at, punctuality) => {
    const { arrived, advisorChanged } = anAppointment().arrive(anAct(at), today);
    expect(arrived).toMatchObject({ punctuality, advisorId: 'chen.advisor' });
    expect(advisorChanged).toBeUndefined();
  });

  it('a day early is refused', () => {
    const arriving = () => anAppointment().arrive(anAct(NOON_BEFORE), { standIn: false, isLaterDay: true });
    expect(arriving).toThrow(NotToday);
  });

  it('needs the named advisor, or one who says that they stand in; then the change is told', () => {
    const appointment = anAppointment();
    const act = anAct('2026-11-23T02:00:00Z', 'liu.advisor');
    expect(() => appointment.arrive(act, today)).toThrow(AnotherAdvisorExpected);

    const { advisorChanged, arrived } = appointment.arrive(act, { ...today, standIn: true });
    expect(advisorChanged).toMatchObject({ advisorId: 'liu.advisor' });
    expect(arrived).toMatchObject({ advisorId: 'liu.advisor' });
  });
});

describe('a no-show', () => {
  it('counts from 30 minutes after the start, and frees what was held', () => {
    const appointment = anAppointment();
    expect(appointment.miss(2, anAct('2026-11-23T02:29:59Z', 'system'))).toBeUndefined();

    const event = appointment.miss(2, anAct('2026-11-23T02:30:00Z', 'system'));
    expect(event).toMatchObject({ earlierNoShows: 2, startsAt: MONDAY_TEN.toISOString() });
    expect(appointment.status).toBe('no-show');
    expect(appointment.allocations.map(({ active }) => active)).toEqual([false, false, false]);
  });
});

describe('the checks ahead', () => {
  const ready = {
    'repair-order-draft': true,
    parts: true,
    'parts-staged': true,
    technician: true,
    bay: true,
    documents: true,
  };

  it('remind the customer when all is ready and confirmed, each check once', () => {
    const appointment = anAppointment();
    appointment.note(ready, anAct(NOON_BEFORE, 'workshop'));
    appointment.confirm('phone', anAct('2026-11-21T02:00:00Z'));

    expect(appointment.checkAhead(new Date('2026-11-22T01:59:59Z'))).toBeUndefined();
    expect(appointment.checkAhead(new Date('2026-11-22T02:00:00Z'))).toMatchObject({ check: 'day-before' });
    expect(appointment.checkAhead(new Date('2026-11-22T02:00:00Z'))).toBeUndefined();
    expect(appointment.checkAhead(new Date('2026-11-23T01:00:00Z'))).toMatchObject({ check: 'hour-before' });
    expect(appointment.checkAhead(new Date('2026-11-23T01:00:01Z'))).toBeUndefined();
    expect(appointment.risk).toBe('none');
  });

  it('name what is missing, and escalate one hour ahead', () => {
    const appointment = anAppointment();
    appointment.note({ ...ready, documents: false }, anAct(NOON_BEFORE, 'workshop'));

    const missing = ['documents', 'customer-confirmation'];
    expect(appointment.checkAhead(new Date('2026-11-22T03:00:00Z'))).toMatchObject({ missing, escalated: false });
    expect(appointment.risk).toBe('at-risk');
    expect(appointment.checkAhead(new Date('2026-11-23T01:00:00Z'))).toMatchObject({ missing, escalated: true });
    expect(appointment.risk).toBe('escalated');

    appointment.tick('documents', anAct('2026-11-23T01:10:00Z'));
    appointment.confirm('phone', anAct('2026-11-23T01:20:00Z'));
    expect(appointment.risk).toBe('none');
  });

  it('leave out the day check when the hour check is due as well', () => {
    const appointment = anAppointment();
    expect(appointment.checkAhead(new Date('2026-11-23T01:30:00Z'))).toMatchObject({ check: 'hour-before' });
    expect(appointment.checkAhead(new Date('2026-11-23T01:30:00Z'))).toBeUndefined();
  });

  it('are over when the visit has begun or is cancelled', () => {
    expect(anAppointment().checkAhead(MONDAY_TEN)).toBeUndefined();
    expect(appointmentIn('cancelled').checkAhead(new Date('2026-11-22T03:00:00Z'))).toBeUndefined();
  });
});

describe('the checklist', () => {
  it('keeps who ticked first, and loses the tick when parts run short', () => {
    const appointment = anAppointment();
    const parts = () => appointment.checklist.find(({ item }) => item === 'parts');
    appointment.tick('parts', anAct(NOON_BEFORE, 'zhu.parts'));
    appointment.note({ parts: true }, anAct('2026-11-22T05:00:00Z', 'parts'));
    expect(parts()).toMatchObject({ tickedBy: 'zhu.parts', tickedAt: new Date(NOON_BEFORE) });

    appointment.note({ parts: false }, anAct('2026-11-22T06:00:00Z', 'parts'));
    expect(parts()).toMatchObject({ tickedBy: null, tickedAt: null });
  });

  it('does not change any more once the customer is there', () => {
    const appointment = appointmentIn('arrived');
    appointment.note({ parts: true }, anAct('2026-11-23T03:00:00Z', 'parts'));
    expect(appointment.missing()).toContain('parts');
  });
});
