import { CheckedInTheFuture, EquipmentRetired } from './equipment.errors.js';
import { aLift } from './testing.js';

const check = { on: '2027-12-01', by: 'qian.inspector', passed: true, remarks: null };

describe('a piece of equipment', () => {
  it('is due after its interval, and overdue the day after', () => {
    const lift = aLift();
    expect(lift).toMatchObject({ status: 'in-order', dueOn: '2027-11-01' });
    expect([lift.becomeOverdue('2027-11-01'), lift.status]).toEqual([false, 'in-order']);
    expect([lift.becomeOverdue('2027-11-02'), lift.status]).toEqual([true, 'overdue']);
    expect(lift.becomeOverdue('2027-11-03')).toBe(false);
  });

  it('is in order again for another interval once it passes, and not when it fails', () => {
    const lift = aLift();
    lift.becomeOverdue('2027-11-02');
    lift.check({ ...check, passed: false, remarks: '钢丝绳磨损' });
    expect(lift).toMatchObject({ status: 'failed', checkedBy: 'qian.inspector', remarks: '钢丝绳磨损' });
    lift.check(check);
    expect(lift).toMatchObject({ status: 'in-order', dueOn: '2028-11-30', remarks: null });
  });

  it('is overdue from the start when its last check was long ago', () => {
    expect(aLift({ intervalDays: 19 })).toMatchObject({ status: 'overdue', dueOn: '2026-11-20' });
    expect(() => aLift({}, { on: '2026-11-22' })).toThrow(CheckedInTheFuture);
  });

  it('is neither checked nor overdue once it is used no more', () => {
    const lift = aLift();
    lift.retire();
    expect(lift.becomeOverdue('2030-01-01')).toBe(false);
    expect(() => lift.check(check)).toThrow(EquipmentRetired);
    expect(() => lift.retire()).toThrow(EquipmentRetired);
    expect(lift.status).toBe('retired');
  });
});
