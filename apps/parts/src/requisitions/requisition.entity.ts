import { MOST_FEN, type OrderUrgency, RequisitionApproved, RequisitionRejected } from '@pitlane/contracts';
import { sumFen } from '@pitlane/kernel';
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import { MOST_ON_HAND_THOUSANDTHS } from '../catalogue/packs.js';
import { TooMuchStock } from '../catalogue/part.errors.js';
import { approvalNeeded, type PurchaseLimits } from './approval.js';
import {
  ManagerMustApprove,
  RequesterMayNotApprove,
  RequisitionNotApproved,
  RequisitionNotOpen,
  RequisitionTooDear,
  SecondApproverNeeded,
} from './requisition.errors.js';
import { type LineFacts, RequisitionLine } from './requisition-line.entity.js';

/** `alert` the service suggests it because stock fell below the minimum, `shortage` a reservation waits for it. */
export const REQUISITION_SOURCES = ['manual', 'alert', 'shortage'] as const;
export type RequisitionSource = (typeof REQUISITION_SOURCES)[number];

export const REQUISITION_STATUSES = ['requested', 'approved', 'rejected', 'ordered'] as const;
export type RequisitionStatus = (typeof REQUISITION_STATUSES)[number];

/** Roles that may approve. */
export type ApproverRole = 'purchase-approver' | 'service-manager';

export interface RequisitionFacts {
  id: string;
  storeId: string;
  supplierId: string;
  supplierCode: string;
  urgency: OrderUrgency;
  /** Staff id; `system` for a suggestion. */
  requestedBy: string;
  requestedAt: Date;
  lines: readonly LineFacts[];
}

export interface Approval {
  /** Staff id. */
  readonly by: string;
  readonly as: ApproverRole;
  readonly at: Date;
}

/** What somebody, or the service, wants to buy from one supplier, until those who may agree to it (PRT-7). */
@Entity()
export class Requisition extends Aggregate {
  @Column('uuid') supplierId!: string;
  @Disclosed() @Column('text') supplierCode!: string;
  @Disclosed() @Column('text') source!: RequisitionSource;
  @Disclosed() @Column('text') urgency!: OrderUrgency;
  @Disclosed() @Column('text') status!: RequisitionStatus;
  /** Sum over the lines, each rounded half up. */
  @Column('bigint', { transformer: safeInteger }) valueFen!: number;
  /** Of a suggestion: its part. There is one open suggestion per part. */
  @Disclosed() @Column('text', { nullable: true }) suggestedPartNumber!: string | null;
  /** Of a suggestion: since when its part is below the minimum. Rejected, it holds until the part falls below again. */
  @Column('timestamptz', { nullable: true }) crossedAt!: Date | null;
  @Disclosed() @Column('text') requestedBy!: string;
  @Column('timestamptz') requestedAt!: Date;
  @Disclosed() @Column('text', { nullable: true }) approvedBy!: string | null;
  @Disclosed() @Column('text', { nullable: true }) approvedAs!: ApproverRole | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Disclosed() @Column('text', { nullable: true }) secondApprovedBy!: string | null;
  @Column('timestamptz', { nullable: true }) secondApprovedAt!: Date | null;
  @Disclosed() @Column('text', { nullable: true }) rejectedBy!: string | null;
  @Column('timestamptz', { nullable: true }) rejectedAt!: Date | null;
  @Column('text', { nullable: true }) rejectedReason!: string | null;
  @OneToMany(() => RequisitionLine, (line) => line.requisition, { cascade: true, eager: true })
  lines!: RequisitionLine[];

  /** @throws TooMuchStock | RequisitionTooDear */
  static request({ lines, ...facts }: RequisitionFacts): Requisition {
    const tooMany = lines.find(({ quantityThousandths }) => quantityThousandths > MOST_ON_HAND_THOUSANDTHS);
    if (tooMany) throw new TooMuchStock(tooMany.partNumber);
    const requisition = new Requisition();
    requisition.begin(facts.id, facts.storeId);
    const isPegged = lines.some(({ reservationLineId }) => reservationLineId !== undefined);
    Object.assign(requisition, facts, NOBODY_DECIDED, {
      source: isPegged ? 'shortage' : 'manual',
      status: 'requested',
    });
    requisition.lines = lines.map((line, position) => RequisitionLine.of(facts.storeId, position, line));
    requisition.valueFen = valueOf(requisition.lines);
    return requisition;
  }

