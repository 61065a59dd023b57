import { type BayKind, type LaborLine, PartLinesDropped, type PayType, type Skill } from '@pitlane/contracts';
import { Column, Entity, ManyToOne, OneToMany, PrimaryColumn, type Relation } from 'typeorm';
import { type Act, notBefore } from '../act.js';
import { PartLine, type WantedPart } from './part-line.entity.js';
import { type JobStatus, OPEN_JOB, type PauseReason } from './repair-order-status.js';
import { RepairOrder } from './repair-order.entity.js';
import {
  NotYourJob, PartsStillDrawn, ReworkCannotBeDropped, TooManyLines, WrongJobStatus,
} from './repair-order.errors.js'; // prettier-ignore

/** What the labor catalogue says of a job. */
export interface Operation {
  operationCode: string;
  nameZh: string;
  nameEn: string;
  flatRateHundredths: number;
  skill: Skill;
  bayKind: BayKind;
  safetyCritical: boolean;
  roadTest: boolean;
}

export interface WantedJob {
  id: string;
  laborLineId: string;
  operation: Operation;
  complaint: string;
  cause: string | null;
  correction: string | null;
  payType: PayType;
  parts: WantedPart[];
}

/** Who does a job, and where. */
export interface Assignment {
  technicianId: string;
  bayId: string;
  overrideReason: string | null;
}

/** One operation on the car with its parts: complaint, cause, correction (WKS-3). */
@Entity()
export class Job implements Operation {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') repairOrderId!: string;
  @ManyToOne(() => RepairOrder, (order) => order.jobs) repairOrder!: Relation<RepairOrder>;
  @Column('text') status!: JobStatus;
  @Column('uuid') laborLineId!: string;
  @Column('text') operationCode!: string;
  @Column('text') nameZh!: string;
  @Column('text') nameEn!: string;
  @Column('int') flatRateHundredths!: number;
  @Column('text') skill!: Skill;
  @Column('text') bayKind!: BayKind;
  @Column('boolean') safetyCritical!: boolean;
  @Column('boolean') roadTest!: boolean;
  @Column('text') payType!: PayType;
  @Column('text') complaint!: string;
  @Column('text', { nullable: true }) cause!: string | null;
  @Column('text', { nullable: true }) correction!: string | null;
  /** The finding that asked for it. */
  @Column('uuid', { nullable: true }) findingId!: string | null;
  /** The job whose failed inspection it makes good; billed to nobody (WKS-12). */
  @Column('uuid', { nullable: true }) reworkOf!: string | null;
  /** Version of the order in which billing was last asked to price it. */
  @Column('int', { nullable: true }) quoteVersion!: number | null;
  @Column('timestamptz', { nullable: true }) authorizedAt!: Date | null;
  @Column('text', { nullable: true }) technicianId!: string | null;
  @Column('uuid', { nullable: true }) bayId!: string | null;
  @Column('text', { nullable: true }) overrideReason!: string | null;
  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;
  @Column('text', { nullable: true }) pausedFor!: PauseReason | null;
  @Column('timestamptz', { nullable: true }) finishedAt!: Date | null;
  @Column('text', { nullable: true }) dropReason!: string | null;
  /** 1, and one more after each failed inspection: all three start again (WKS-12). */
  @Column('int') inspectionRound!: number;
  @OneToMany(() => PartLine, (line) => line.job, { cascade: true, eager: true }) partLines!: PartLine[];

  static propose(wanted: WantedJob, order: Pick<RepairOrder, 'id' | 'storeId'>, findingId: string | null): Job {
    const { operation, parts, ...facts } = wanted;
    const job = Object.assign(new Job(), operationOf(operation), facts, {
      storeId: order.storeId,
      repairOrderId: order.id,
      status: 'proposed' as const,
      findingId,
      reworkOf: null,
      quoteVersion: null,
      authorizedAt: null,
      technicianId: null,
      bayId: null,
      overrideReason: null,
      startedAt: null,
      pausedFor: null,
      finishedAt: null,
      dropReason: null,
      inspectionRound: 1,
    });
    job.partLines = parts.map((part) => PartLine.of(part, job));
    return job;
  }

  /** The job that makes this one good again; it needs no authorisation, for nobody is billed. */
  rework(ids: { id: string; laborLineId: string }, cause: string, at: Date): Job {
    const wanted = {
      ...ids,
      operation: this,
      complaint: this.complaint,
      cause,
      correction: null,
      payType: 'internal' as const,
      parts: [],
    };
    const order = { id: this.repairOrderId, storeId: this.storeId };
    return Object.assign(Job.propose(wanted, order, null), {
      status: 'authorized',
      reworkOf: this.id,
      authorizedAt: at,
    });
  }

