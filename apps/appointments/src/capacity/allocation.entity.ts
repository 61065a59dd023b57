import type { BayKind, Skill } from '@pitlane/contracts';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Appointment } from '../appointments/appointment.entity.js';
import { SlotHold } from '../slot-holds/slot-hold.entity.js';

export type ResourceKind = 'bay' | 'technician' | 'vehicle';

/**
 * A vehicle that a visit, or a hold, has for its whole stay, a bay for that of its work, a technician for a day's part of it; of two for
 * one time the database refuses one.
 */
@Entity()
export class Allocation {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => Appointment, (appointment) => appointment.allocations)
  @JoinColumn()
  appointment!: Relation<Appointment>;
  /** Instead of a visit. */
  @ManyToOne(() => SlotHold, (hold) => hold.allocations)
  @JoinColumn()
  slotHold!: Relation<SlotHold>;
  @Column('text') resourceKind!: ResourceKind;
  @Column('text') resourceId!: string;
  /** Of a bay. */
  @Column('text', { nullable: true }) bayKind!: BayKind | null;
  /** Of a technician: what they are planned for. */
  @Column('jsonb') skills!: Skill[];
  @Column('timestamptz') startsAt!: Date;
  @Column('timestamptz') endsAt!: Date;
  /** False: free again. */
  @Column('boolean') active!: boolean;

  static of(facts: Omit<Allocation, 'appointment' | 'slotHold' | 'active'>): Allocation {
    return Object.assign(new Allocation(), facts, { active: true });
  }
}
