import { DomainError } from '@pitlane/kernel';

export class TechnicianAlreadyRegistered extends DomainError {
  constructor(technicianId: string) {
    const message = `${technicianId} is already a technician of this store.`;
    super('WORKSHOP.TECHNICIAN_REGISTERED', 'conflict', message, { technicianId });
  }
}

export class ShiftEndsBeforeItStarts extends DomainError {
  constructor(technicianId: string) {
    const details = { technicianId, pointer: '/shifts' };
    super('WORKSHOP.SHIFT_WITHOUT_TIME', 'invalid', 'A shift ends after it starts.', details);
  }
}

export class SkillNamedTwice extends DomainError {
  constructor(technicianId: string) {
    const details = { technicianId, pointer: '/skills' };
    super('WORKSHOP.SKILL_NAMED_TWICE', 'invalid', 'A technician has each skill once.', details);
  }
}

export class TooManyAbsences extends DomainError {
  constructor(id: string) {
    super('WORKSHOP.TOO_MANY_ABSENCES', 'conflict', `Technician ${id} has too many absences ahead.`, { id });
  }
}

export class AbsenceEndsBeforeItStarts extends DomainError {
  constructor(id: string) {
    super('WORKSHOP.ABSENCE_WITHOUT_TIME', 'invalid', 'An absence ends after it starts.', { id, pointer: '/endsAt' });
  }
}
