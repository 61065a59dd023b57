import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whom and which car an appointment or a repair order is about, as far as events told. */
@Entity()
export class KnownVisit {
  @PrimaryColumn('text') storeId!: string;
  /** Id of the appointment or the repair order. */
  @PrimaryColumn('uuid') visitId!: string;
  @Column('uuid', { nullable: true }) customerId!: string | null;
  @Column('uuid', { nullable: true }) vehicleId!: string | null;
}