  get isOpen(): boolean {
    return OPEN_JOB.includes(this.status);
  }

  /** On the order by the customer's consent, and not dropped. */
  get isAuthorized(): boolean {
    return this.reworkOf === null && (this.isOpen || this.status === 'done');
  }

  /** Somebody worked on the car, and is done with it: finished, or begun and then dropped (WKS-11); rework goes with the job that it makes good. */
  get wantsInspections(): boolean {
    const isBegunAndDropped = this.status === 'dropped' && this.startedAt !== null;
    return this.reworkOf === null && (this.status === 'done' || isBegunAndDropped);
  }

  /** @throws WrongJobStatus */
  dispatch({ technicianId, bayId, overrideReason }: Assignment): void {
    this.mustBe('authorized', 'dispatched', 'paused');
    Object.assign(this, { status: 'dispatched', technicianId, bayId, overrideReason, pausedFor: null });
  }

  /** The technician works on it now. @returns whether it is for the first time @throws WrongJobStatus | NotYourJob */
  start({ by, at }: Act): boolean {
    this.mustBe('dispatched', 'paused');
    this.mustBelongTo(by);
    const isFirst = this.startedAt === null;
    this.status = 'in-progress';
    this.pausedFor = null;
    this.startedAt ??= notBefore(this.authorizedAt, at);
    return isFirst;
  }

  /** @param reason null when the technician just clocks off @throws WrongJobStatus | NotYourJob */
  pause(by: string, reason: PauseReason | null): void {
    this.mustBe('in-progress');
    this.mustBelongTo(by);
    this.status = 'paused';
    this.pausedFor = reason;
  }

  /** @throws WrongJobStatus | NotYourJob */
  finish({ cause, correction }: { cause: string; correction: string }, { by, at }: Act): void {
    this.mustBe('in-progress', 'paused');
    this.mustBelongTo(by);
    Object.assign(this, { status: 'done', cause, correction, finishedAt: at, pausedFor: null });
  }

  /**
   * The job will not be done; it stays on record for the next visit (WKS-13). A proposed one is declined.
   * @returns what parts needs to hear of its lines, if there are any
   * @throws WrongJobStatus | PartsStillDrawn | ReworkCannotBeDropped
   */
  drop(reason: string, at: Date): PartLinesDropped | undefined {
    this.mustBe('proposed', 'authorized', 'dispatched', 'paused');
    if (this.reworkOf !== null) throw new ReworkCannotBeDropped(this.id);
    const drawn = this.partLines.filter((line) => line.netThousandths > 0).map(({ id }) => id);
    if (drawn.length > 0) throw new PartsStillDrawn(this.id, drawn);
    this.dropReason = reason;
    this.pausedFor = null;
    if (this.status === 'proposed') {
      this.status = 'declined';
      return undefined;
    }
    this.status = 'dropped';
    const open = this.partLines.filter((line) => line.isOpen);
    for (const line of open) line.droppedAt = at;
    const lineIds = open.map(({ id }) => id);
    return open.length > 0 ? PartLinesDropped.of({ repairOrderId: this.repairOrderId, lineIds, reason }) : undefined;
  }

  laborLine(): LaborLine {
    const { laborLineId: lineId, id: jobId, operationCode, flatRateHundredths, skill, payType } = this;
    return { lineId, jobId, operationCode, flatRateHundredths, skill, payType };
  }

  private mustBe(...statuses: JobStatus[]): void {
    if (!statuses.includes(this.status)) throw new WrongJobStatus(this.id, this.status);
  }

  private mustBelongTo(technicianId: string): void {
    if (this.technicianId !== technicianId) throw new NotYourJob(this.id);
  }
}

/** As many as a quote can name. */
const MOST_LINES = 200;

/** @throws TooManyLines when one more job would make a quote that nobody can send */
export function assertRoomFor(wanted: WantedJob, { id, jobs }: Pick<RepairOrder, 'id' | 'jobs'>): void {
  const quoted = jobs.filter((job) => job.isAuthorized || job.status === 'proposed');
  const lines = quoted.reduce((sum, { partLines }) => sum + 1 + partLines.length, 1 + wanted.parts.length);
  if (lines > MOST_LINES) throw new TooManyLines(id, MOST_LINES);
}

function operationOf(operation: Operation): Operation {
  const { operationCode, nameZh, nameEn, flatRateHundredths, skill, bayKind, safetyCritical, roadTest } = operation;
  return { operationCode, nameZh, nameEn, flatRateHundredths, skill, bayKind, safetyCritical, roadTest };
}
