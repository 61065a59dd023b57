import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Act } from './booking.js';
import type { AppointmentStatus } from './appointment-status.js';
import { Appointment } from './appointment.entity.js';
import type { Moved } from './move.js';

interface StepFacts {
  readonly act: Act;
  readonly storeId: string;
  readonly from: AppointmentStatus | null;
  readonly to: AppointmentStatus;
  readonly moved?: Moved;
}

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
  /** Staff id, `system`, or the customer's id where they did it by themselves. */
  @Column('text') by!: string;
  /** Set when the visit was moved. */
  @Column('jsonb', { nullable: true }) moved!: Moved | null;

  static of({ act, storeId, from, to, moved }: StepFacts): StatusChange {
    const change = {
      id: act.id,
      storeId,
      fromStatus: from,
      toStatus: to,
      at: act.at,
      by: act.by,
      moved: moved ?? null,
    };
    return Object.assign(new StatusChange(), change);
  }
}
