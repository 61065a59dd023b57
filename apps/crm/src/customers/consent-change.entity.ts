import { GroupOwned } from '@pitlane/platform/aggregate';
import type { NotificationChannel } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a consent is to: to be written to by the store's own idea. What answers the customer needs none (CRM-11). */
export const CONSENT_PURPOSE = 'reminders';

/** A customer gave or withdrew consent to messages by a channel. Only added to (CRM-12). */
@Entity()
@GroupOwned()
export class ConsentChange {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') customerId!: string;
  @Column('text') channel!: NotificationChannel;
  @Column('text') purpose!: typeof CONSENT_PURPOSE;
  @Column('boolean') granted!: boolean;
  @Column('timestamptz') changedAt!: Date;
  /** Staff id of who wrote it down. */
  @Column('text') changedBy!: string;
}
