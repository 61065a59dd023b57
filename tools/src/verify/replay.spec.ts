import { compare } from './comparison.js';
import { brokenHistories, type LedgerEntry, robbedLots, type StatusGraph } from './replay.js';

let seq = 0;
const entry = (lotId: string, place: number, availableDelta: number, kind = 'reserved'): LedgerEntry => {
  seq += 1;
  return { seq: String(seq), partId: 'pads', lotId, place, expiresOn: null, neededOn: null, kind, availableDelta };
};

describe('the replay of the ledger (P3)', () => {
  const received = [entry('old', 1, 2000, 'received'), entry('new', 2, 2000, 'received')];

  it('finds nothing when the oldest lot leaves first', () => {
    expect(robbedLots([...received, entry('old', 1, -2000), entry('new', 2, -500)])).toEqual([]);
  });

  it('names the lot that left while an older one had free stock', () => {
    const early = entry('new', 2, -500);
    expect(robbedLots([...received, early])).toEqual([{ seq: early.seq, lot: 'new', older: 'old' }]);
  });

  it('lets a newer lot leave before an older one arrives or comes back', () => {
    const [, newer] = received.slice(-1).concat(received.slice(-1));
    expect(
      robbedLots([
        ...(newer ? [newer] : []),
        entry('new', 2, -500),
        entry('old', 1, 2000, 'received'),
        entry('old', 1, -2000),
        entry('new', 2, -500),
        entry('old', 1, 1000, 'returned'),
      ]),
    ).toEqual([]);
  });

  it('keeps the parts apart', () => {
    const other: LedgerEntry = { ...entry('oil', 2, -500), partId: 'oil' };
    expect(robbedLots([...received, other])).toEqual([]);
  });

  it.each([
    ['before the visit', '2027-02-01', 0],
    ['on its day', '2027-01-31', 1],
  ])('lets a lot be passed over that ends %s', (_what, neededOn, robbed) => {
    const ending = received.map((one) => ({ ...one, expiresOn: one.lotId === 'old' ? '2027-01-31' : null }));
    expect(robbedLots([...ending, { ...entry('new', 2, -500), neededOn }])).toHaveLength(robbed);
  });

  it('lets an order take over what its own booking kept', () => {
    const takenOver = [entry('new', 2, 500, 'handed-over'), entry('new', 2, -500, 'taken-over')];
    expect(robbedLots([...received, ...takenOver])).toEqual([]);
  });

  it.each(['scrapped', 'sent-back', 'quarantined'])('lets the lot that is meant be %s before its turn', (kind) => {
    expect(robbedLots([...received, entry('new', 2, -500, kind)])).toEqual([]);
  });
});

describe('the replay of a history (A5)', () => {
  const graph: StatusGraph = new Map([
    [null, ['booked']],
    ['booked', ['booked', 'confirmed', 'arrived']],
    ['confirmed', ['booked', 'arrived']],
    ['lost', ['lost']],
  ]);
  const steps = (...path: [string | null, string][]) => path.map(([from, to]) => ({ id: 'a', from, to }));
  const arrived = [{ id: 'a', status: 'arrived' }];

  it.each([
    ['a path in any order', steps(['booked', 'arrived'], [null, 'booked']), []],
    [
      'a path that comes by a status again',
      steps(
        [null, 'booked'],
        ['confirmed', 'booked'],
        ['booked', 'arrived'],
        ['booked', 'booked'],
        ['booked', 'confirmed'],
      ),
      [],
    ],
    ['no steps', [], arrived],
    ['a circle that nobody came to', steps([null, 'booked'], ['booked', 'arrived'], ['lost', 'lost']), arrived],
    ['a beginning in the middle', steps(['booked', 'arrived']), arrived],
    ['a step that is not allowed', steps([null, 'arrived']), arrived],
    ['a fork', steps([null, 'booked'], ['booked', 'arrived'], ['booked', 'confirmed']), arrived],
    ['an end in another status', steps([null, 'booked'], ['booked', 'confirmed']), arrived],
    ['a step after the end', steps([null, 'booked'], ['booked', 'arrived'], ['arrived', 'booked']), arrived],
  ])('finds %s', (_, history, broken) => {
    expect(brokenHistories(arrived, history, graph)).toEqual(broken);
  });
});

describe('a comparison', () => {
  const side = (name: string, ...entries: [string, string][]) => ({
    name,
    entries: entries.map(([id, value]) => ({ id, value })),
  });

  it('counts the ids of both sides, and finds nothing when they say the same', () => {
    expect(compare(side('one', ['a', '1'], ['b', '2']), side('other', ['b', '2'], ['a', '1']))).toEqual({
      checked: 2,
      violations: [],
    });
  });

  it('names what one side lacks, what they say differently, and what one says twice', () => {
    const one = side('one', ['a', '1'], ['b', '2'], ['d', '4'], ['d', '4']);
    const other = side('other', ['b', '3'], ['c', '3'], ['d', '4']);
    expect(compare(one, other).violations).toEqual([
      { id: 'a', one: '1', other: 'nothing' },
      { id: 'b', one: '2', other: '3' },
      { id: 'd', one: '4 and 4', other: '4' },
      { id: 'c', one: 'nothing', other: '3' },
    ]);
  });
});
