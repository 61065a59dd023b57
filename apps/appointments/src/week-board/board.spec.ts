import { randomUUID } from 'node:crypto';
import { aStore } from '@pitlane/testing';
import { type Board, boardDay, type BoardBay, type Kept } from './board.js';
import { boardPage } from './board-page.js';

const store = aStore({ name: '上海<浦东>店', closures: ['2026-11-25'] });
const aBay = (facts: Partial<BoardBay> = {}): BoardBay => ({
  ...{ bayId: randomUUID(), name: '1号', kind: 'lift', active: true },
  ...facts,
});
const kept = (bayId: string, startsAt: string, endsAt: string, facts: Partial<Kept> = {}): Kept => ({
  ...{ bayId, startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
  ...{ status: 'booked', operationNames: ['更换制动片'] },
  ...facts,
});

describe('a day of the board', () => {
  const [one, two] = [aBay(), aBay({ name: '2号' })];
  const bays = [one, two];

  it('counts how much of the time of its bays is taken, within the opening hours', () => {
    const day = boardDay(store, '2026-11-23', {
      bays,
      kept: [
        kept(one.bayId, '2026-11-23T00:00:00Z', '2026-11-23T05:00:00Z'),
        kept(two.bayId, '2026-11-23T09:00:00Z', '2026-11-24T02:00:00Z'),
        kept(two.bayId, '2026-11-24T02:00:00Z', '2026-11-24T03:00:00Z'),
      ],
    });
    expect(day.bars.map(({ bayId, fromMinute, toMinute }) => [bayId, fromMinute, toMinute])).toEqual([
      [one.bayId, 480, 780],
      [two.bayId, 1_020, 1_080],
    ]);
    expect(day.usePercent).toBe(30);
  });

  it('goes on in the morning with what stayed overnight', () => {
    const overnight = [kept(one.bayId, '2026-11-23T09:00:00Z', '2026-11-24T02:00:00Z')];
    expect(boardDay(store, '2026-11-24', { bays, kept: overnight })).toMatchObject({
      bars: [{ fromMinute: 480, toMinute: 600 }],
      usePercent: 10,
    });
  });

  it.each(['2026-11-25', '2026-11-29'])('has no hours when the store is closed: %s', (date) => {
    expect(boardDay(store, date, { bays, kept: [] })).toEqual({ date, open: null, bars: [], usePercent: null });
  });

  it('does not count a bay that is out of service', () => {
    const closed = aBay({ active: false });
    const taken = [kept(closed.bayId, '2026-11-23T00:00:00Z', '2026-11-23T05:00:00Z')];
    expect(boardDay(store, '2026-11-23', { bays: [closed], kept: taken })).toMatchObject({ usePercent: null });
  });
});

describe('the page of the board', () => {
  const bay = aBay({ name: 'A&B' });
  const boardOf = (...times: Kept[]): Board => ({
    ...{ store, week: '2026-W48', bays: [bay] },
    days: ['2026-11-23', '2026-11-29'].map((date) => boardDay(store, date, { bays: [bay], kept: times })),
  });

  it('shows each booking with its time, work and state, and closed days', () => {
    const page = boardPage(
      boardOf(
        kept(bay.bayId, '2026-11-23T02:00:00Z', '2026-11-23T03:30:00Z', { status: 'confirmed' }),
        kept(bay.bayId, '2026-11-23T05:00:00Z', '2026-11-23T05:30:00Z', { status: null, operationNames: [] }),
      ),
    );
    expect(page).toContain('10:00–11:30 更换制动片 已确认');
    expect(page).toContain('13:00–13:30 占位');
    expect(page).toContain('使用率 20 %');
    expect(page).toMatch(/周日 11-29<\/text>\n<text[^>]*>休息/);
  });

  it('shows names as they are, whatever is in them', () => {
    const page = boardPage(boardOf());
    expect(page).toContain('上海&lt;浦东&gt;店');
    expect(page).toContain('A&amp;B · 举升');
  });

  it('is drawn for a week without any open day or bay, too', () => {
    const board = { ...boardOf(), bays: [], days: [boardDay(store, '2026-11-29', { bays: [], kept: [] })] };
    expect(boardPage(board)).not.toContain('NaN');
  });
});
