import { type ConsentChannel, FindingDecided, type FindingDecision, FindingRaised } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Act } from '../act.js';
import type { Signer } from '../quotes/quote-version.entity.js';
import type { Job, WantedJob } from '../repair-orders/job.entity.js';
import type { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { IN_WORKSHOP } from '../repair-orders/repair-order-status.js';
import { FindingDecidedAlready, NothingToSign } from './finding.errors.js';

export const FINDING_STATUSES = ['raised', 'estimated', 'approved', 'declined'] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];

/** Who decided on a finding, and how it reached us. */
export interface Verdict {
  decision: FindingDecision;
  channel: ConsentChannel;
  decidedBy: Signer;
}

/** Work that the car needs and the order does not hold: it stops at the customer's consent (WKS-7). */
@Entity()
export class Finding {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') repairOrderId!: string;
  /** The job during which it was found. */
  @Column('uuid') jobId!: string;
  @Column('text') status!: FindingStatus;
  @Column('text') description!: string;
  @Column('boolean') safetyCritical!: boolean;
  /** Staff id. */
  @Column('text') raisedBy!: string;
  @Column('timestamptz') raisedAt!: Date;
  @Column('text', { nullable: true }) channel!: ConsentChannel | null;
  @Column('text', { nullable: true }) decidedBy!: Signer | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  /** Staff id of the advisor who took the decision down. */
  @Column('text', { nullable: true }) recordedBy!: string | null;
  /** When and by whom the risk of declining safety-critical work was signed for. */
  @Column('timestamptz', { nullable: true }) declineSignedAt!: Date | null;
  @Column('text', { nullable: true }) declineSignedBy!: Signer | null;

  /** @throws NotFound | WrongOrderStatus */
  static raise(
    id: string,
    order: RepairOrder,
    found: Pick<Finding, 'jobId' | 'description' | 'safetyCritical'>,
    { by, at }: Act,
  ): [Finding, FindingRaised] {
    order.mustBe(IN_WORKSHOP);
    order.job(found.jobId);
    const { jobId, description, safetyCritical } = found;
    const origin = { id, storeId: order.storeId, repairOrderId: order.id, raisedBy: by, raisedAt: at };
    const facts = { jobId, description, safetyCritical, status: 'raised' as const };
    const finding = Object.assign(new Finding(), origin, facts, { declineSignedAt: null });
    const raised = FindingRaised.of({
      repairOrderId: order.id,
      findingId: id,
      customerId: order.customerId,
      vehicleId: order.vehicleId,
      description,
      safetyCritical,
      raisedBy: by,
      raisedAt: at.toISOString(),
    });
    return [finding, raised];
  }

  /**
   * The advisor says what it takes; an earlier estimate is withdrawn. Work that the price list calls safety-critical makes the
   * finding so, whoever raised it.
   * @throws FindingDecidedAlready | WrongOrderStatus | TooManyLines
   */
  estimate(order: RepairOrder, work: Pick<WantedJob, 'id' | 'laborLineId' | 'operation' | 'payType' | 'parts'>): void {
    this.mustBeUndecided();
    for (const earlier of this.proposals(order)) earlier.status = 'withdrawn';
    order.propose({ ...work, complaint: this.description, cause: null, correction: null }, this.id);
    this.safetyCritical ||= work.operation.safetyCritical;
    this.status = 'estimated';
  }

  /**
   * What the customer decided. Declined work stays on record for the next visit.
   * @throws FindingDecidedAlready
   */
  decide(order: RepairOrder, { decision, channel, decidedBy }: Verdict, { by, at }: Act): FindingDecided {
    this.mustBeUndecided();
    if (decision === 'declined') for (const job of this.proposals(order)) job.status = 'declined';
    Object.assign(this, { status: decision, channel, decidedBy, decidedAt: at, recordedBy: by });
    return FindingDecided.of({
      repairOrderId: order.id,
      findingId: this.id,
      customerId: order.customerId,
      vehicleId: order.vehicleId,
      description: this.description,
      safetyCritical: this.safetyCritical,
      decision,
      channel,
      decidedAt: at.toISOString(),
    });
  }

  /** The customer signs, once, that they take the car without safety-critical work. @throws NothingToSign */
  signDeclined(order: RepairOrder, signedBy: Signer, at: Date): void {
    if (!this.wantsSignature(order)) throw new NothingToSign(this.id, this.status);
    this.declineSignedAt = at;
    this.declineSignedBy = signedBy;
  }

  get isUndecided(): boolean {
    return this.status === 'raised' || this.status === 'estimated';
  }

  /** The car may not leave before it is signed for: the work was declined, or approved and dropped after all (WKS-7). */
  wantsSignature(order: RepairOrder): boolean {
    const isDropped =
      this.status === 'approved' && !order.authorizedJobs.some(({ findingId }) => findingId === this.id);
    return this.safetyCritical && this.declineSignedAt === null && (this.status === 'declined' || isDropped);
  }

  private proposals(order: RepairOrder): Job[] {
    return order.jobs.filter((job) => job.findingId === this.id && job.status === 'proposed');
  }

  private mustBeUndecided(): void {
    if (!this.isUndecided) throw new FindingDecidedAlready(this.id, this.status);
  }
}
