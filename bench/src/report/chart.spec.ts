import { once } from '../measure/rounds.js';
import { atLeast, atMost, isMet, type RowResult } from '../rows/row.js';
import { chartOf, nearness } from './chart.js';
import { tableOf } from './table.js';

const result: RowResult = {
  row: 'R1',
  findings: [
    { figure: 'reserve / floor', goal: atLeast(1.5), measured: once(3) },
    { figure: 'p99 <of it>', goal: atMost(15, 'ms'), measured: once(30) },
    { figure: 'oversold', goal: atMost(0), measured: once(0) },
  ],
  sides: ['ours: 3 /s'],
  curves: [{ of: 'reserve, by number of parts', unit: 'µs', points: [{ size: 1_000, value: 5 }, { size: 1_000_000, value: 6 }] }],
}; // prettier-ignore

describe('what a run says', () => {
  it('is met by the median, on the goal, too', () => {
    expect(result.findings.map(isMet)).toEqual([true, false, true]);
    expect(isMet({ figure: '', goal: atMost(2), measured: once(2) })).toBe(true);
  });

  it('lies near its goal in either direction: twice as good is 2, half as good a half', () => {
    expect(result.findings.map(nearness)).toEqual([2, 0.5, 10]);
  });

  it('stands in the table with its goal, and skipped and failed rows by name', () => {
    const table = tableOf([
      result,
      { row: 'R7', findings: [], sides: [], skipped: 'no registry answers' },
      { row: 'R8', findings: [], sides: [], failed: 'P1 is red' },
    ]);
    expect(table).toContain('R1   met      goal ≥ 1.5');
    expect(table).toContain('R1   NOT MET  goal ≤ 15 ms');
    expect(table).toContain('R7   skipped: no registry answers');
    expect(table).toContain('R8   FAILED: P1 is red');
  });

  it('is drawn with every figure and every size, its words made safe', () => {
    const chart = chartOf([result], 'a machine');
    expect(chart.match(/<rect /g)).toHaveLength(4);
    expect(chart.match(/<circle /g)).toHaveLength(2);
    expect(chart).toContain('p99 &lt;of it');
    expect(chart).not.toContain('NaN');
  });
});
