import { InvalidPhone } from './customer.errors.js';
import { aCustomer } from './testing.js';

describe('a customer', () => {
  it.each(['12800138000', '1380013800', '138001380001', '+8613800138000', '138 0013 8000', ''])(
    'is refused with the phone "%s", and stays as they were',
    (phone) => {
      const customer = aCustomer({ phone: '13800138000' });
      expect(() => customer.change({ phone, name: '李四' })).toThrow(InvalidPhone);
      expect(customer).toMatchObject({ phone: '13800138000', name: '王小明' });
    },
  );

  it('keeps what is left out of a change, and empties what is null', () => {
    const customer = aCustomer({ email: 'wang@example.com', address: '世纪大道1号' });
    customer.change({ name: '王晓明', address: null });
    expect(customer).toMatchObject({ name: '王晓明', email: 'wang@example.com', address: null });
  });

  it('consents channel by channel, and says what changed', () => {
    const customer = aCustomer({ consents: [{ channel: 'wechat', granted: true }] });

    const changed = customer.change({
      consents: [
        { channel: 'wechat', granted: true },
        { channel: 'email', granted: false },
      ],
    });

    expect(changed).toEqual([{ channel: 'email', granted: false }]);
    expect(customer.consentTo('wechat')).toBe(true);
    expect(customer.consentTo('email')).toBe(false);
    expect(customer.consentTo('sms')).toBeUndefined();
  });
});
