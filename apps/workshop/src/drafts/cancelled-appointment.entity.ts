import { Entity, PrimaryColumn } from 'typeorm';

/** A booking that was cancelled before it was known here: it gets no draft any more. */
@Entity()
export class CancelledAppointment {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('uuid') appointmentId!: string;

  static of(appointmentId: string, storeId: string): CancelledAppointment {
    return Object.assign(new CancelledAppointment(), { storeId, appointmentId });
  }
}
