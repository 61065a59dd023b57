import { createPrivateKey } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { audienceOf, type ServiceName } from '@pitlane/contracts';
import { DomainError } from '@pitlane/kernel';
import {
  createLocalJWKSet,
  decodeProtectedHeader,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
  SignJWT,
} from 'jose';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config.js';
import { DEVELOPMENT_PASS_KEY } from '../config/development-pass-key.js';
import type { Principal } from './principal.js';

const ALGORITHM = 'EdDSA';
const TYPE = 'customer-pass+jwt';
/** Who takes passes. */
const FOR: ServiceName = 'appointments';
const LEEWAY_SECONDS = 30;
const claims = z.object({ sub: z.uuid(), group: z.string().min(1), store: z.string().min(1) });

/** How long a pass lives. */
export const PASS_SECONDS = 600;

/** Whom a pass speaks for: a customer in one store. */
export interface PassHolder {
  readonly customerId: string;
  readonly groupId: string;
  readonly storeId: string;
}

/** This service has no key to sign passes with. */
export class PassesNotIssued extends DomainError {
  constructor() {
    super('passes_not_issued', 'unavailable', 'Customers get no passes here.');
  }
}

/**
 * What customers show who have proved that a phone is theirs, and have no account (docs/decisions/0024): crm signs it, appointments
 * takes it. It has a key, an issuer and a type of its own, so that no token of a person can stand for a pass, nor the reverse.
 */
@Injectable()
export class CustomerPasses {
  private readonly issuer: string;
  private readonly signingKey: { readonly d: string; readonly x: string } | undefined;
  private readonly keys: JWTVerifyGetKey;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    const { NODE_ENV, AUTH_AUDIENCE_PREFIX, CUSTOMER_PASS_KEY, CUSTOMER_PASS_PUBLIC_KEYS } = config;
    const usual = NODE_ENV === 'production' ? undefined : DEVELOPMENT_PASS_KEY;
    const [d, x] = (CUSTOMER_PASS_KEY ?? usual)?.split('.') ?? [];
    const [, usualPublic] = usual?.split('.') ?? [];
    this.issuer = audienceOf('crm', AUTH_AUDIENCE_PREFIX);
    this.signingKey = d !== undefined && x !== undefined ? { d, x } : undefined;
    this.keys = createLocalJWKSet({
      keys: ((CUSTOMER_PASS_PUBLIC_KEYS ?? usualPublic)?.split(',') ?? []).map((half) => ({
        ...{ kty: 'OKP', crv: 'Ed25519', x: half, kid: half, alg: ALGORITHM, use: 'sig' },
      })),
    });
  }

  /** @throws PassesNotIssued */
  sign({ customerId, groupId, storeId }: PassHolder): Promise<string> {
    if (!this.signingKey) throw new PassesNotIssued();
    const key = { kty: 'OKP', crv: 'Ed25519', ...this.signingKey };
    return new SignJWT({ group: groupId, store: storeId })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: key.x })
      .setIssuer(this.issuer)
      .setAudience(audienceOf(FOR, this.config.AUTH_AUDIENCE_PREFIX))
      .setSubject(customerId)
      .setIssuedAt()
      .setExpirationTime(`${PASS_SECONDS} s`)
      .sign(createPrivateKey({ key, format: 'jwk' }));
  }

  /** Whether a token says of itself that it is a pass. */
  isPass(token: string): boolean {
    try {
      return decodeProtectedHeader(token).typ === TYPE;
    } catch {
      return false;
    }
  }

  /** @throws Error when it is no pass of ours, too old, or for another service */
  async verify(token: string): Promise<Omit<Principal, 'actingRole'>> {
    const { sub, group, store } = claims.parse(await this.payloadOf(token));
    return { id: sub, issuer: this.issuer, groupId: group, stores: [store], roles: ['customer'] };
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    const { payload } = await jwtVerify(token, this.keys, {
      issuer: this.issuer,
      audience: audienceOf(this.config.service, this.config.AUTH_AUDIENCE_PREFIX),
      algorithms: [ALGORITHM],
      typ: TYPE,
      clockTolerance: LEEWAY_SECONDS,
      maxTokenAge: PASS_SECONDS,
      requiredClaims: ['exp', 'iat', 'sub'],
    });
    return payload;
  }
}
