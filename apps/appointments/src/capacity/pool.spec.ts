import { Pool } from './pool.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 23, hour));
const kept = (keptId: string, from: number, to: number) => ({
  ...{ keptId, appointmentId: `for ${keptId}` },
  ...{ from: at(from), to: at(to) },
});

describe('a pool', () => {
  const pool = new Pool(['gu', 'meng'], [kept('gu', 2, 4), kept('meng', 6, 8)]);

  it.each([
    [0, 2, ['gu', 'meng']],
    [3, 5, ['meng']],
    [4, 6, ['gu', 'meng']],
    [5, 9, ['gu']],
    [3, 7, []],
  ])('from %d to %d o’clock has %j', (from, to, free) => {
    expect(pool.free({ from: at(from), to: at(to) })).toEqual(free);
  });

  it('does not count what a visit that is moved has itself', () => {
    expect(pool.free({ from: at(3), to: at(7) }, 'for gu')).toEqual(['gu']);
  });
});
