import { uuidv7 } from 'uuidv7';
import { Technician } from './technician.entity.js';

/** On every day from 08:00 to 18:00, with the skill for brakes. */
export function aTechnician(changes: Partial<Technician> = {}): Technician {
  const shifts = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, starts: '08:00', ends: '18:00' }));
  const technician = Technician.register(uuidv7(), 'SH001', {
    technicianId: 'wu.technician',
    skills: [{ skill: 'brakes', level: 4 }],
    shifts,
  });
  return Object.assign(technician, changes);
}
