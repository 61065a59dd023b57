import {
  type AppointmentBooked, type CustomerArrived, JobStarted, type LaborLine, type Meanwhile,
  type PartLine as PartLineFacts, RepairOrderDrafted, RepairOrderOpened,
} from '@pitlane/contracts'; // prettier-ignore
import { NotFound } from '@pitlane/kernel';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import { type Act, SERVICE } from '../act.js';
import type { FinalAudit } from '../completion/final-audit.js';
import type { Handover } from '../completion/handover.js';
import { checkIntake, type IntakeSheet } from './intake-sheet.js';
import { assertRoomFor, Job, type WantedJob } from './job.entity.js';
import type { PartLine } from './part-line.entity.js';
import { BEFORE_COMPLETION, IN_WORKSHOP, type RepairOrderStatus, TRANSITIONS } from './repair-order-status.js';
import { WrongOrderStatus } from './repair-order.errors.js';
import type { VisitPlan } from '../drafts/visit-plan.js';

/** One visit of one car (委托书): what was agreed with the customer, and how far it is (WKS-3). */
@Entity()
export class RepairOrder extends Aggregate {
  /** `SH001-2026-000123`; null until the customer has confirmed the intake sheet. */
  @Disclosed() @Column('text', { nullable: true }) number!: string | null;
  /** Null for a walk-in. */
  @Column('uuid', { nullable: true }) appointmentId!: string | null;
  @Column('uuid') customerId!: string;
  @Column('uuid') vehicleId!: string;
  /** The advisor who received the car, or is to receive it. */
  @Disclosed() @Column('text') advisorId!: string;
  @Disclosed() @Column('text') status!: RepairOrderStatus;
  @Column('timestamptz') statusChangedAt!: Date;
  @Disclosed() @Column('text') statusChangedBy!: string;
  @Column('text') complaint!: string;
  @Disclosed() @Column('text') meanwhile!: Meanwhile;
  @Column('jsonb', { nullable: true }) plan!: VisitPlan | null;
  @Column('timestamptz', { nullable: true }) receivedAt!: Date | null;
  @Column('jsonb', { nullable: true }) intake!: IntakeSheet | null;
  @Column('int', { nullable: true }) mileageKm!: number | null;
  @Column('timestamptz', { nullable: true }) promisedAt!: Date | null;
  /** Last version that billing was asked to price; 0 before. */
  @Column('int') quoteVersion!: number;
  /** Version that the customer has signed; 0 before. */
  @Column('int') authorizedVersion!: number;
  @Column('jsonb', { nullable: true }) audit!: FinalAudit | null;
  @Column('jsonb', { nullable: true }) handover!: Handover | null;
  @OneToMany(() => Job, (job) => job.repairOrder, { cascade: true, eager: true }) jobs!: Job[];

  /** The draft that prepares a booked visit (APT-8). */
  static draft(id: string, storeId: string, booked: AppointmentBooked, at: Date): RepairOrder {
    const { appointmentId, customerId, vehicleId, advisorId, complaint, meanwhile } = booked;
    const { startsAt, endsAt, operations, parts, bays, technicians } = booked;
    const plan = { startsAt, endsAt, operations, parts, bays, technicians };
    const visit = { appointmentId, customerId, vehicleId, advisorId, complaint, meanwhile, plan };
    return RepairOrder.begun(id, storeId, visit).moveTo('draft', { by: SERVICE, at });
  }

  /** A customer who came to their booking before its draft was known. */
  static arrived(
    id: string,
    storeId: string,
    { appointmentId, customerId, vehicleId, advisorId, arrivedAt }: CustomerArrived,
  ): RepairOrder {
    const visit = {
      appointmentId,
      customerId,
      vehicleId,
      advisorId,
      complaint: '',
      meanwhile: 'leaves' as const,
      plan: null,
    };
    const order = Object.assign(RepairOrder.begun(id, storeId, visit), { receivedAt: new Date(arrivedAt) });
    return order.moveTo('received', { by: SERVICE, at: order.receivedAt });
  }

  /** A customer without a booking, met by the advisor who acts. */
  static walkIn(
    id: string,
    storeId: string,
    visit: Pick<RepairOrder, 'customerId' | 'vehicleId' | 'complaint' | 'meanwhile'>,
    act: Act,
  ): RepairOrder {
    const order = RepairOrder.begun(id, storeId, { ...visit, appointmentId: null, advisorId: act.by, plan: null });
    return Object.assign(order, { receivedAt: act.at }).moveTo('received', act);
  }

  private static begun(
    id: string,
    storeId: string,
    visit: Pick<
      RepairOrder,
      'appointmentId' | 'customerId' | 'vehicleId' | 'advisorId' | 'complaint' | 'meanwhile' | 'plan'
    >,
  ): RepairOrder {
    const order = new RepairOrder();
    order.begin(id, storeId);
    return Object.assign(order, visit, {
      number: null,
      receivedAt: null,
      intake: null,
      mileageKm: null,
      promisedAt: null,
      quoteVersion: 0,
      authorizedVersion: 0,
      audit: null,
      handover: null,
      jobs: [],
    });
  }

  /** Tells the booking what of its plan really is there (APT-8). */
  drafted(appointmentId: string, planned: { bays: boolean; technicians: boolean }): RepairOrderDrafted {
    return RepairOrderDrafted.of({
      repairOrderId: this.id,
      appointmentId,
      customerId: this.customerId,
      vehicleId: this.vehicleId,
      baysPlanned: planned.bays,
      techniciansPlanned: planned.technicians,
    });
  }

