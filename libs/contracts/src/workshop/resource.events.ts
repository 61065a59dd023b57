import { Event, IntegrationEvent } from '../event.js';
import { Code, Day, Flag, Instant, Integer, ListOf, OneOf, Text, TimeOfDay, Uuid } from '../fields.js';
import { BAY_KINDS, SKILLS, type BayKind, type Skill } from '../terms.js';

/** A bay as it is now (WKS-1). */
@Event('workshop.bay.changed', 1)
export class BayChanged extends IntegrationEvent {
  @Uuid() bayId!: string;
  @Text(40) name!: string;
  @OneOf(BAY_KINDS) kind!: BayKind;
  /** False: takes no car. */
  @Flag() active!: boolean;
}

export class TechnicianSkill {
  @OneOf(SKILLS) skill!: Skill;
  /** 1 (apprentice) to 5 (master). */
  @Integer({ min: 1, max: 5 }) level!: number;
  /** Last day on which the certificate for this skill holds; absent where none is needed. */
  @Day({ optional: true }) certifiedUntil?: string;
}

export class Shift {
  /** 1 is Monday, 7 is Sunday. */
  @Integer({ min: 1, max: 7 }) weekday!: number;
  @TimeOfDay() starts!: string;
  @TimeOfDay() ends!: string;
}

export class Absence {
  @Instant() startsAt!: string;
  @Instant() endsAt!: string;
}

/** A technician's skills, shifts and absences as they are now (WKS-1). */
@Event('workshop.technician.changed', 1)
export class TechnicianChanged extends IntegrationEvent {
  /** Id of the aggregate. */
  @Uuid() technicianRecordId!: string;
  /** Staff id: `wu.technician`. */
  @Code() technicianId!: string;
  @ListOf(() => TechnicianSkill) skills!: TechnicianSkill[];
  @ListOf(() => Shift) shifts!: Shift[];
  @ListOf(() => Absence) absences!: Absence[];
  @Flag() active!: boolean;
}
