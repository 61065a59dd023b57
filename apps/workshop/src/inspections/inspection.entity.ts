import {
  INSPECTION_KINDS,
  type InspectionKind,
  type InspectionResult,
  JobInspected,
  ReworkRaised,
} from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Checklist } from '../checklists/checklist.entity.js';
import { isMeasuredWithin } from '../checklists/checklist-item.js';
import type { Job } from '../repair-orders/job.entity.js';
import { type Check, faultsOf, type RoadTest } from './check.js';
import {
  ChecksFailed, ChecksMissing, InspectionOutOfTurn, InspectorNotIndependent, JobNotInspectable, MeasuresMissing, RoadTestMissing,
} from './inspection.errors.js'; // prettier-ignore

/** What the rules of an inspection look at. */
export interface InspectedWork {
  job: Job;
  /** Its rework jobs. */
  reworks: readonly Job[];
  /** Earlier inspections of the job, of all rounds. */
  earlier: readonly Inspection[];
  checklist: Checklist | null;
  /** Staff ids of those who were clocked on to the job or its rework. */
  jobWorkers: readonly string[];
  /** Staff ids of those who did any work on the order. */
  orderWorkers: readonly string[];
}

export interface Findings {
  kind: InspectionKind;
  result: InspectionResult;
  checks: Check[];
  roadTest: RoadTest | null;
}

export interface Inspector {
  by: string;
  at: Date;
  roles: readonly string[];
}

/** One of the three inspections of a job (WKS-11). */
@Entity()
export class Inspection {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') repairOrderId!: string;
  @Column('uuid') jobId!: string;
  /** 1, and one more after each failure: all three start again (WKS-12). */
  @Column('int') round!: number;
  @Column('text') kind!: InspectionKind;
  @Column('text') result!: InspectionResult;
  /** Staff id. */
  @Column('text') inspectorId!: string;
  @Column('timestamptz') inspectedAt!: Date;
  /** Edition of the checklist; null where the operation has none. */
  @Column('int', { nullable: true }) checklistVersion!: number | null;
  @Column('jsonb') checks!: Check[];
  @Column('jsonb', { nullable: true }) roadTest!: RoadTest | null;
  @Column('text', { nullable: true }) defectClass!: string | null;
  @Column('text', { nullable: true }) cause!: string | null;
  @Column('uuid', { nullable: true }) reworkJobId!: string | null;

  /**
   * @throws JobNotInspectable | InspectionOutOfTurn | InspectorNotIndependent
   * @throws ChecksMissing | ChecksFailed | MeasuresMissing | RoadTestMissing when it can't pass
   */
  static record(id: string, work: InspectedWork, found: Findings, inspector: Inspector): Inspection {
    const { job, checklist } = work;
    checkTurn(work, found.kind);
    checkIndependence(work, found.kind, inspector);
    if (found.result === 'passed') checkPass(work, found);
    return Object.assign(new Inspection(), found, {
      id,
      storeId: job.storeId,
      repairOrderId: job.repairOrderId,
      jobId: job.id,
      round: job.inspectionRound,
      inspectorId: inspector.by,
      inspectedAt: inspector.at,
      checklistVersion: checklist?.version ?? null,
      defectClass: null,
      cause: null,
      reworkJobId: null,
    });
  }

  inspected(): JobInspected {
    const { repairOrderId, jobId, kind, result, inspectorId } = this;
    const inspectedAt = this.inspectedAt.toISOString();
    return JobInspected.of({ repairOrderId, jobId, kind, result, inspectorId, inspectedAt });
  }

  /** The failure becomes a rework job, and the three inspections of the job start again (WKS-12). */
  raiseRework(
    job: Job,
    ids: { id: string; laborLineId: string },
    faults: { defectClass: string; cause: string },
  ): [Job, ReworkRaised] {
    const rework = job.rework(ids, faults.cause, this.inspectedAt);
    job.inspectionRound += 1;
    Object.assign(this, faults, { reworkJobId: rework.id });
    const { repairOrderId, jobId } = this;
    return [rework, ReworkRaised.of({ repairOrderId, jobId, reworkJobId: rework.id, ...faults })];
  }
}

/** The kind that comes next in the job's round; undefined when all three have passed. */
export function nextKind({ id, inspectionRound }: Job, inspections: readonly Inspection[]): InspectionKind | undefined {
  const passed = inspections.filter(
    ({ jobId, round, result }) => jobId === id && round === inspectionRound && result === 'passed',
  );
  return INSPECTION_KINDS.find((kind) => !passed.some((inspection) => inspection.kind === kind));
}

function checkTurn({ job, reworks, earlier }: InspectedWork, kind: InspectionKind): void {
  const isFinished = job.wantsInspections && reworks.every(({ status }) => status === 'done');
  if (!isFinished) throw new JobNotInspectable(job.id, job.status);
  const next = nextKind(job, earlier);
  if (kind !== next) throw new InspectionOutOfTurn(job.id, next);
}

/** Self by who did it, peer by another technician, final by an inspector who is neither and did no work on the car. */
function checkIndependence(work: InspectedWork, kind: InspectionKind, { by, roles }: Inspector): void {
  const { job, earlier, jobWorkers, orderWorkers } = work;
  const inspectedBefore = earlier.some(({ round, inspectorId }) => round === job.inspectionRound && inspectorId === by);
  const mayInspect = {
    self: roles.includes('technician') && jobWorkers.includes(by),
    peer: roles.includes('technician') && !jobWorkers.includes(by),
    final: roles.includes('quality-inspector') && !orderWorkers.includes(by) && !inspectedBefore,
  };
  if (!mayInspect[kind]) throw new InspectorNotIndependent(job.id, kind);
}

function checkPass({ job, checklist }: InspectedWork, { kind, checks, roadTest }: Findings): void {
  const items = checklist?.items ?? [];
  if ((job.safetyCritical || checklist?.safetyCritical) && !items.some(isMeasuredWithin))
    throw new MeasuresMissing(job.id, job.operationCode);
  const { missing, failed } = faultsOf(items, checks);
  if (missing.length > 0) throw new ChecksMissing(job.id, missing);
  if (failed.length > 0) throw new ChecksFailed(job.id, failed);
  const wantsRoadTest = kind === 'final' && (job.roadTest || checklist?.roadTest === true);
  if (wantsRoadTest && roadTest === null) throw new RoadTestMissing(job.id);
}
