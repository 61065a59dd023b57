import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@pitlane/kernel';
import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config.js';
import { discover } from './discovery.js';

const FRESH_MS = 5 * 60_000;
const COOLDOWN_MS = 30_000;
const TIMEOUT_MS = 3_000;
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/** The issuer never gave its keys: nobody is let in, and nobody is told that the token was bad. */
export class IssuerUnavailable extends DomainError {
  constructor() {
    super('issuer_unavailable', 'unavailable', 'The identity provider cannot be reached; try again in a moment.');
  }
}

/**
 * The issuer's signing keys. Once fetched they serve for as long as the issuer is away or slow: they are renewed behind the requests' backs.
 * A key that is not among them is asked for at once, but however many tokens name such a key, at most every 30 s.
 */
@Injectable()
export class IssuerKeys {
  private known: JWTVerifyGetKey | undefined;
  private fetchedAt = 0;
  private askedAt = 0;
  private asking: Promise<JWTVerifyGetKey | undefined> | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * The key that a token's header names by `kid`; addresses and keys in the header are not looked at.
   * @throws JWKSNoMatchingKey | IssuerUnavailable
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const known = this.known ?? (await this.ask());
    if (!known) throw new IssuerUnavailable();
    this.renewWhenOld();
    try {
      return await known(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const renewed = await this.askUnlessJustAsked();
      if (!renewed) throw error;
      return renewed(header, token);
    }
  };

  /** The set of keys that counts now: another object once they were renewed. */
  current(): object | undefined {
    this.renewWhenOld();
    return this.known;
  }

  private renewWhenOld(): void {
    if (this.known && Date.now() > this.fetchedAt + FRESH_MS) void this.askUnlessJustAsked();
  }

  private askUnlessJustAsked(): Promise<JWTVerifyGetKey | undefined> {
    const isJustAsked = !this.asking && Date.now() < this.askedAt + COOLDOWN_MS;
    return isJustAsked ? Promise.resolve(undefined) : this.ask();
  }

  /** Fetches the keys, once for all who wait; undefined, and the keys stay as they are, when the issuer doesn't give any. */
  private ask(): Promise<JWTVerifyGetKey | undefined> {
    this.asking ??= this.fetch()
      .catch(() => undefined)
      .finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async fetch(): Promise<JWTVerifyGetKey> {
    this.askedAt = Date.now();
    const address = await discover(this.config.AUTH_ISSUER, 'jwks_uri');
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    if (!response.ok) throw new Error(`The issuer answers ${response.status} for its keys.`);
    this.known = createLocalJWKSet(keySet.parse(await response.json()));
    this.fetchedAt = Date.now();
    return this.known;
  }
}
