import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody corrected what is known of a customer: which field, never its value. Only added to (CRM-12). */
@Entity()
export class CustomerChange {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') customerId!: string;
  /** `phone` */
  @Column('text') field!: string;
  @Column('timestamptz') changedAt!: Date;
  /** Staff id. */
  @Column('text') changedBy!: string;
}
