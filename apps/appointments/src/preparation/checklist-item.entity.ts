import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Act } from '../appointments/booking.js';
import { Appointment } from '../appointments/appointment.entity.js';
import { type ChecklistItemName, ITEM_OWNERS } from './checklist.js';

/** One thing to prepare for a visit: ticked by an event or by hand, with who and when (APT-8). */
@Entity()
export class ChecklistItem {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => Appointment, (appointment) => appointment.checklist)
  @JoinColumn()
  appointment!: Relation<Appointment>;
  @Column('text') item!: ChecklistItemName;
  @Column('text') ownerRole!: string;
  /** The first check that looks at it; for a booking on short notice the start. */
  @Column('timestamptz') deadlineAt!: Date;
  @Column('timestamptz', { nullable: true }) tickedAt!: Date | null;
  /** Staff id, or the service whose event ticked it. */
  @Column('text', { nullable: true }) tickedBy!: string | null;

  static of(facts: Pick<ChecklistItem, 'id' | 'storeId' | 'item' | 'deadlineAt'>): ChecklistItem {
    const open = { ownerRole: ITEM_OWNERS[facts.item], tickedAt: null, tickedBy: null };
    return Object.assign(new ChecklistItem(), facts, open);
  }

  get isReady(): boolean {
    return this.tickedAt !== null;
  }

  /** The first tick counts: whoever ticks again changes nothing. */
  tick({ at, by }: Act): void {
    if (this.isReady) return;
    this.tickedAt = at;
    this.tickedBy = by;
  }

  untick(): void {
    this.tickedAt = null;
    this.tickedBy = null;
  }
}