  /** What the service suggests for a part below its minimum. @throws TooMuchStock | RequisitionTooDear */
  static suggest(facts: Omit<RequisitionFacts, 'lines'>, line: LineFacts, crossedAt: Date): Requisition {
    const requisition = Requisition.request({ ...facts, lines: [line] });
    return Object.assign(requisition, { source: 'alert', suggestedPartNumber: line.partNumber, crossedAt });
  }

  /**
   * Somebody agrees, who did not ask for it. Where two people are needed, one of them is the service manager.
   * @returns nothing while another has to agree
   * @throws RequisitionNotOpen | RequesterMayNotApprove | ManagerMustApprove | SecondApproverNeeded
   */
  approve(approval: Approval, limits: PurchaseLimits): RequisitionApproved | undefined {
    this.checkOpen();
    if (approval.by === this.requestedBy) throw new RequesterMayNotApprove(this.id);
    const needed = approvalNeeded(this, limits);
    if (needed === 'manager' && approval.as !== 'service-manager') throw new ManagerMustApprove(this.id, this.valueFen);
    if (needed === 'two-people' && this.approvedBy === null) {
      this.noteFirst(approval);
      return undefined;
    }
    if (this.approvedBy === null) this.noteFirst(approval);
    else this.noteSecond(approval);
    this.status = 'approved';
    return this.approved(approval.at);
  }

  private noteFirst({ by, as, at }: Approval): void {
    Object.assign(this, { approvedBy: by, approvedAs: as, approvedAt: at });
  }

  private noteSecond({ by, as, at }: Approval): void {
    if (by === this.approvedBy) throw new SecondApproverNeeded(this.id);
    if (as !== 'service-manager' && this.approvedAs !== 'service-manager') {
      throw new ManagerMustApprove(this.id, this.valueFen);
    }
    Object.assign(this, { secondApprovedBy: by, secondApprovedAt: at });
  }

  private approved(at: Date): RequisitionApproved {
    const { id: requisitionId, supplierId, supplierCode, urgency, valueFen } = this;
    const lines = this.linesInOrder.map((line) => line.toOrderedPart());
    return RequisitionApproved.of({
      ...{ requisitionId, supplierId, supplierCode, urgency, valueFen, lines },
      approvedAt: at.toISOString(),
    });
  }

  /** Refuses it, or takes it back though it is approved, as long as no order was placed of it. @throws RequisitionNotOpen */
  reject({ by, reason, at }: { by: string; reason: string; at: Date }): RequisitionRejected {
    if (this.status !== 'approved') this.checkOpen();
    Object.assign(this, { status: 'rejected', rejectedBy: by, rejectedAt: at, rejectedReason: reason });
    const { id: requisitionId, supplierId, supplierCode } = this;
    return RequisitionRejected.of({ requisitionId, supplierId, supplierCode, reason, rejectedAt: at.toISOString() });
  }

  /** It became part of a purchase order. @throws RequisitionNotApproved */
  order(): void {
    if (this.status !== 'approved') throw new RequisitionNotApproved(this.id, this.status);
    this.status = 'ordered';
  }

  get linesInOrder(): RequisitionLine[] {
    return [...this.lines].sort((a, b) => a.position - b.position);
  }

  private checkOpen(): void {
    if (this.status !== 'requested') throw new RequisitionNotOpen(this.id, this.status);
  }
}

const NOBODY_DECIDED = {
  ...{ suggestedPartNumber: null, crossedAt: null },
  ...{ approvedBy: null, approvedAs: null, approvedAt: null, secondApprovedBy: null, secondApprovedAt: null },
  ...{ rejectedBy: null, rejectedAt: null, rejectedReason: null },
};

/** @throws RequisitionTooDear */
function valueOf(lines: readonly RequisitionLine[]): number {
  // Before it is known whether these are sums that money can be counted in.
  const unroundedFen = lines.reduce((sum, line) => sum + (line.quantityThousandths * line.unitPriceFen) / 1_000, 0);
  if (unroundedFen > MOST_FEN - lines.length) throw new RequisitionTooDear();
  return sumFen(lines.map((line) => line.valueFen));
}
