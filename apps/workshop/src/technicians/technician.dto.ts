import {
  Absence, Code, Flag, Hundredths, Instant, Integer, ListOf, Shift, TechnicianSkill, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import type { Technician } from './technician.entity.js';
import type { TechnicianFigures } from './technician-figures.js';

export class RegisterTechnician {
  /** Staff id. */
  @Code() technicianId!: string;
  @ListOf(() => TechnicianSkill, { min: 1, max: 20 }) skills!: TechnicianSkill[];
  @ListOf(() => Shift, { min: 1, max: 21 }) shifts!: Shift[];
}

export class RecordAbsence {
  @Instant() startsAt!: string;
  @Instant() endsAt!: string;
}

export class TechnicianView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Code() technicianId!: string;
  @ListOf(() => TechnicianSkill) skills!: TechnicianSkill[];
  @ListOf(() => Shift) shifts!: Shift[];
  @ListOf(() => Absence) absences!: Absence[];
  @Flag() active!: boolean;

  static of({ id, version, technicianId, skills, shifts, absences, active }: Technician): TechnicianView {
    return { id, version, technicianId, skills, shifts, absences, active };
  }
}

/** Efficiency is flat-rate to worked time, utilisation worked to present time (KPI-4); null where there was none. */
export class TechnicianFiguresView {
  @Code() technicianId!: string;
  /** Minutes clocked on. */
  @Integer() workedMinutes!: number;
  /** Minutes of shifts without absences. */
  @Integer() presentMinutes!: number;
  /** Of finished jobs, rework not among them. */
  @Hundredths() flatRateHundredths!: number;
  @Integer() finishedJobs!: number;
  /** Finished jobs that failed an inspection at least once (WKS-12). */
  @Integer() reworkedJobs!: number;
  @Integer({ nullable: true }) efficiencyPercent!: number | null;
  @Integer({ nullable: true }) utilisationPercent!: number | null;
  @Integer({ nullable: true }) reworkPercent!: number | null;

  static of(figures: TechnicianFigures): TechnicianFiguresView {
    const { workedMinutes, presentMinutes, flatRateHundredths, finishedJobs, reworkedJobs } = figures;
    return {
      ...figures,
      efficiencyPercent: percent(flatRateHundredths * 0.6, workedMinutes),
      utilisationPercent: percent(workedMinutes, presentMinutes),
      reworkPercent: percent(reworkedJobs, finishedJobs),
    };
  }
}

const percent = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 100));
