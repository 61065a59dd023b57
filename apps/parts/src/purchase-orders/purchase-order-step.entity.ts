import { Column, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { PurchaseOrder } from './purchase-order.entity.js';

export const PURCHASE_ORDER_STEPS = [
  'placed',
  'sent',
  'confirmed',
  'shipped',
  'received',
  'closed',
  'cancelled',
] as const;
export type StepName = (typeof PURCHASE_ORDER_STEPS)[number];

/** Who does something, and when. */
export interface StepTaken {
  id: string;
  /** Staff id. */
  by: string;
  at: Date;
}

/** What was done with an order, by whom and when (PRT-7). */
@Entity()
export class PurchaseOrderStep {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => PurchaseOrder, (order) => order.steps) purchaseOrder!: Relation<PurchaseOrder>;
  /** 0, 1, 2 … in the order in which they were taken. */
  @Column('int') position!: number;
  @Column('text') step!: StepName;
  @Column('text') takenBy!: string;
  @Column('timestamptz') takenAt!: Date;
  /** The day that the supplier confirmed, the tracking number, the delivery note, or why. */
  @Column('text', { nullable: true }) note!: string | null;
}
