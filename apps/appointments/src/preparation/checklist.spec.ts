import { AppointmentReminded } from '@pitlane/contracts';
import { anAct, anAppointment, anEstimate } from '../appointments/testing.js';
import { WrongStatus } from '../appointments/appointment.errors.js';
import type { Appointment } from '../appointments/appointment.entity.js';
import { neededItems } from './checklist.js';
import { NotOnTheChecklist, NotReadyAnyway, OwnedByAnother } from './preparation.errors.js';
import { specialToolsFor } from './special-tools.js';

const NOTHING = { parts: false, tools: false, expert: false, courtesyCar: false, driver: false };
const BROKEN = { role: 'parts-clerk', reason: '机油滤芯破损' };
const itemOf = (appointment: Appointment, item: string) => appointment.checklist.find((one) => one.item === item);

describe('what a visit needs', () => {
  it('always is its order, its people and places, and its papers', () => {
    expect(neededItems(NOTHING)).toEqual(['repair-order-draft', 'technician', 'bay', 'documents']);
  });

  it.each([
    ['parts', { parts: true }, ['parts', 'parts-staged']],
    ['special tools', { tools: true }, ['tools']],
    ['an expert', { expert: true }, ['expert']],
    ['a courtesy car', { courtesyCar: true }, ['courtesy-car']],
    ['a driver', { driver: true }, ['driver']],
  ])('are %s only when they are wanted', (_what, wanted, items) => {
    expect(neededItems({ ...NOTHING, ...wanted })).toEqual(expect.arrayContaining(items));
  });

  it('are special tools for work that the trolley is not enough for, each once', () => {
    const quick = { bayKind: 'quick', skill: 'maintenance' } as const;
    const battery = { bayKind: 'ev', skill: 'ev-high-voltage' } as const;
    const cooling = { bayKind: 'lift', skill: 'air-conditioning' } as const;
    expect(specialToolsFor([quick])).toEqual([]);
    expect(specialToolsFor([quick, battery, battery, cooling])).toEqual(['高压绝缘工具和防护用品', '冷媒回收加注机']);
  });

  it('has the tools on its list when it is booked, to be seen to by the foreman', () => {
    const alignment = { ...anEstimate().operations[0], operationCode: 'CHS-001', bayKind: 'alignment' as const };
    const operation = {
      nameZh: '四轮定位',
      nameEn: 'Wheel alignment',
      flatRateHundredths: 100,
      skill: 'chassis' as const,
    };
    const appointment = anAppointment({ estimate: anEstimate({ operations: [{ ...alignment, ...operation }] }) });
    expect(itemOf(appointment, 'tools')).toMatchObject({ ownerRole: 'foreman', tickedAt: null });
    expect(itemOf(anAppointment(), 'tools')).toBeUndefined();
  });
});

describe('a tick taken away by hand', () => {
  const ticked = (): Appointment => {
    const appointment = anAppointment();
    appointment.tick('parts', anAct('2026-11-21T02:00:00Z', 'zhu.parts'));
    return appointment;
  };

  it('keeps who and why, until the item is ready again', () => {
    const appointment = ticked();
    appointment.untick('parts', BROKEN, anAct('2026-11-22T01:00:00Z', 'zhu.parts'));
    const unticked = { at: '2026-11-22T01:00:00.000Z', by: 'zhu.parts', reason: BROKEN.reason };
    expect(itemOf(appointment, 'parts')).toMatchObject({ tickedAt: null, tickedBy: null, unticked });
    expect(appointment.missing()).toContain('parts');

    appointment.note({ parts: true }, anAct('2026-11-22T02:00:00Z', 'parts'));
    expect(itemOf(appointment, 'parts')).toMatchObject({ tickedBy: 'parts', unticked: null });
  });

  it('is for whoever owns the item, and for the service manager', () => {
    const act = anAct('2026-11-22T01:00:00Z', 'liu.advisor');
    const appointment = ticked();
    expect(() => appointment.untick('parts', { ...BROKEN, role: 'service-advisor' }, act)).toThrow(OwnedByAnother);
    expect(itemOf(appointment, 'parts')?.isReady).toBe(true);
    appointment.untick('parts', { ...BROKEN, role: 'service-manager' }, act);
    expect(itemOf(appointment, 'parts')?.isReady).toBe(false);
  });

  it.each([
    ['an item that is not on the list', 'expert', NotOnTheChecklist],
    ['an item that is not ready', 'parts-staged', NotReadyAnyway],
  ])('is refused for %s', (_what, item, refusal) => {
    const objection = { role: 'service-manager', reason: '?' };
    expect(() => ticked().untick(item, objection, anAct('2026-11-22T01:00:00Z'))).toThrow(refusal);
  });

  it('is refused once the customer is there', () => {
    const appointment = ticked();
    appointment.arrive(anAct('2026-11-23T02:00:00Z'), { standIn: false, isLaterDay: false });
    expect(() => appointment.untick('parts', BROKEN, anAct('2026-11-23T02:05:00Z'))).toThrow(WrongStatus);
  });
});

describe('what breaks', () => {
  const ready = {
    'repair-order-draft': true,
    parts: true,
    'parts-staged': true,
    technician: true,
    bay: true,
    documents: true,
  };
  const readyAppointment = (): Appointment => {
    const appointment = anAppointment();
    appointment.note(ready, anAct('2026-11-21T02:00:00Z', 'workshop'));
    appointment.confirm('phone', anAct('2026-11-21T02:00:00Z'));
    return appointment;
  };

  it.each([
    ['before the first check is left to it', [], 'none'],
    ['after the first check is at risk at once', ['2026-11-22T02:00:00Z'], 'at-risk'],
    ['after the last check is the manager’s at once', ['2026-11-22T02:00:00Z', '2026-11-23T01:00:00Z'], 'escalated'],
  ])('%s', (_when, checks, risk) => {
    const appointment = readyAppointment();
    for (const at of checks) expect(appointment.checkAhead(new Date(at))).toBeInstanceOf(AppointmentReminded);
    appointment.note({ bay: false }, anAct('2026-11-23T01:30:00Z', 'workshop'));
    expect(appointment.risk).toBe(risk);

    appointment.note({ bay: true }, anAct('2026-11-23T01:40:00Z', 'workshop'));
    expect(appointment.risk).toBe('none');
  });

  it('is no news when it was not ready before', () => {
    const appointment = anAppointment();
    appointment.checkAhead(new Date('2026-11-22T02:00:00Z'));
    appointment.checkAhead(new Date('2026-11-23T01:00:00Z'));
    appointment.risk = 'none';
    appointment.note({ bay: false }, anAct('2026-11-23T01:30:00Z', 'workshop'));
    expect(appointment.risk).toBe('none');
  });
});
