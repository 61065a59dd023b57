import { inTurn, over, type Round } from './rounds.js';

const quiet = { foreign: 0.05, stolen: 0 };
const crowded = { foreign: 0.4, stolen: 0 };
const stolen = { foreign: 0, stolen: 0.3 };

const rounds = (...values: [number, Round<'ours', number>['disturbance']][]): Round<'ours', number>[] =>
  values.map(([ours, disturbance]) => ({ samples: { ours }, disturbance }));

describe('rounds', () => {
  it('measure each side once, forwards and backwards by turns, and look at the books after each', async () => {
    const order: string[] = [];
    const side = (name: string) => () => Promise.resolve(order.push(name));
    const check = side('books');
    await inTurn({ floor: side('floor'), ours: side('ours') }, { repeats: 2, say: () => undefined, check });
    expect(order).toEqual(['floor', 'ours', 'books', 'ours', 'floor', 'books']);
  });

  it('stop at books that do not add up', async () => {
    const check = (): Promise<never> => Promise.reject(new Error('P1 is red'));
    const measured = inTurn({ ours: () => Promise.resolve(1) }, { repeats: 2, say: () => undefined, check });
    await expect(measured).rejects.toThrow('P1 is red');
  });

  it('do not count when others used the processors, or the host took them', () => {
    const measured = over(rounds([1, quiet], [9, crowded], [3, quiet], [8, stolen], [2, quiet]), ({ ours }) => ours);
    expect(measured).toEqual({ median: 2, least: 1, most: 3, rounds: 3, thrownOut: 2, isDoubtful: false });
  });

  it('are all taken, and called doubtful, when none was quiet', () => {
    const measured = over(rounds([1, crowded], [3, stolen]), ({ ours }) => ours);
    expect(measured).toMatchObject({ median: 2, rounds: 2, thrownOut: 2, isDoubtful: true });
  });
});
