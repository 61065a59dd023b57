import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { CONFIG, type Config } from '../config/config.js';

/** What a secret link opens. */
export type LinkPurpose = 'visit' | 'calendar-feed';

/** Wrong, too old, revoked, or of a customer who was erased: all read the same. */
export class NoSuchLink extends NotFound {
  constructor() {
    super('resource', 'with this link');
  }
}

const ID_BYTES = 16;
const TOKEN_LENGTH = 64;

/**
 * Links that let in whoever has them (docs/decisions/0024): an id and its signature, 64 characters that stand in an address as
 * they are. Nothing of them is stored, so nothing that is stored lets anyone in. Services with the same secret make the same links.
 */
@Injectable()
export class SecretLinks {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) { LINK_SECRET, CURSOR_SECRET }: Config) {
    this.key = Buffer.from(hkdfSync('sha256', LINK_SECRET ?? CURSOR_SECRET, '', 'pitlane secret links', 32));
  }

  tokenFor(purpose: LinkPurpose, id: string): string {
    const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
    return Buffer.concat([bytes, this.signatureOf(purpose, bytes)]).toString('base64url');
  }

  /** The id that a token of ours names; whether it still opens anything the caller looks up. @throws NoSuchLink */
  idIn(purpose: LinkPurpose, token: string): string {
    const bytes = Buffer.from(token, 'base64url');
    const id = bytes.subarray(0, ID_BYTES);
    const expected = Buffer.concat([id, this.signatureOf(purpose, id)]);
    const isOurs =
      token.length === TOKEN_LENGTH && bytes.length === expected.length && timingSafeEqual(bytes, expected);
    if (!isOurs) throw new NoSuchLink();
    return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  private signatureOf(purpose: LinkPurpose, id: Buffer): Buffer {
    return createHmac('sha256', this.key).update(purpose).update(id).digest();
  }
}
