import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@pitlane/kernel';
import type { Principal } from '../auth/principal.js';
import { CONFIG, type Config } from '../config/config.js';
import { networkOf } from './network.js';
import { Rate } from './rate.js';

/** Requests per second where nothing else is set; a burst is twenty seconds of them. Only production has limits then. */
const USUAL = { RATE_PER_ADDRESS: 100, RATE_PER_PRINCIPAL: 50, RATE_PER_STORE: 1_000 } as const;
const BURST_SECONDS = 20;
/** What a refused token costs its address. */
const REFUSED_TOKEN = 10;
const MOST_TOKENS = 10_000;

export class RateLimited extends DomainError {
  constructor() {
    super('rate_limited', 'rate-limited', 'These are too many requests; wait as long as Retry-After says.');
  }
}

/** What one address, person or store may ask of this replica (docs/decisions/0014). */
@Injectable()
export class Limits {
  private readonly addresses: Rate;
  private readonly principals: Rate;
  private readonly stores: Rate;
  /** Tokens that were let in lately, by their signatures. */
  private readonly accepted = new Set<string>();

  constructor(@Inject(CONFIG) config: Config) {
    const rate = (name: keyof typeof USUAL): Rate => {
      const perSecond = config[name] ?? (config.NODE_ENV === 'production' ? USUAL[name] : 0);
      return new Rate(perSecond, perSecond * BURST_SECONDS);
    };
    this.addresses = rate('RATE_PER_ADDRESS');
    this.principals = rate('RATE_PER_PRINCIPAL');
    this.stores = rate('RATE_PER_STORE');
  }

  /**
   * For how many ms an address has to wait whose tokens were refused too often. A token that was let in lately passes all
   * the same: a whole store may share one address with the machine that keeps knocking.
   */
  waitOfAddress(address: string, authorization: string | undefined): number {
    const waitMs = this.addresses.waitMs(networkOf(address));
    return waitMs > 0 && authorization !== undefined && this.accepted.has(signatureOf(authorization)) ? 0 : waitMs;
  }

  noteRefusedToken(address: string): void {
    this.addresses.charge(networkOf(address), REFUSED_TOKEN);
  }

  noteAcceptedToken(authorization: string): void {
    this.accepted.add(signatureOf(authorization));
    const [oldest] = this.accepted.size > MOST_TOKENS ? this.accepted : [];
    if (oldest !== undefined) this.accepted.delete(oldest);
  }

  /** For how many ms a request without a token has to wait; 0 when it may go on. */
  takeForAddress(address: string, cost: number): number {
    return this.addresses.take(networkOf(address), cost);
  }

  /** The same for a person in a store. Other services answer to nobody's limit: they follow the events. */
  takeForPrincipal({ issuer, id, actingRole, stores }: Principal, cost: number): number {
    if (actingRole === 'service') return 0;
    // Who looks across stores spends of no store's.
    const [store] = stores.length === 1 ? stores : [];
    const storeWaits = store === undefined ? 0 : this.stores.waitMs(store, cost);
    const waitMs = storeWaits > 0 ? storeWaits : this.principals.take(`${issuer} ${id}`, cost);
    if (waitMs === 0 && store !== undefined) this.stores.charge(store, cost);
    return waitMs;
  }
}

const signatureOf = (authorization: string): string => authorization.slice(authorization.lastIndexOf('.') + 1);
