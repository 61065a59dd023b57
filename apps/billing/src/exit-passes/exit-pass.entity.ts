import { ExitPassIssued, ExitPassRevoked, ExitPassUsed } from '@pitlane/contracts';
import { plusMinutes } from '@pitlane/kernel';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { Settlement } from '../settlements/settlement.entity.js';
import { ExitPassExpired, ExitPassStillLive, ExitPassUsedAlready, SettlementNotPaid } from './exit-pass.errors.js';

const VALID_MINUTES = 120;

export const EXIT_PASS_STATUSES = ['live', 'used', 'expired'] as const;
export type ExitPassStatus = (typeof EXIT_PASS_STATUSES)[number];

export interface NewExitPass {
  readonly id: string;
  readonly issuedBy: string;
  /** Why the car may leave with something unpaid; null when it may not. */
  readonly creditReason: string | null;
  readonly at: Date;
}

/** The exit pass (出门证): one car, one visit, one use, two hours (BIL-7). */
@Entity()
export class ExitPass extends Aggregate {
  @Column('uuid') settlementId!: string;
  @Column('uuid') repairOrderId!: string;
  @Column('uuid') customerId!: string;
  @Column('uuid') vehicleId!: string;
  @Disclosed() @Column('text') status!: ExitPassStatus;
  @Disclosed() @Column('text') issuedBy!: string;
  @Column('timestamptz') issuedAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
  @Column('text', { nullable: true }) creditReason!: string | null;
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;

  /** @throws SettlementNotPaid unless it is paid, or issued and a manager grants credit */
  static issue(settlement: Settlement, { id, issuedBy, creditReason, at }: NewExitPass): ExitPass {
    const { id: settlementId, status, storeId, repairOrderId, customerId, vehicleId, openFen } = settlement;
    const isCredit = status === 'issued' && creditReason !== null;
    if (status !== 'paid' && !isCredit) throw new SettlementNotPaid(settlementId, status, openFen);
    const pass = new ExitPass();
    pass.begin(id, storeId);
    return Object.assign(pass, {
      settlementId,
      repairOrderId,
      customerId,
      vehicleId,
      status: 'live',
      issuedBy,
      issuedAt: at,
      expiresAt: plusMinutes(at, VALID_MINUTES),
      creditReason: isCredit ? creditReason : null,
      usedAt: null,
    });
  }

  /** What the other services are told of a new pass. */
  told(): ExitPassIssued {
    const { id: exitPassId, settlementId, repairOrderId, customerId, vehicleId, expiresAt } = this;
    const about = { exitPassId, settlementId, repairOrderId, customerId, vehicleId };
    return ExitPassIssued.of({ ...about, expiresAt: expiresAt.toISOString() });
  }

  /** A new pass may follow only an expired one. @throws ExitPassUsedAlready | ExitPassStillLive */
  giveWay(at: Date): void {
    if (this.status === 'used') throw new ExitPassUsedAlready(this.id);
    if (at < this.expiresAt) throw new ExitPassStillLive(this.id, this.expiresAt);
    this.status = 'expired';
  }

  /**
   * Money went back and something is open again: the car may not leave on it. One that a manager gave on credit stays.
   * @returns undefined when it stays, or was over already
   */
  revoke(at: Date): ExitPassRevoked | undefined {
    if (this.status !== 'live' || at >= this.expiresAt || this.creditReason !== null) return undefined;
    this.status = 'expired';
    this.expiresAt = at;
    const { id: exitPassId, repairOrderId, vehicleId } = this;
    return ExitPassRevoked.of({ exitPassId, repairOrderId, vehicleId, revokedAt: at.toISOString() });
  }

  /** The gate lets the car out. @throws ExitPassUsedAlready | SettlementNotPaid | ExitPassExpired */
  use({ id: settlementId, status, openFen }: Settlement, at: Date): ExitPassUsed {
    if (this.status === 'used') throw new ExitPassUsedAlready(this.id);
    if (status !== 'paid' && this.creditReason === null) throw new SettlementNotPaid(settlementId, status, openFen);
    if (this.status === 'expired' || at >= this.expiresAt) throw new ExitPassExpired(this.id);
    this.status = 'used';
    this.usedAt = at;
    const { id: exitPassId, repairOrderId, vehicleId } = this;
    return ExitPassUsed.of({ exitPassId, repairOrderId, vehicleId, usedAt: at.toISOString() });
  }
}
