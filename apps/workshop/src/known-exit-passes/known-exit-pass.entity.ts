import type { ExitPassIssued } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Billing lets the car leave (BIL-7). */
@Entity()
export class KnownExitPass {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('uuid') exitPassId!: string;
  @Column('uuid') repairOrderId!: string;
  @Column('timestamptz') expiresAt!: Date;

  static of({ exitPassId, repairOrderId, expiresAt }: ExitPassIssued, storeId: string): KnownExitPass {
    const facts = { storeId, exitPassId, repairOrderId, expiresAt: new Date(expiresAt) };
    return Object.assign(new KnownExitPass(), facts);
  }
}
