import fc from 'fast-check';
import { COMMON_SYMPTOMS } from './common-symptoms.js';
import { fitOf } from './fit.js';
import { findOperations } from './operation-search.js';

const phrase = { words: '刹车异响', initials: ['scyx', 'ccyx'] };
const operations = [
  { operationCode: 'BRK-010', nameZh: '更换前制动片' },
  { operationCode: 'BRK-011', nameZh: '更换后制动片（电子驻车）' },
  { operationCode: 'BRK-012', nameZh: '更换前制动盘和制动片' },
  { operationCode: 'DIA-003', nameZh: '异响路试诊断' },
  { operationCode: 'MNT-001', nameZh: '小保养（机油、机滤）' },
];
const codesFor = (said: string): string[] =>
  findOperations(said, { symptoms: COMMON_SYMPTOMS, operations }).map(({ operation }) => operation.operationCode);

describe('how well words fit a phrase', () => {
  it.each([
    ['刹车异响', 1_000],
    [' 刹车 异响！', 1_000],
    ['我的车刹车异响', 871],
    ['刹车', 850],
    ['SCYX', 690],
    ['ccy', 690],
    ['cyx', 600],
    ['踩刹车的时候有异响', 334],
    ['空调不凉', 0],
    ['zz', 0],
    ['？', 0],
  ])('%s fits 刹车异响 by %d', (said, fit) => {
    expect(fitOf(said, phrase)).toBe(fit);
  });

  it('is from 0 to 1000 for any words, and 1000 for its own', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        (said, words) => {
          const fit = fitOf(said, { words, initials: [] });
          expect(fit).toBeGreaterThanOrEqual(0);
          expect(fit).toBeLessThanOrEqual(1_000);
        },
      ),
    );
  });
});

describe('operations for what a customer says', () => {
  it('are those of the symptoms, the likeliest first', () => {
    expect(codesFor('刹车异响').slice(0, 3)).toEqual(['BRK-010', 'BRK-011', 'BRK-012']);
    expect(codesFor('scyx').slice(0, 3)).toEqual(['BRK-010', 'BRK-011', 'BRK-012']);
  });

  it('are found by their own names, too', () => {
    expect(codesFor('制动片')).toEqual(['BRK-010', 'BRK-011', 'BRK-012']);
    expect(codesFor('机油')).toContain('MNT-001');
  });

  it('name the symptoms that led to them', () => {
    const [first] = findOperations('刹车尖叫', { symptoms: COMMON_SYMPTOMS, operations });
    expect(first).toMatchObject({ operation: operations[0], fit: 1_000 });
    expect(first?.symptoms[0]).toBe('刹车尖叫');
  });

  it('are none for words that nobody knows', () => {
    expect(codesFor('今天天气不错')).toEqual([]);
  });

  it('come in the same order however the catalogue and the symptoms are ordered', () => {
    const orders = fc.tuple(
      fc.constantFrom('刹车', '异响', '保养', 'yx'),
      fc.shuffledSubarray(operations, { minLength: 5 }),
    );
    fc.assert(
      fc.property(orders, ([said, shuffled]) => {
        const symptoms = COMMON_SYMPTOMS.toReversed();
        const found = findOperations(said, { symptoms, operations: shuffled });
        expect(found.map(({ operation }) => operation.operationCode)).toEqual(codesFor(said));
      }),
    );
  });
});

describe('the common symptoms', () => {
  it('are each said once, and lead somewhere', () => {
    expect(new Set(COMMON_SYMPTOMS.map(({ words }) => words)).size).toBe(COMMON_SYMPTOMS.length);
    for (const { operationCodes } of COMMON_SYMPTOMS) {
      expect(operationCodes.length).toBeGreaterThan(0);
      for (const code of operationCodes) expect(code).toMatch(/^[A-Z]{3}-\d{3}$/);
    }
  });
});
