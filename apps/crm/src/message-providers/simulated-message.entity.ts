import type { NotificationChannel } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Place } from '../personal-data/data-key.js';

/** To whom and what: stored sealed; null once the customer was erased. */
export interface MessageText {
  recipient: string | null;
  content: string | null;
}

export const placeOfMessage = ({ id, storeId }: { id: string; storeId: string }): Place => ({
  table: 'simulated_message',
  column: 'sealed_message',
  owner: storeId,
  row: id,
});

/** A message as the simulated provider took it. Its text is no column: it is opened when it is shown. */
@Entity()
export class SimulatedMessage implements MessageText {
  /** The sender's idempotency key. */
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') customerId!: string;
  @Column('text') channel!: NotificationChannel;
  @Column('bytea') sealedMessage!: Buffer;
  @Column('timestamptz') receivedAt!: Date;

  recipient!: string | null;
  content!: string | null;

  get messagePlace(): Place {
    return placeOfMessage(this);
  }
}
