import { Inject, Injectable } from '@nestjs/common';
import { actingStore, Clock, CONFIG, type Config, Database } from '@pitlane/platform';
import { MessageProvider, MessageRefused, type OutgoingMessage } from './message-provider.js';
import { CustomerKeys } from '../personal-data/customer-keys.service.js';
import { type MessageText, placeOfMessage, SimulatedMessage } from './simulated-message.entity.js';

/** Numbers that behave like a provider's bad days. */
const OUT_OF_SERVICE = /0000$/;
const ANSWER_IS_LOST = /9999$/;

/**
 * Keeps what was sent instead of sending it. A phone ending in 0000 is out of service: refused. For one ending in 9999 the
 * message is taken, and the answer lost. In production it refuses whatever comes: nobody would get it.
 */
@Injectable()
export class SimulatedProvider extends MessageProvider {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly keys: CustomerKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
  }

  override async send({ id, customerId, channel, recipient, content }: OutgoingMessage): Promise<void> {
    if (this.config.NODE_ENV === 'production') throw new MessageRefused('not-configured');
    if (OUT_OF_SERVICE.test(recipient)) throw new MessageRefused('out-of-service');
    await this.db.transaction(async (tx) => {
      const storeId = actingStore(tx.scope);
      const key = await this.keys.toSeal(tx, customerId);
      if (!key) throw new MessageRefused('customer-erased');
      const sealed = key.seal(placeOfMessage({ id, storeId }), { recipient, content } satisfies MessageText);
      await tx.query(
        `INSERT INTO simulated_message (id, store_id, customer_id, channel, sealed_message, received_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
        [id, storeId, customerId, channel, sealed, this.clock.now()],
      );
    });
    if (ANSWER_IS_LOST.test(recipient)) throw new Error('The provider did not answer in time.');
  }

  override has(id: string): Promise<boolean> {
    return this.db.read(async (tx) => (await tx.find(SimulatedMessage, { id })) !== null);
  }
}
