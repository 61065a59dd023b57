import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A part line of a repair order, as its settlement bills it. */
@Entity()
export class SettledLine {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('uuid') lineId!: string;
  @Column('uuid') settlementId!: string;
  /** The settlement's own: `SH001-JS-2026-000045`. */
  @Column('text') number!: string;
  @Column('uuid') repairOrderId!: string;
  @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  /** Tax included. */
  @Column('bigint', { transformer: safeInteger }) amountFen!: number;
  @Column('timestamptz') issuedAt!: Date;
}
