import { Injectable } from '@nestjs/common';
import { AnswerKeeper, type Tx } from '@pitlane/platform';
import { CustomerKeys } from './customer-keys.service.js';
import type { Place } from './data-key.js';
import { KeyRing } from './key-ring.js';
import { CustomerIsErased } from './personal-data.errors.js';

const placeOf = ({ scope: { groupId } }: Tx, customerId: string): Place => ({
  table: 'command',
  column: 'body',
  owner: groupId,
  row: customerId,
});

/** Answers about a customer are stored under the customer's key, and hashes of requests tell nobody a phone. */
@Injectable()
export class SealedAnswers extends AnswerKeeper {
  constructor(
    private readonly keys: CustomerKeys,
    private readonly ring: KeyRing,
  ) {
    super();
  }

  override fingerprint(content: string): Buffer {
    return this.ring.blindIndex('command', content);
  }

  /** `customer id:base64` @throws CustomerIsErased */
  override async seal(tx: Tx, body: string, customerId: string): Promise<string> {
    const key = await this.keys.toSeal(tx, customerId);
    if (!key) throw new CustomerIsErased(customerId);
    return `${customerId}:${key.sealBytes(placeOf(tx, customerId), Buffer.from(body)).toString('base64')}`;
  }

  /** @throws CustomerIsErased | PersonalDataUnreadable */
  override async open(tx: Tx, kept: string): Promise<string> {
    const [customerId = '', sealed = ''] = kept.split(':');
    const key = (await this.keys.toOpen(tx, [customerId])).get(customerId);
    if (!key) throw new CustomerIsErased(customerId);
    return key.openBytes(placeOf(tx, customerId), Buffer.from(sealed, 'base64')).toString();
  }
}
