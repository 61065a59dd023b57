import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why somebody was shown a customer's personal data: the work that asked for it. */
export const ACCESS_PURPOSES = ['look-up', 'search', 'claim', 'change', 'follow-up', 'messages', 'export'] as const;
export type AccessPurpose = (typeof ACCESS_PURPOSES)[number];

/** Somebody saw a customer's personal data unmasked. Only added to (CRM-12). */
@Entity()
export class PersonalDataAccess {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') customerId!: string;
  /** Staff id. */
  @Column('text') seenBy!: string;
  @Column('text') role!: string;
  @Column('text') purpose!: AccessPurpose;
  @Column('timestamptz') seenAt!: Date;
}
