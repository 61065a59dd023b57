import { actingStore, type Stores, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { CONSENT_PURPOSE, ConsentChange } from './consent-change.entity.js';
import type { Consent, Customer } from './customer.entity.js';

/**
 * Lets the transaction see the one customer of the group with this exact index of a phone or this id, or the one vehicle with this
 * exact VIN or plate, although its store does not know them (policy `sought`).
 */
export async function seek(tx: Tx, exactly: string): Promise<void> {
  await tx.query(`SELECT set_config('app.sought', $1, true)`, [exactly]);
}

/**
 * Lets one transaction at a time give a customer to a store: they may be claimed themselves and come with several cars at once,
 * and who is slower finds them admitted.
 */
export async function admitOneByOne(tx: Tx, customerId: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [customerId]);
}

/** The transaction in the name of every store of the group: an export or an erasure is of the whole group. */
export function inGroup(tx: Tx, stores: Stores): Tx {
  const ofGroup = stores.all().filter(({ groupId }) => groupId === tx.scope.groupId);
  return tx.within({ ...tx.scope, stores: ofGroup.map(({ id }) => id) });
}

/** Writes down who changed which consents, and when. */
export async function logConsents(
  tx: Tx,
  customer: Customer,
  { changed, at }: { changed: Consent[]; at: Date },
): Promise<void> {
  const storeId = actingStore(tx.scope);
  const { id: changedBy } = tx.scope.actor;
  const facts = { storeId, customerId: customer.id, purpose: CONSENT_PURPOSE, changedAt: at, changedBy } as const;
  const changes = changed.map((consent) => Object.assign(new ConsentChange(), { id: uuidv7(), ...facts, ...consent }));
  await tx.add(...changes);
}
