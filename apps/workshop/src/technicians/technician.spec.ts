import { aStore } from '@pitlane/testing';
import { AbsenceEndsBeforeItStarts, ShiftEndsBeforeItStarts } from './technician.errors.js';
import { presentMinutes } from './technician-figures.js';
import { Technician } from './technician.entity.js';
import { TechnicianFiguresView } from './technician.dto.js';
import { aTechnician } from './testing.js';

describe('a technician', () => {
  it('has shifts and absences that last', () => {
    const shifts = [{ weekday: 1, starts: '18:00', ends: '08:00' }];
    const register = (): unknown => Technician.register('id', 'SH001', { technicianId: 'wu', skills: [], shifts });
    expect(register).toThrow(ShiftEndsBeforeItStarts);
    const absence = { startsAt: '2026-11-21T02:00:00Z', endsAt: '2026-11-21T02:00:00Z' };
    expect(() => aTechnician().recordAbsence(absence, new Date(absence.startsAt))).toThrow(AbsenceEndsBeforeItStarts);
  });
});

describe('figures of a technician', () => {
  const store = aStore({ holidays: 'closed' });
  const saturday = { shifts: [{ weekday: 6, starts: '08:00', ends: '18:00' }], absences: [] };

  it('count the minutes of the shifts on the days of the period', () => {
    expect(presentMinutes(saturday, ['2026-11-20', '2026-11-21', '2026-11-22'], store)).toBe(600);
  });

  it('count no day on which the store is closed, and a make-up workday by the shifts of a Monday', () => {
    const monday = { shifts: [{ weekday: 1, starts: '08:00', ends: '12:00' }], absences: [] };
    const nationalDayAndSunday = ['2026-10-05', '2026-10-11'];
    expect(presentMinutes(monday, nationalDayAndSunday, store)).toBe(0);
    expect(presentMinutes(monday, ['2026-10-10'], store)).toBe(240);
    expect(presentMinutes(saturday, ['2026-10-10'], store)).toBe(0);
  });

  it('leave absences out, also those that overlap each other', () => {
    const absences = [
      { startsAt: '2026-11-21T01:00:00Z', endsAt: '2026-11-21T03:00:00Z' },
      { startsAt: '2026-11-21T02:00:00Z', endsAt: '2026-11-21T04:00:00Z' },
      { startsAt: '2026-11-22T01:00:00Z', endsAt: '2026-11-22T03:00:00Z' },
    ];
    expect(presentMinutes({ ...saturday, absences }, ['2026-11-21'], store)).toBe(420);
  });

  it('keep efficiency and utilisation apart, and divide by nothing', () => {
    const worked = {
      technicianId: 'wu',
      workedMinutes: 60,
      presentMinutes: 600,
      flatRateHundredths: 150,
      finishedJobs: 4,
      reworkedJobs: 1,
    };
    expect(TechnicianFiguresView.of(worked)).toMatchObject({
      efficiencyPercent: 150,
      utilisationPercent: 10,
      reworkPercent: 25,
    });
    const idle = { ...worked, workedMinutes: 0, presentMinutes: 0, finishedJobs: 0 };
    expect(TechnicianFiguresView.of(idle)).toMatchObject({
      efficiencyPercent: null,
      utilisationPercent: null,
      reworkPercent: null,
    });
  });
});
