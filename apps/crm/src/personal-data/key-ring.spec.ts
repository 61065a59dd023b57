import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataKey } from './data-key.js';
import { KeyRing } from './key-ring.js';
import { PersonalDataKeyMissing, PersonalDataUnreadable } from './personal-data.errors.js';

const folder = mkdtempSync(join(tmpdir(), 'key-ring-'));
const file = join(folder, 'keys.json');
const aKey = (): string => randomBytes(32).toString('base64');
const [first, second, indexKey] = [aKey(), aKey(), aKey()];
const write = (content: unknown): void => writeFileSync(file, JSON.stringify(content));
const ring = (NODE_ENV = 'production'): KeyRing => KeyRing.from({ PERSONAL_DATA_KEYS_FILE: file, NODE_ENV });
const owner = { groupId: 'huadong', customerId: '01990000' };

beforeEach(() => write({ current: 'a', keys: { a: first }, indexKey }));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a ring of keys', () => {
  it('wraps with the current key, and unwraps with each that it has', () => {
    const keys = ring();
    const dataKey = DataKey.random();
    const old = keys.wrap(dataKey, owner);
    write({ current: 'b', keys: { a: first, b: second }, indexKey });
    keys.reload();
    expect(keys.wrap(dataKey, owner).kekId).toBe('b');
    expect(keys.unwrap(old, owner).equals(dataKey)).toBe(true);
  });

  it('looks into its file when another replica wrapped with a key that it does not know yet', () => {
    const keys = ring();
    write({ current: 'b', keys: { a: first, b: second }, indexKey });
    const dataKey = DataKey.random();
    expect(keys.unwrap(ring().wrap(dataKey, owner), owner).equals(dataKey)).toBe(true);
  });

  it('unwraps for nobody but the owner, and not without the key', () => {
    const keys = ring();
    const wrapped = keys.wrap(DataKey.random(), owner);
    expect(() => keys.unwrap(wrapped, { ...owner, customerId: 'another' })).toThrow(PersonalDataUnreadable);
    expect(() => keys.unwrap({ ...wrapped, kekId: 'gone' }, owner)).toThrow(PersonalDataKeyMissing);
  });

  it('keeps what it has when the file gets wrong, and does not quote it', () => {
    const keys = ring();
    const wrapped = keys.wrap(DataKey.random(), owner);
    write({ current: 'c', keys: { a: 'c2hvcnQ=' }, indexKey });
    expect(() => keys.reload()).toThrow(/keys.a is not 32 bytes/);
    expect(() => keys.reload()).not.toThrow(/c2hvcnQ/);
    expect(keys.unwrap(wrapped, owner)).toHaveLength(32);
  });

  it('indexes the same text differently in another context, and with another key', () => {
    const index = ring().blindIndex('phone', 'huadong', '13812345678');
    expect(ring().blindIndex('phone', 'huadong', '13812345678').equals(index)).toBe(true);
    expect(ring().blindIndex('phone', 'beifang', '13812345678').equals(index)).toBe(false);
    write({ current: 'a', keys: { a: first }, indexKey: second });
    expect(ring().blindIndex('phone', 'huadong', '13812345678').equals(index)).toBe(false);
  });

  it('is refused in production without a file, and with a development key', () => {
    expect(() => KeyRing.from({ NODE_ENV: 'production' })).toThrow('PERSONAL_DATA_KEYS_FILE is not set');
    expect(() => KeyRing.from({})).toThrow('PERSONAL_DATA_KEYS_FILE is not set');
    const development = createHash('sha256').update('personal-data-key-for-development').digest('base64');
    write({ current: 'a', keys: { a: first, old: development }, indexKey });
    expect(() => ring()).toThrow('a development key');
    expect(ring('development').currentId).toBe('a');
  });
});
