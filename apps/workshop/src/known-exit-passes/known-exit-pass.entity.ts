import type { ExitPassIssued, ExitPassRevoked } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Billing lets the car leave (BIL-7). */
@Entity()
export class KnownExitPass {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('uuid') exitPassId!: string;
  @Column('uuid') repairOrderId!: string;
  @Column('timestamptz') expiresAt!: Date;
  /** Money went back: the car may not leave on it. */
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
  /** The gate let the car out. */
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;

  static of({ exitPassId, repairOrderId, expiresAt }: ExitPassIssued, storeId: string): KnownExitPass {
    const facts = { storeId, exitPassId, repairOrderId, expiresAt: new Date(expiresAt) };
    return Object.assign(new KnownExitPass(), facts);
  }

  /** What its issue said may come later, and leaves it revoked. */
  static revoked({ exitPassId, repairOrderId, revokedAt }: ExitPassRevoked, storeId: string): KnownExitPass {
    const at = new Date(revokedAt);
    return Object.assign(new KnownExitPass(), { storeId, exitPassId, repairOrderId, expiresAt: at, revokedAt: at });
  }
}
