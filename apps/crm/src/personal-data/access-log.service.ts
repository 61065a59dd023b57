import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { type AccessPurpose, PersonalDataAccess } from './personal-data-access.entity.js';

/** Who saw whom, and what for (CRM-12); never what was seen. */
@Injectable()
export class AccessLog {
  constructor(private readonly clock: Clock) {}

  /** The actor is about to be shown unmasked data of these customers. */
  async enter(tx: Tx, customerIds: readonly string[], purpose: AccessPurpose): Promise<void> {
    const { actor, stores } = tx.scope;
    const seen = { storeId: stores[0] ?? '', seenBy: actor.id, role: actor.role, purpose, seenAt: this.clock.now() };
    const entries = [...new Set(customerIds)].map((customerId) => ({ id: uuidv7(), customerId, ...seen }));
    await tx.add(...entries.map((entry) => Object.assign(new PersonalDataAccess(), entry)));
  }
}
