import { randomUUID } from 'node:crypto';
import { plusMinutes } from '@pitlane/kernel';
import { PhoneCode } from './phone-code.entity.js';

const at = new Date('2026-11-21T01:00:00Z');
const [phone, code, other] = [Buffer.from('phone'), Buffer.from('code'), Buffer.from('other')];
const aCode = (codeIndex: Buffer | null = code): PhoneCode => {
  const phoneCode = PhoneCode.ask({ id: randomUUID(), storeId: 'SH001' }, phone, at);
  phoneCode.send(codeIndex);
  return phoneCode;
};

describe('a code for a phone', () => {
  it('is good once', () => {
    const phoneCode = aCode();
    expect(phoneCode.tryWith(code, at)).toBe(true);
    expect(phoneCode.tryWith(code, at)).toBe(false);
    expect(phoneCode).toMatchObject({ status: 'used', tries: 1 });
  });

  it('is good for five minutes', () => {
    expect(aCode().tryWith(code, plusMinutes(at, 4))).toBe(true);
    expect(aCode().tryWith(code, plusMinutes(at, 5))).toBe(false);
  });

  it('may be tried five times', () => {
    const [fifth, sixth] = [aCode(), aCode()];
    for (let n = 0; n < 4; n += 1) expect(fifth.tryWith(other, at)).toBe(false);
    expect(fifth.tryWith(code, at)).toBe(true);
    for (let n = 0; n < 5; n += 1) expect(sixth.tryWith(other, at)).toBe(false);
    expect(sixth.tryWith(code, at)).toBe(false);
    expect(sixth.tries).toBe(5);
  });

  it('counts its tries in the same way when it was not sent, and is never good', () => {
    const nobody = aCode(null);
    for (let n = 0; n < 6; n += 1) expect(nobody.tryWith(code, at)).toBe(false);
    expect(nobody).toMatchObject({ status: 'nobody', tries: 5 });
    expect(PhoneCode.ask({ id: randomUUID(), storeId: 'SH001' }, phone, at).tryWith(code, at)).toBe(false);
  });
});
