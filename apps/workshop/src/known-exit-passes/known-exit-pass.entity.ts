import type { ExitPassIssued } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Billing lets the car leave (BIL-7). */
@Entity()
export class KnownExitPass {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('uuid') exitPassId!: string;
  @Column('uuid') repairOrderId!: string;
  @Column('timestamptz') expiresAt!: Date;
  /** The gate let the car out. */
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;
  /** Money went back: it lets nobody out any more. */
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;

  static of({ exitPassId, repairOrderId, expiresAt }: ExitPassIssued, storeId: string): KnownExitPass {
    const facts = { storeId, exitPassId, repairOrderId, expiresAt: new Date(expiresAt), usedAt: null, revokedAt: null };
    return Object.assign(new KnownExitPass(), facts);
  }
}
