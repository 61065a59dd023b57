import fc from 'fast-check';
import {
  canonicalJson, containedTaxFen, formatFen, instantOf, isPlate, isVin, laborChargeFen, localTime, minuteOfDay, multiplyDivide,
  quantityChargeFen, vinCheckDigit, weekdayOf,
} from './index.js'; // prettier-ignore

describe('money', () => {
  it('rounds half up, once', () => {
    expect(laborChargeFen(150, 28_000)).toBe(42_000);
    expect(quantityChargeFen(4500, 8_999)).toBe(40_496);
    expect(multiplyDivide(1, 1, 2)).toBe(1);
    expect(containedTaxFen(11_300, 1300)).toBe(1_300);
  });

  it('agrees with exact arithmetic for any amounts, and net plus tax is the gross', () => {
    const amount = fc.integer({ min: 0, max: 2 ** 40 });
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 5000 }), (gross, rate) => {
        const tax = containedTaxFen(gross, rate);
        const exact = (gross * rate) / (10_000 + rate);
        expect(Math.abs(tax - exact)).toBeLessThanOrEqual(0.5 + 1e-3);
        expect(tax).toBeLessThanOrEqual(gross);
      }),
    );
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses %p', (bad) => {
    expect(() => laborChargeFen(bad, 1)).toThrow(RangeError);
  });

  it('is written for people with its sign and thousands', () => {
    expect(formatFen(123_456)).toBe('¥1,234.56');
    expect(formatFen(-5)).toBe('-¥0.05');
  });
});

describe('a VIN', () => {
  it('carries its check digit in ninth place', () => {
    expect(vinCheckDigit('1M8GDM9AXKP042788')).toBe('X');
    expect(isVin('1M8GDM9AXKP042788')).toBe(true);
  });

  it.each(['1M8GDM9A1KP042788', '1M8GDM9AXKP04278', 'IM8GDM9AXKP042788', '1m8gdm9axkp042788'])(
    'is refused: %s',
    (bad) => {
      expect(isVin(bad)).toBe(false);
    },
  );
});

describe('a plate', () => {
  it.each(['沪A12345', '粤B8K9L2', '沪AD12345', '京A12345D'])('is known: %s', (plate) =>
    expect(isPlate(plate)).toBe(true),
  );
  it.each(['A12345', '沪I12345', '沪A1234', '沪A 12345', '沪AD1234X'])('is refused: %s', (plate) =>
    expect(isPlate(plate)).toBe(false),
  );
});

describe('local time', () => {
  it('reads an instant in the store zone and finds the way back', () => {
    expect(localTime(new Date('2026-11-21T17:30:00Z'), 'Asia/Shanghai')).toEqual({
      date: '2026-11-22',
      time: '01:30',
      weekday: 7,
    });
    expect(instantOf('2026-11-22', '01:30', 'Asia/Shanghai').toISOString()).toBe('2026-11-21T17:30:00.000Z');
  });

  it('has minutes since midnight, and a calendar day its weekday from Monday on', () => {
    expect(['00:00', '09:30', '23:59'].map(minuteOfDay)).toEqual([0, 570, 1_439]);
    expect(['2026-11-22', '2026-11-23', '2026-11-28'].map(weekdayOf)).toEqual([7, 1, 6]);
  });

  it('is what the clocks of the zone show, also in the quarter of an hour in which they are changed', () => {
    const shown = (at: Date, timeZone: string): string =>
      new Intl.DateTimeFormat('en-CA', {
        ...{ timeZone, hourCycle: 'h23', weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit' },
        ...{ hour: '2-digit', minute: '2-digit' },
      }).format(at);
    const read = (at: Date, zone: string): string => {
      const { date, time, weekday } = localTime(at, zone);
      return `${['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][weekday] ?? ''}, ${date}, ${time}`;
    };
    const anyInstant = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    const aChange = fc
      .integer({ min: -1_800_000, max: 1_800_000 })
      .map((offMs) => new Date(Date.parse('2026-10-25T01:00:00Z') + offMs));
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(fc.oneof(anyInstant, aChange), zones, (at, zone) => expect(read(at, zone)).toBe(shown(at, zone))),
    );
    expect(() => localTime(new Date(NaN), 'Asia/Shanghai')).toThrow(RangeError);
  });
});

describe('canonical JSON', () => {
  it('is the same for the same value, however its keys are ordered', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, { z: 1, y: 2 }], c: null } })).toBe(
      '{"a":{"c":null,"d":[2,{"y":2,"z":1}]},"b":1}',
    );
  });
});
