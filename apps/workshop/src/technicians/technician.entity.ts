import { type Absence, type Shift, type Skill, TechnicianChanged, type TechnicianSkill } from '@pitlane/contracts';
import type { LocalTime } from '@pitlane/kernel';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import {
  AbsenceEndsBeforeItStarts, ShiftEndsBeforeItStarts, SkillNamedTwice, TooManyAbsences,
} from './technician.errors.js'; // prettier-ignore

/** As many as an event can tell. */
const MOST_ABSENCES_AHEAD = 200;

/** Why a technician can't take a job now (WKS-5). */
export const UNFIT_REASONS = ['inactive', 'skill', 'certificate-expired', 'off-shift', 'absent'] as const;
export type UnfitReason = (typeof UNFIT_REASONS)[number];

/** What a technician knows and when they work (WKS-1). */
@Entity()
export class Technician extends Aggregate {
  /** Staff id. */
  @Disclosed() @Column('text') technicianId!: string;
  @Column('jsonb') skills!: TechnicianSkill[];
  @Column('jsonb') shifts!: Shift[];
  @Column('jsonb') absences!: Absence[];
  @Column('boolean') active!: boolean;

  /** @throws ShiftEndsBeforeItStarts | SkillNamedTwice */
  static register(
    id: string,
    storeId: string,
    { technicianId, skills, shifts }: Pick<Technician, 'technicianId' | 'skills' | 'shifts'>,
  ): Technician {
    if (shifts.some(({ starts, ends }) => ends <= starts)) throw new ShiftEndsBeforeItStarts(technicianId);
    if (new Set(skills.map(({ skill }) => skill)).size < skills.length) throw new SkillNamedTwice(technicianId);
    const technician = new Technician();
    technician.begin(id, storeId);
    return Object.assign(technician, { technicianId, skills, shifts, absences: [], active: true });
  }

  /** @throws AbsenceEndsBeforeItStarts | TooManyAbsences */
  recordAbsence({ startsAt, endsAt }: Absence, at: Date): TechnicianChanged {
    if (Date.parse(endsAt) <= Date.parse(startsAt)) throw new AbsenceEndsBeforeItStarts(this.id);
    this.absences = [...this.absences, { startsAt, endsAt }];
    if (this.absencesAfter(at).length > MOST_ABSENCES_AHEAD) throw new TooManyAbsences(this.id);
    return this.changed(at);
  }

  /** The technician as they are at an instant: capacity follows it, so absences that are over are not told again. */
  changed(at: Date): TechnicianChanged {
    return TechnicianChanged.of({
      technicianRecordId: this.id,
      technicianId: this.technicianId,
      skills: this.skills,
      shifts: this.shifts,
      absences: this.absencesAfter(at),
      active: this.active,
    });
  }

  private absencesAfter(at: Date): Absence[] {
    return this.absences.filter(({ endsAt }) => Date.parse(endsAt) > +at);
  }

  hasSkill(skill: Skill): boolean {
    return this.skills.some((own) => own.skill === skill);
  }

  /**
   * Why this technician does not fit a job at an instant; undefined when they do. An expired certificate counts as no
   * skill, but is named apart: nobody may overrule it.
   * @param local what the store's clocks show then, with the weekday by whose shifts is worked
   */
  unfitFor(skill: Skill, at: Date, { date, time, weekday }: LocalTime): UnfitReason | undefined {
    const own = this.skills.find((entry) => entry.skill === skill);
    if (own?.certifiedUntil !== undefined && own.certifiedUntil < date) return 'certificate-expired';
    if (!this.active) return 'inactive';
    if (!own) return 'skill';
    if (!this.shifts.some((shift) => shift.weekday === weekday && shift.starts <= time && time < shift.ends)) {
      return 'off-shift';
    }
    const away = this.absences.some(({ startsAt, endsAt }) => Date.parse(startsAt) <= +at && +at < Date.parse(endsAt));
    return away ? 'absent' : undefined;
  }

  /**
   * Whether a visit may count on this technician: fit at its start and its end, and not absent in between.
   * @param localOf what the store's clocks show at an instant, with the weekday by whose shifts is worked
   */
  isFitFor(
    skills: readonly Skill[],
    { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
    localOf: (at: Date) => LocalTime,
  ): boolean {
    const isAway = this.absences.some(
      (absence) => Date.parse(absence.startsAt) < +endsAt && Date.parse(absence.endsAt) > +startsAt,
    );
    const ends = [startsAt, new Date(+endsAt - 1)];
    return !isAway && ends.every((at) => skills.every((skill) => this.unfitFor(skill, at, localOf(at)) === undefined));
  }
}
