import type { NotificationChannel } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A message as the simulated provider took it. */
@Entity()
export class SimulatedMessage {
  /** The sender's idempotency key. */
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') customerId!: string;
  @Column('text') channel!: NotificationChannel;
  @Column('text') recipient!: string;
  @Column('text') content!: string;
  @Column('timestamptz') receivedAt!: Date;
}
