import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A customer that the store knows, and who served them last (APT-7). Who they are is crm's alone. */
@Entity()
export class KnownCustomer {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('uuid') customerId!: string;
  /** Staff id of the advisor who served them last. */
  @Column('text', { nullable: true }) usualAdvisorId!: string | null;
  @Column('timestamptz', { nullable: true }) lastServedAt!: Date | null;
}
