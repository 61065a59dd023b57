import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The car of a repair order. */
@Entity()
export class KnownVisit {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('uuid') repairOrderId!: string;
  /** The order's own: `SH001-2026-000123`. */
  @Column('text') number!: string;
  @Column('uuid') vehicleId!: string;
}
