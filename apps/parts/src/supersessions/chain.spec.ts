import type { SupersessionRule } from '@pitlane/contracts';
import fc from 'fast-check';
import { type ChainLink, usableOn } from './chain.js';

const TODAY = '2026-11-21';
const [PAST, FUTURE] = ['2026-11-01', '2026-11-22'];

const link = (partNumber: string, rule: SupersessionRule | null = null, supersededFrom = PAST): ChainLink => ({
  ...{ partId: partNumber, partNumber, nameZh: '件', rule },
  supersededFrom: rule && supersededFrom,
});
const numbersOf = (chain: readonly ChainLink[]) => usableOn(chain, TODAY).map(({ partNumber }) => partNumber);

describe('the numbers that may be used for one that is asked for (PRT-1)', () => {
  it.each<[string, ChainLink[], string[]]>([
    ['a part that nothing replaces', [link('A')], ['A']],
    ['old stock that is used up first', [link('A', 'use-up'), link('B')], ['A', 'B']],
    ['old stock that is used no more', [link('A', 'replace'), link('B')], ['B']],
    ['each link by its own rule', [link('A', 'use-up'), link('B', 'replace'), link('C')], ['A', 'C']],
    ['a successor that does not count yet', [link('A', 'replace', FUTURE), link('B')], ['A']],
    ['a day that has come', [link('A', 'replace', TODAY), link('B')], ['B']],
    ['a chain that goes on later', [link('A', 'use-up'), link('B', 'replace', FUTURE), link('C')], ['A', 'B']],
    ['a number that is not listed', [], []],
  ])('are right for %s', (_what, chain, expected) => {
    expect(numbersOf(chain)).toEqual(expected);
  });

  it('are at least one, in the order of the chain, and the last of them is replaced by nothing yet', () => {
    const links = fc.array(
      fc.record({ rule: fc.constantFrom<SupersessionRule>('use-up', 'replace'), from: fc.constantFrom(PAST, FUTURE) }),
    );
    fc.assert(
      fc.property(links, (older) => {
        const chain = [...older.map(({ rule, from }, index) => link(`P${index}`, rule, from)), link('LAST')];
        const used = usableOn(chain, TODAY);
        expect(chain.filter((part) => used.includes(part))).toEqual(used);
        expect(used.at(-1)).toBe(chain.find(({ supersededFrom }) => supersededFrom !== PAST));
      }),
    );
  });
});
