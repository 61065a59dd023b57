import type { Absence, Shift, Skill, TechnicianSkill } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { isOnShift, type Stay } from '../capacity/stay.js';

/** A technician of the workshop, as it last said (WKS-1). */
@Entity()
export class KnownTechnician {
  @PrimaryColumn('uuid') technicianRecordId!: string;
  @Column('text') storeId!: string;
  /** Staff id: `wu.technician`. */
  @Column('text') technicianId!: string;
  @Column('jsonb') skills!: TechnicianSkill[];
  @Column('jsonb') shifts!: Shift[];
  @Column('jsonb') absences!: Absence[];
  @Column('boolean') active!: boolean;

  /** On shift for the whole stay, and not absent during any of it. */
  isPresentFor(stay: Stay): boolean {
    const isAbsent = this.absences.some(
      ({ startsAt, endsAt }) => new Date(startsAt) < stay.endsAt && new Date(endsAt) > stay.startsAt,
    );
    return this.active && isOnShift(this.shifts, stay) && !isAbsent;
  }

  /** Present for the whole stay, with all of these skills. */
  isFitFor(skills: readonly Skill[], stay: Stay): boolean {
    const own = this.skillsOn(stay.localStart.date);
    return this.isPresentFor(stay) && skills.every((skill) => own.includes(skill));
  }

  /** Skills that may be used on that local day: an expired certificate keeps a technician off jobs that need it (WKS-1). */
  skillsOn(date: string): Skill[] {
    return this.skills
      .filter(({ certifiedUntil }) => certifiedUntil === undefined || certifiedUntil >= date)
      .map(({ skill }) => skill);
  }
}
