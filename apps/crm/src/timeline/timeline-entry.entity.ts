import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A fact of an event that fits in a line. */
export type Fact = string | number | boolean;

/** Something that happened to a car or a customer, told by an event (CRM-2). */
@Entity()
export class TimelineEntry {
  /** Of the event: one entry per event, in the order of their making. */
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  /** `workshop.repair-order.completed.v1` */
  @Column('text') type!: string;
  /** Null until an event names the customer of the visit; so with the vehicle. */
  @Column('uuid', { nullable: true }) customerId!: string | null;
  @Column('uuid', { nullable: true }) vehicleId!: string | null;
  /** The repair order, or the appointment where there is none yet. */
  @Column('uuid', { nullable: true }) visitId!: string | null;
  @Column('jsonb') facts!: Record<string, Fact>;
  @Column('timestamptz') occurredAt!: Date;
}
