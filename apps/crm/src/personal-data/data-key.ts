import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { PersonalDataUnreadable } from './personal-data.errors.js';

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ALGORITHM = 'aes-256-gcm';

/** Where a ciphertext lies; it opens nowhere else. */
export interface Place {
  readonly table: string;
  readonly column: string;
  /** The store, or for what the stores of a group share the group, whose row it is. */
  readonly owner: string;
  readonly row: string;
}

const nameOf = ({ table, column, owner, row }: Place): Buffer =>
  Buffer.from(JSON.stringify([table, column, owner, row]));

/** An AES-256 key. What it seals is nonce, tag and ciphertext in one piece, bound to its place. */
export class DataKey {
  constructor(private readonly key: Buffer) {}

  static random(): Buffer {
    return randomBytes(KEY_BYTES);
  }

  seal(place: Place, content: unknown): Buffer {
    return this.sealBytes(place, Buffer.from(JSON.stringify(content)));
  }

  sealBytes(place: Place, bytes: Buffer): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce).setAAD(nameOf(place));
    const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
  }

  /** @throws PersonalDataUnreadable when a bit was changed, or it was sealed for another place or by another key */
  open<Content>(place: Place, sealed: Buffer): Content {
    return JSON.parse(this.openBytes(place, sealed).toString()) as Content;
  }

  /** @throws PersonalDataUnreadable */
  openBytes(place: Place, sealed: Buffer): Buffer {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new PersonalDataUnreadable();
    const decipher = createDecipheriv(ALGORITHM, this.key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(nameOf(place))
      .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    } catch {
      throw new PersonalDataUnreadable();
    }
  }
}
