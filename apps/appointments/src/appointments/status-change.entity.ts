import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Act } from './booking.js';
import type { AppointmentStatus } from './appointment-status.js';
import { Appointment } from './appointment.entity.js';

/** One step in the life of an appointment; never changed. */
@Entity()
export class StatusChange {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => Appointment, (appointment) => appointment.history)
  @JoinColumn()
  appointment!: Relation<Appointment>;
  @Column('text', { nullable: true }) fromStatus!: AppointmentStatus | null;
  @Column('text') toStatus!: AppointmentStatus;
  @Column('timestamptz') at!: Date;
  /** Staff id, or `system`. */
  @Column('text') by!: string;

  static of(facts: { act: Act; storeId: string; from: AppointmentStatus | null; to: AppointmentStatus }): StatusChange {
    const { act, storeId, from, to } = facts;
    const change = { id: act.id, storeId, fromStatus: from, toStatus: to, at: act.at, by: act.by };
    return Object.assign(new StatusChange(), change);
  }
}
