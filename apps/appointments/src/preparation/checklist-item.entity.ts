import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Act } from '../appointments/booking.js';
import { Appointment } from '../appointments/appointment.entity.js';
import { type ChecklistItemName, ITEM_OWNERS, OF_ONE_TIME } from './checklist.js';
import { NotReadyAnyway, OwnedByAnother } from './preparation.errors.js';

/** Who took a tick away by hand, and why: `{ at: '2026-11-23T01:00:00.000Z', by: 'ma.parts', reason: '机油滤芯破损' }`. */
export interface Untick {
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
  /** Staff id. */
  readonly by: string;
  readonly reason: string;
}

/** Why an item is not ready after all, and in which role somebody says so. */
export interface Objection {
  readonly role: string;
  readonly reason: string;
}

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
  /** The last tick that was taken away by hand, until the item is ready again. */
  @Column('jsonb', { nullable: true }) unticked!: Untick | null;

  static of(facts: Pick<ChecklistItem, 'id' | 'storeId' | 'item' | 'deadlineAt'>): ChecklistItem {
    const open = { ownerRole: ITEM_OWNERS[facts.item], tickedAt: null, tickedBy: null, unticked: null };
    return Object.assign(new ChecklistItem(), facts, open);
  }

  get isReady(): boolean {
    return this.tickedAt !== null;
  }

  /** It should be there by now and is not. */
  isOwed(at: Date): boolean {
    return !this.isReady && this.deadlineAt <= at;
  }

  /** The first tick counts: whoever ticks again changes nothing. */
  tick({ at, by }: Act): void {
    if (this.isReady) return;
    this.tickedAt = at;
    this.tickedBy = by;
    this.unticked = null;
  }

  /** What another service said, if it did. @returns `lost` when the item was ready and is not any more */
  note(isReady: boolean | undefined, act: Act): 'lost' | undefined {
    if (isReady === true) this.tick(act);
    if (isReady !== false || !this.isReady) return undefined;
    this.untick();
    return 'lost';
  }

  /** Whoever owns the item, or the service manager, says that it is not ready after all. @throws OwnedByAnother | NotReadyAnyway */
  object({ role, reason }: Objection, { at, by }: Act): void {
    if (role !== this.ownerRole && role !== 'service-manager') throw new OwnedByAnother(this.item, this.ownerRole);
    if (!this.isReady) throw new NotReadyAnyway(this.item);
    this.untick();
    this.unticked = { at: at.toISOString(), by, reason };
  }

  /** The visit has another time. A courtesy car or drivers are kept for it, or it would have been refused (APT-15). */
  moveTo(deadlineAt: Date, act: Act): void {
    this.deadlineAt = deadlineAt;
    if (OF_ONE_TIME.includes(this.item)) this.untick();
    if (this.item === 'courtesy-car' || this.item === 'driver') this.tick(act);
  }

  private untick(): void {
    this.tickedAt = this.tickedBy = this.unticked = null;
  }
}
