import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DataKey, KEY_BYTES } from './data-key.js';
import { PersonalDataKeyMissing } from './personal-data.errors.js';

const key = z
  .base64()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === KEY_BYTES, `is not ${KEY_BYTES} bytes`);
const keyFile = z
  .object({
    /** Id of the key that wraps from now on. */
    current: z.string().min(1),
    keys: z.record(z.string().min(1).max(64), key),
    indexKey: key,
  })
  .refine(({ current, keys }) => current in keys, { path: ['current'], message: 'names no key' });
type Keys = z.infer<typeof keyFile>;

const forDevelopment = (name: string) => Buffer.from(createHash('sha256').update(`${name}-for-development`).digest());
const DEVELOPMENT: Keys = {
  current: 'development',
  keys: { development: forDevelopment('personal-data-key') },
  indexKey: forDevelopment('personal-data-index-key'),
};

export interface WrappedKey {
  readonly kekId: string;
  readonly wrapped: Buffer;
}

/** Whose key is wrapped: it unwraps for nobody else. */
export interface KeyOwner {
  readonly groupId: string;
  readonly customerId: string;
}

const placeOf = ({ groupId, customerId }: KeyOwner) =>
  ({ table: 'customer_key', column: 'wrapped', owner: groupId, row: customerId }) as const;

/**
 * The keys above the customers' keys (KEK), each with an id, and the key of the blind indexes. From a JSON file that is read again
 * while the service runs: `{"current":"2026-11","keys":{"2026-11":"…32 bytes, base64…"},"indexKey":"…"}`.
 */
export class KeyRing {
  private keys: Keys;

  private constructor(
    private readonly file: string | undefined,
    private readonly isProduction: boolean,
  ) {
    this.keys = this.read();
  }

  /**
   * Without a file the keys are those for development.
   * @throws Error when the file is missing or wrong, or names a development key in production; it never quotes a key
   */
  static from(settings: { PERSONAL_DATA_KEYS_FILE?: string | undefined; NODE_ENV?: string | undefined }): KeyRing {
    return new KeyRing(settings.PERSONAL_DATA_KEYS_FILE, (settings.NODE_ENV ?? 'production') === 'production');
  }

  get currentId(): string {
    return this.keys.current;
  }

  /** Takes over the file as it is now; a wrong one changes nothing. @throws Error as `from` */
  reload(): void {
    this.keys = this.read();
  }

  wrap(dataKey: Buffer, owner: KeyOwner): WrappedKey {
    const kekId = this.currentId;
    return { kekId, wrapped: this.kek(kekId).sealBytes(placeOf(owner), dataKey) };
  }

  /** @throws PersonalDataUnreadable | PersonalDataKeyMissing */
  unwrap({ kekId, wrapped }: WrappedKey, owner: KeyOwner): Buffer {
    return this.kek(kekId).openBytes(placeOf(owner), wrapped);
  }

  /** What stands for a text in searches and in unique constraints: HMAC-SHA256 of the text in its context. */
  blindIndex(...context: string[]): Buffer {
    return createHmac('sha256', this.keys.indexKey).update(JSON.stringify(context)).digest();
  }

  /** A replica that has the newer file may have wrapped already: an unknown id is looked for there first. */
  private kek(id: string): DataKey {
    if (!(id in this.keys.keys)) this.reload();
    const bytes = this.keys.keys[id];
    if (!bytes) throw new PersonalDataKeyMissing(id);
    return new DataKey(bytes);
  }

  private read(): Keys {
    if (this.file === undefined) {
      if (this.isProduction) throw new Error('crm cannot start: PERSONAL_DATA_KEYS_FILE is not set');
      return DEVELOPMENT;
    }
    const parsed = keyFile.safeParse(JSON.parse(readFileSync(this.file, 'utf8')));
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
      throw new Error(`The file of PERSONAL_DATA_KEYS_FILE is wrong: ${problems.join('; ')}`);
    }
    if (this.isProduction && isForDevelopment(parsed.data)) {
      throw new Error('The file of PERSONAL_DATA_KEYS_FILE has a development key.');
    }
    return parsed.data;
  }
}

function isForDevelopment({ keys, indexKey }: Keys): boolean {
  const known = [...Object.values(DEVELOPMENT.keys), DEVELOPMENT.indexKey];
  return [...Object.values(keys), indexKey].some((bytes) => known.some((one) => one.equals(bytes)));
}
