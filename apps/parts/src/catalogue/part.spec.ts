import { StockAboveMaximum, StockBelowMinimum } from '@pitlane/contracts';
import { initialsOf } from '@pitlane/platform/initials';
import { expiryOf } from './part.entity.js';
import { LimitsCrossed, YearsCrossed } from './part.errors.js';
import { aPart } from './testing.js';

const at = new Date('2026-11-21T02:00:00Z');
const later = new Date('2026-11-21T05:00:00Z');

describe('the stock alerts of a part (PRT-6)', () => {
  it('rise below the minimum, and propose a purchase up to the maximum', () => {
    const part = aPart({ partNumber: 'BRK-1', minThousandths: 4000, maxThousandths: 16_000 });

    const event = part.noteAvailable(3000, at);

    expect(event).toBeInstanceOf(StockBelowMinimum);
    expect(event).toEqual({
      partId: part.id,
      partNumber: 'BRK-1',
      availableThousandths: 3000,
      minThousandths: 4000,
      proposedThousandths: 13_000,
      occurredAt: at.toISOString(),
    });
    expect(part).toMatchObject({ alert: 'below-minimum', alertSince: at });
  });

  it('are said once per crossing, and again after they cleared', () => {
    const part = aPart({ minThousandths: 4000, maxThousandths: 16_000 });

    expect(part.noteAvailable(3000, at)).toBeInstanceOf(StockBelowMinimum);
    expect(part.noteAvailable(1000, later)).toBeUndefined();
    expect(part.alertSince).toEqual(at);
    expect(part.noteAvailable(4800, later)).toBeUndefined();
    expect(part).toMatchObject({ alert: null, alertSince: null });
    expect(part.noteAvailable(3999, later)).toBeInstanceOf(StockBelowMinimum);
  });

  it.each([
    [3000, 4799, 'below-minimum'],
    [3000, 4800, null],
    [17_000, 12_801, 'above-maximum'],
    [17_000, 12_800, null],
  ])(
    'raised at %i, are at %i of 4000 to 16000: %s, for they clear a fifth of the limit beyond it',
    (raised, now, alert) => {
      const part = aPart({ minThousandths: 4000, maxThousandths: 16_000 });
      part.noteAvailable(raised, at);
      expect(part.noteAvailable(now, later)).toBeUndefined();
      expect(part.alert).toBe(alert);
    },
  );

  it('clear at the other limit at the latest', () => {
    const part = aPart({ minThousandths: 4000, maxThousandths: 4000 });
    part.noteAvailable(3000, at);
    part.noteAvailable(4000, later);
    expect(part.alert).toBeNull();
  });

  it('are said once while the stock swings about the minimum', () => {
    const part = aPart({ minThousandths: 4000, maxThousandths: 16_000 });
    const events = [3000, 4000, 3000, 4500, 3500, 4000].map((available) => part.noteAvailable(available, later));
    expect(events.filter((event) => event !== undefined)).toHaveLength(1);
  });

  it.each([
    [3999, 'below-minimum'],
    [4000, null],
    [16_000, null],
    [16_001, 'above-maximum'],
  ])('with %i thousandths available of 4000 to 16000 are: %s', (available, alert) => {
    const part = aPart({ minThousandths: 4000, maxThousandths: 16_000 });
    part.noteAvailable(available, at);
    expect(part.alert).toBe(alert);
  });

  it('may turn from too little into too much at once', () => {
    const part = aPart({ minThousandths: 4000, maxThousandths: 16_000 });
    part.noteAvailable(0, at);
    expect(part.noteAvailable(20_000, later)).toBeInstanceOf(StockAboveMaximum);
    expect(part).toMatchObject({ alert: 'above-maximum', alertSince: later });
  });
});

describe('a part of the catalogue (PRT-1)', () => {
  it('is refused with a minimum above its maximum', () => {
    expect(() => aPart({ minThousandths: 2000, maxThousandths: 1000 })).toThrow(LimitsCrossed);
  });

  it('is refused for a car whose first year lies after its last', () => {
    const car = { make: 'SAIC-VW', model: 'Passat' };
    expect(() => aPart({ fits: [{ ...car, fromYear: 2021, toYear: 2020 }] })).toThrow(YearsCrossed);
    expect(aPart({ fits: [{ ...car, fromYear: 2021, toYear: 2021 }, car] }).fits).toHaveLength(2);
  });

  it.each([
    ['genuine', false, 'original'],
    ['certified', false, 'same-quality'],
    ['aftermarket', false, 'aftermarket'],
    ['genuine', true, 'remanufactured'],
    ['aftermarket', true, 'remanufactured'],
  ] as const)('of %s origin, remanufactured %s, is of the class %s', (origin, isRemanufactured, partClass) => {
    expect(aPart({ origin, isRemanufactured }).partClass).toBe(partClass);
  });

  it.each([
    ['刹车片', 'scp'],
    ['机油 5W-30', 'jy5w30'],
    ['Polo 雨刮', 'poloyg'],
    ['重型传动轴', 'zxcdz'],
    ['——', undefined],
  ])('named %s has the initials %s', (nameZh, initials) => {
    expect(initialsOf(nameZh)[0]).toBe(initials);
  });

  it('has initials in each reading of its name, and no more than anybody needs', () => {
    expect(initialsOf('刹车片')).toEqual(expect.arrayContaining(['scp', 'ccp', 'sjp', 'cjp']));
    expect(initialsOf('重长行传弹调重长行传弹调')).toHaveLength(16);
  });

  it('gives a lot its last day when it ages, and none when it does not', () => {
    expect(expiryOf(aPart({ shelfLifeDays: 730 }), '2026-11-21')).toBe('2028-11-20');
    expect(expiryOf(aPart(), '2026-11-21')).toBeNull();
  });
});
