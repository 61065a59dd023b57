import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@pitlane/kernel';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config.js';
import { discover } from './discovery.js';
import { type Principal, type Role, ROLES } from './principal.js';

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const claims = z.object({
  sub: z.string().min(1).max(200),
  group: z.string().min(1).max(64),
  stores: z.array(z.string().regex(/^[A-Za-z0-9_-]{1,32}$/)).min(1).max(500),
  roles: z.array(z.string()).min(1).max(20),
}); // prettier-ignore

export class InvalidToken extends DomainError {
  constructor() {
    super('invalid_token', 'unauthenticated', 'Send a valid access token.');
  }
}

/** The issuer's keys could not be fetched: nobody is let in, and nobody is told that the token was bad. */
export class IssuerUnavailable extends DomainError {
  constructor() {
    super('issuer_unavailable', 'unavailable', 'The identity provider cannot be reached; try again in a moment.');
  }
}

/** Verifies access tokens (RFC 9068) by the issuer's JWKS; keys are cached and fetched again at most every 30 s. */
@Injectable()
export class TokenVerifier {
  private keys: ReturnType<typeof createRemoteJWKSet> | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @throws InvalidToken | IssuerUnavailable */
  async verify(token: string): Promise<Omit<Principal, 'actingRole'>> {
    const payload = await this.payloadOf(token);
    const parsed = claims.safeParse(payload);
    if (!parsed.success) throw new InvalidToken();
    const { sub, group, stores, roles } = parsed.data;
    const known = roles.filter((role): role is Role => ROLES.some((one) => one === role));
    return { id: sub, issuer: this.config.AUTH_ISSUER, groupId: group, stores, roles: known };
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    this.keys ??= createRemoteJWKSet(await this.keysAddress(), { cooldownDuration: 30_000, timeoutDuration: 3_000 });
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.config.AUTH_ISSUER,
        audience: this.config.AUTH_AUDIENCE,
        algorithms: ALGORITHMS,
        typ: 'at+jwt',
        clockTolerance: 30,
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      return payload;
    } catch (error) {
      if (isFetchFailure(error)) throw new IssuerUnavailable();
      throw new InvalidToken();
    }
  }

  private async keysAddress(): Promise<URL> {
    try {
      return await discover(this.config.AUTH_ISSUER, 'jwks_uri');
    } catch {
      throw new IssuerUnavailable();
    }
  }
}

function isFetchFailure(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout) return true;
  if (error instanceof errors.JOSEError) return error.constructor === errors.JOSEError;
  return error instanceof TypeError;
}
