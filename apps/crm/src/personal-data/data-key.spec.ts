import { DataKey, type Place } from './data-key.js';
import { PersonalDataUnreadable } from './personal-data.errors.js';

const place: Place = { table: 'customer', column: 'sealed_identity', owner: 'huadong', row: '01990000' };
const key = new DataKey(DataKey.random());
const content = { name: '王小明', phone: '13812345678' };

describe('what is sealed with a key', () => {
  it('opens where it was sealed', () => {
    expect(key.open(place, key.seal(place, content))).toEqual(content);
  });

  it('looks different each time, and shows nothing', () => {
    const [one, other] = [key.seal(place, content), key.seal(place, content)];
    expect(one.equals(other)).toBe(false);
    expect(one.includes('13812345678')).toBe(false);
  });

  it('opens no more when any byte of it is changed, or missing', () => {
    const sealed = key.seal(place, content);
    for (const index of sealed.keys()) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(sealed.readUInt8(index) ^ 1, index);
      expect(() => key.open(place, changed)).toThrow(PersonalDataUnreadable);
      expect(() => key.open(place, sealed.subarray(0, index))).toThrow(PersonalDataUnreadable);
    }
  });

  it.each(['table', 'column', 'owner', 'row'] as const)('does not open in another %s', (part) => {
    const sealed = key.seal(place, content);
    expect(() => key.open({ ...place, [part]: 'another' }, sealed)).toThrow(PersonalDataUnreadable);
  });

  it('does not open with another key', () => {
    const other = new DataKey(DataKey.random());
    expect(() => other.open(place, key.seal(place, content))).toThrow(PersonalDataUnreadable);
  });
});