  /** The booked customer is there. @throws WrongOrderStatus */
  receive({ advisorId, arrivedAt }: CustomerArrived): void {
    this.advisorId = advisorId;
    this.receivedAt = new Date(arrivedAt);
    this.moveTo('received', { by: SERVICE, at: this.receivedAt });
  }

  /** The booked visit will not take place. @throws WrongOrderStatus */
  cancel(at: Date): void {
    this.mustBe(['draft']);
    this.moveTo('cancelled', { by: SERVICE, at });
  }

  /**
   * The customer has confirmed the intake sheet: the order is open, and the advisor who acts is the one who received the car (WKS-2).
   * @param lastMileageKm the last known reading; a lower one needs a reason
   * @throws WrongOrderStatus | MileageFell | IntakeIncomplete
   */
  open(
    sheet: IntakeSheet,
    { number, lastMileageKm }: { number: string; lastMileageKm: number },
    act: Act,
  ): RepairOrderOpened {
    checkIntake(sheet, lastMileageKm, act.at);
    this.moveTo('open', act);
    const { mileageKm, meanwhile } = sheet;
    const promisedAt = new Date(sheet.promisedAt);
    Object.assign(this, { number, intake: sheet, mileageKm, meanwhile, promisedAt, advisorId: act.by });
    return RepairOrderOpened.of({
      repairOrderId: this.id,
      number,
      ...(this.appointmentId !== null && { appointmentId: this.appointmentId }),
      customerId: this.customerId,
      vehicleId: this.vehicleId,
      advisorId: this.advisorId,
      mileageKm,
      meanwhile,
      promisedAt: promisedAt.toISOString(),
      openedAt: act.at.toISOString(),
    });
  }

  /** Puts a job before the customer, on their own wish or for a finding. @throws WrongOrderStatus | TooManyLines */
  propose(wanted: WantedJob, findingId: string | null = null): Job {
    this.mustBe(BEFORE_COMPLETION);
    assertRoomFor(wanted, this);
    const job = Job.propose(wanted, this, findingId);
    this.jobs.push(job);
    return job;
  }

  /**
   * The next version: what is authorised, and what is proposed for the finding, or without one.
   * @returns the proposed jobs @throws WrongOrderStatus
   */
  nextVersion(findingId: string | null): Job[] {
    this.mustBe(BEFORE_COMPLETION);
    this.quoteVersion += 1;
    const proposed = this.jobs.filter((job) => job.status === 'proposed' && job.findingId === findingId);
    for (const job of proposed) job.quoteVersion = this.quoteVersion;
    return proposed;
  }

  /** The customer consents to the jobs that this version proposed (WKS-4). @throws WrongOrderStatus */
  authorize(version: number, act: Act): void {
    this.mustBe(BEFORE_COMPLETION);
    for (const job of this.proposedIn(version)) Object.assign(job, { status: 'authorized', authorizedAt: act.at });
    this.authorizedVersion = version;
    if (this.status === 'open') this.moveTo('authorized', act);
  }

  /** A technician begins or goes on with a job. @throws WrongOrderStatus | WrongJobStatus | NotYourJob */
  startJob(jobId: string, act: Act): JobStarted | undefined {
    this.mustBe(IN_WORKSHOP);
    const isFirst = this.job(jobId).start(act);
    if (this.status === 'authorized') this.moveTo('in-progress', act);
    if (!isFirst) return undefined;
    return JobStarted.of({ repairOrderId: this.id, jobId, technicianId: act.by, startedAt: act.at.toISOString() });
  }

  /** @throws NotFound */
  job(jobId: string): Job {
    const job = this.jobs.find(({ id }) => id === jobId);
    if (!job) throw new NotFound('job', jobId);
    return job;
  }

  /** @throws NotFound */
  partLine(lineId: string): PartLine {
    const line = this.partLines.find(({ id }) => id === lineId);
    if (!line) throw new NotFound('part line', lineId);
    return line;
  }

  get partLines(): PartLine[] {
    return this.jobs.flatMap(({ partLines }) => partLines);
  }

  get authorizedJobs(): Job[] {
    return this.jobs.filter((job) => job.isAuthorized);
  }

  proposedIn(version: number): Job[] {
    return this.jobs.filter((job) => job.status === 'proposed' && job.quoteVersion === version);
  }

  /** All lines of these jobs, in the order in which they came. */
  linesOf(jobs: readonly Job[]): { laborLines: LaborLine[]; partLines: PartLineFacts[] } {
    const inOrder = [...jobs].sort((a, b) => (a.id < b.id ? -1 : 1));
    return {
      laborLines: inOrder.map((job) => job.laborLine()),
      partLines: inOrder.flatMap((job) => job.partLines.map((line) => line.facts(job.payType))),
    };
  }

  /** @throws WrongOrderStatus */
  mustBe(statuses: readonly RepairOrderStatus[]): void {
    if (!statuses.includes(this.status)) throw new WrongOrderStatus(this.id, this.status);
  }

  /** The only way from status to status; the database keeps each step with who and when. @throws WrongOrderStatus */
  moveTo(status: RepairOrderStatus, { by, at }: Act): this {
    const isNew = this.version === 0 && (this.status as RepairOrderStatus | undefined) === undefined;
    if (!isNew && !TRANSITIONS[this.status].includes(status)) throw new WrongOrderStatus(this.id, this.status);
    return Object.assign(this, { status, statusChangedAt: at, statusChangedBy: by });
  }
}
