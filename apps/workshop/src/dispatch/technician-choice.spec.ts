import { localTime } from '@pitlane/kernel';
import { aTechnician } from '../technicians/testing.js';
import { CertificateExpired, NoTechnicianFits, TechnicianUnfit } from './dispatch.errors.js';
import { type Candidate, checkTechnician, chooseTechnician } from './technician-choice.js';

const saturdayAt = (time: string): Date => new Date(`2026-11-21T${time}:00+08:00`);
const at = saturdayAt('09:00');
const local = localTime(at, 'Asia/Shanghai');
const demand = { skill: 'brakes' as const, at, local, planned: [] as string[] };
const candidate = (technicianId: string, loadHundredths: number, changes = {}): Candidate => ({
  technician: aTechnician({ technicianId, ...changes }),
  loadHundredths,
});

describe('the technician for a job', () => {
  it('is the least loaded of those who fit', () => {
    const candidates = [candidate('wu', 300), candidate('han', 100), candidate('zheng', 0, { skills: [] })];
    expect(chooseTechnician(candidates, demand).technicianId).toBe('han');
  });

  it('is the one whom the booking planned, if they fit', () => {
    const candidates = [candidate('wu', 300), candidate('han', 100)];
    expect(chooseTechnician(candidates, { ...demand, planned: ['wu'] }).technicianId).toBe('wu');
  });

  it.each([
    ['is not active', { active: false }, 'inactive'],
    ['lacks the skill', { skills: [{ skill: 'paint', level: 5 }] }, 'skill'],
    [
      'has a certificate that ended yesterday',
      { skills: [{ skill: 'brakes', level: 5, certifiedUntil: '2026-11-20' }] },
      'certificate-expired',
    ],
    ['begins later', { shifts: [{ weekday: 6, starts: '09:01', ends: '18:00' }] }, 'off-shift'],
    ['works on other days', { shifts: [{ weekday: 7, starts: '08:00', ends: '18:00' }] }, 'off-shift'],
    ['is away', { absences: [{ startsAt: '2026-11-21T00:00:00Z', endsAt: '2026-11-21T02:00:00Z' }] }, 'absent'],
  ])('is not one who %s', (_name, changes, reason) => {
    const choose = (): unknown => chooseTechnician([candidate('wu', 0, changes)], demand);
    expect(choose).toThrow(NoTechnicianFits);
    expect(choose).toThrow(expect.objectContaining({ details: { skill: 'brakes', reasons: { wu: reason } } }));
  });

  it('still holds a certificate on its last day', () => {
    const skills = [{ skill: 'brakes' as const, level: 5, certifiedUntil: '2026-11-21' }];
    expect(chooseTechnician([candidate('wu', 0, { skills })], demand).technicianId).toBe('wu');
  });
});

describe('the foreman’s own choice', () => {
  it('needs a reason when the technician does not fit', () => {
    const unskilled = aTechnician({ skills: [] });
    expect(() => checkTechnician(unskilled, demand, undefined)).toThrow(TechnicianUnfit);
    expect(() => checkTechnician(unskilled, demand, 'under supervision')).not.toThrow();
  });

  it('never overrules an expired certificate', () => {
    const expired = aTechnician({ skills: [{ skill: 'brakes', level: 5, certifiedUntil: '2026-11-20' }] });
    expect(() => checkTechnician(expired, demand, 'no one else is here')).toThrow(CertificateExpired);
  });
});
