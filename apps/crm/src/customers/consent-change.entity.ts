import type { NotificationChannel } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A customer gave or withdrew consent to messages by a channel. Only added to (CRM-12). */
@Entity()
export class ConsentChange {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') customerId!: string;
  @Column('text') channel!: NotificationChannel;
  @Column('boolean') granted!: boolean;
  @Column('timestamptz') changedAt!: Date;
  /** Staff id of who wrote it down. */
  @Column('text') changedBy!: string;
}
