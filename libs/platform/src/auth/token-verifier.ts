import { Inject, Injectable } from '@nestjs/common';
import { audienceOf } from '@pitlane/contracts';
import { DomainError } from '@pitlane/kernel';
import { jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config.js';
import { parseJsonBody } from '../http/json-body.js';
import { CustomerPasses } from './customer-passes.js';
import { IssuerKeys, IssuerUnavailable } from './issuer-keys.js';
import { type Principal, type Role, ROLES } from './principal.js';
import { StaffCutoffs } from './staff-cutoffs.js';
import { VerifiedTokens } from './verified-tokens.js';

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const LONGEST_LIFE_SECONDS = 600;
const LEEWAY_SECONDS = 30;
const claims = z.object({
  sub: z.string().min(1).max(200),
  group: z.string().min(1).max(64),
  stores: z.array(z.string().regex(/^[A-Za-z0-9_-]{1,32}$/)).min(1).max(500),
  roles: z.array(z.string()).min(1).max(20),
  iat: z.number(),
  exp: z.number(),
  aud: z.union([z.string(), z.array(z.string())]),
  /** Who acts in the name of `sub` (RFC 8693). */
  act: z.object({ sub: z.string().min(1).max(200) }).optional(),
}); // prettier-ignore

export class InvalidToken extends DomainError {
  constructor() {
    super('invalid_token', 'unauthenticated', 'Send a valid access token.');
  }
}

/** Verifies access tokens (RFC 9068) by the issuer's keys, for this service, at most ten minutes long (docs/decisions/0012); and customers' passes (0024). */
@Injectable()
export class TokenVerifier {
  private readonly verified = new VerifiedTokens<z.infer<typeof claims>>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly keys: IssuerKeys,
    private readonly cutoffs: StaffCutoffs,
    private readonly passes: CustomerPasses,
  ) {}

  /** @throws InvalidToken | IssuerUnavailable */
  async verify(token: string): Promise<Omit<Principal, 'actingRole'>> {
    if (this.passes.isPass(token)) return this.holderOf(token);
    const { sub, group, stores, roles, iat, exp, aud, act } = await this.claimsOf(token);
    const people = act ? [act.sub, sub] : [sub];
    if (exp - iat > LONGEST_LIFE_SECONDS || people.some((one) => this.cutoffs.isCutOff(one, iat)))
      throw new InvalidToken();
    // What one service could take from another and use at a third speaks for no service.
    if (roles.includes('service') && [aud].flat().length > 1) throw new InvalidToken();
    const known = roles.filter((role): role is Role => ROLES.some((one) => one === role));
    const actor = act ? { id: act.sub, onBehalfOf: sub } : { id: sub };
    return { ...actor, issuer: this.config.AUTH_ISSUER, groupId: group, stores, roles: known };
  }

  private async holderOf(pass: string): Promise<Omit<Principal, 'actingRole'>> {
    try {
      return await this.passes.verify(pass);
    } catch {
      throw new InvalidToken();
    }
  }

  private async claimsOf(token: string): Promise<z.infer<typeof claims>> {
    const keys = this.keys.current();
    const known = this.verified.find(token, keys, Date.now() / 1000);
    if (known) return known;
    const parsed = claims.safeParse(await this.payloadOf(token));
    if (!parsed.success) throw new InvalidToken();
    this.verified.keep(token, keys, parsed.data);
    return parsed.data;
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.keys.find, {
        issuer: this.config.AUTH_ISSUER,
        audience: audienceOf(this.config.service, this.config.AUTH_AUDIENCE_PREFIX),
        algorithms: ALGORITHMS,
        typ: 'at+jwt',
        clockTolerance: LEEWAY_SECONDS,
        maxTokenAge: LONGEST_LIFE_SECONDS,
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      refuseTwins(token);
      return payload;
    } catch (error) {
      throw error instanceof IssuerUnavailable ? error : new InvalidToken();
    }
  }
}

/** A name that stands twice could be read in two ways (RFC 7519 section 4). @throws DomainError `malformed_json` */
function refuseTwins(token: string): void {
  for (const part of token.split('.').slice(0, 2)) parseJsonBody(Buffer.from(part, 'base64url'));
}
