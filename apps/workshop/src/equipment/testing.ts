import { uuidv7 } from 'uuidv7';
import { type Check, Equipment, type EquipmentFacts } from './equipment.entity.js';

/** A lift that is checked once a year, last on 1 November 2026, and belongs to no bay. */
export function aLift(facts: Partial<EquipmentFacts> = {}, check: Partial<Check & { today: string }> = {}): Equipment {
  const usual = { name: `Lift ${uuidv7().slice(-6)}`, kind: 'lift' as const, bayId: null, intervalDays: 365 };
  const passed = { on: '2026-11-01', by: 'sun.foreman', passed: true, remarks: null, today: '2026-11-21' };
  return Equipment.register(uuidv7(), 'SH001', { ...usual, ...facts }, { ...passed, ...check });
}
