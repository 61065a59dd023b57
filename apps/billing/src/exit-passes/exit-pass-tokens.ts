import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@pitlane/platform';
import { calculateJwkThumbprint, compactVerify, exportJWK, type JWK, SignJWT } from 'jose';
import { z } from 'zod';
import type { ExitPass } from './exit-pass.entity.js';
import { ExitPassForged } from './exit-pass.errors.js';

const ALGORITHM = 'EdDSA';
// An Ed25519 private key in PKCS #8 is this prefix and 32 bytes (RFC 8410).
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const claims = z.object({ jti: z.uuid() });

/** Signs what the gate scans: it verifies a pass with the public key alone, also when the line is down (BIL-7). */
@Injectable()
export class ExitPassTokens {
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;

  constructor(@Inject(CONFIG) { GATEWAY_SECRET }: Config) {
    const seed = Buffer.from(hkdfSync('sha256', GATEWAY_SECRET, '', 'pitlane exit pass', 32));
    this.privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.privateKey);
  }

  /** @param plate of the car, when the store knows it: what the gate compares without asking anyone */
  async sign(pass: ExitPass, plate: string | null): Promise<string> {
    return new SignJWT({ store: pass.storeId, vehicle: pass.vehicleId, ...(plate !== null && { plate }) })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'exit-pass+jwt', kid: await this.keyId() })
      .setJti(pass.id)
      .setSubject(pass.repairOrderId)
      .setIssuedAt(pass.issuedAt)
      .setExpirationTime(pass.expiresAt)
      .sign(this.privateKey);
  }

  /** The id of the pass that a token stands for; whether it is still good the pass itself says. @throws ExitPassForged */
  async verify(token: string): Promise<string> {
    try {
      const { payload } = await compactVerify(token, this.publicKey, { algorithms: [ALGORITHM] });
      return claims.parse(JSON.parse(new TextDecoder().decode(payload))).jti;
    } catch {
      throw new ExitPassForged();
    }
  }

  /** The public key that gates keep. */
  async publicJwk(): Promise<JWK> {
    return { ...(await exportJWK(this.publicKey)), kid: await this.keyId(), alg: ALGORITHM, use: 'sig' };
  }

  private async keyId(): Promise<string> {
    return calculateJwkThumbprint(await exportJWK(this.publicKey));
  }
}
