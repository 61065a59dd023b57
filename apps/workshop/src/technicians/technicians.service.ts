import { Injectable } from '@nestjs/common';
import type { Absence } from '@pitlane/contracts';
import { actingStore, Database, violatedConstraint } from '@pitlane/platform';
import { Technician } from './technician.entity.js';
import { TechnicianAlreadyRegistered } from './technician.errors.js';

@Injectable()
export class TechniciansService {
  constructor(private readonly db: Database) {}

  /** @throws TechnicianAlreadyRegistered | ShiftEndsBeforeItStarts | SkillNamedTwice */
  async register(
    id: string,
    facts: Pick<Technician, 'technicianId' | 'skills' | 'shifts'>,
    at: Date,
  ): Promise<Technician> {
    try {
      return await this.db.transaction((tx) => {
        const technician = Technician.register(id, actingStore(tx.scope), facts);
        return tx.save(technician, technician.changed(at));
      });
    } catch (error) {
      if (violatedConstraint(error) === 'technician_staff') throw new TechnicianAlreadyRegistered(facts.technicianId);
      throw error;
    }
  }

  /** @throws NotFound | AbsenceEndsBeforeItStarts | TooManyAbsences */
  recordAbsence(id: string, absence: Absence, at: Date): Promise<Technician> {
    return this.db.transaction(async (tx) => {
      const technician = await tx.lock(Technician, id);
      return tx.save(technician, technician.recordAbsence(absence, at));
    });
  }
}
