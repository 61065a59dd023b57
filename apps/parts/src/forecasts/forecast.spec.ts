import { type DemandHistory, forecast } from './forecast.js';

const DAY_MS = 86_400_000;

/** Weeks that end on 2026-01-01, each from the month of its middle day. */
function history(
  weeks: number,
  quantityOf: (month: string, week: number) => number,
  campaigns: string[] = [],
): DemandHistory {
  const end = Date.parse('2026-01-01');
  const monthOf = (week: number): string => new Date(end - ((weeks - week) * 7 - 3) * DAY_MS).toISOString().slice(0, 7);
  const weeksThousandths = Array.from({ length: weeks }, (_, week) => quantityOf(monthOf(week), week));
  return { endsBefore: '2026-01-01', weeksThousandths, campaignMonths: new Set(campaigns) };
}

describe('a forecast (PRT-12)', () => {
  it.each([
    ['even weeks', 'ses', history(52, (_month, week) => 7000 + (week % 3) * 1000)],
    ['each fourth week', 'sba', history(52, (_month, week) => (week % 4 === 3 ? 2000 : 0))],
    [
      'each fourth week until a year ago',
      'tsb',
      history(104, (_month, week) => (week < 52 && week % 4 === 3 ? 2000 : 0)),
    ],
    ['no demand at all', 'none', history(10, () => 0)],
    ['no week at all', 'none', history(0, () => 0)],
  ])('of %s is made by %s', (_what, method, past) => {
    expect(forecast(past, 14).method).toBe(method);
  });

  it('gives the demand of a day, in thousandths', () => {
    expect(
      forecast(
        history(52, () => 7000),
        14,
      ),
    ).toMatchObject({ perDay: 1000, perDayDeviation: 0, seasonFactor: 1 });
  });

  it('of a part that nobody asks for any more goes down to nothing', () => {
    const dying = history(156, (_month, week) => (week < 60 ? 1000 : 0));
    expect(forecast(dying, 14).perDay).toBeLessThan(1);
  });

  describe('with seasons', () => {
    const winter = (month: string): number => (['12', '01', '02'].includes(month.slice(5)) ? 12_000 : 4000);

    it('knows after two years what comes in winter, and does not take it for chance', () => {
      const { seasonFactor, perDay, perDayDeviation } = forecast(history(150, winter), 21);
      expect(seasonFactor).toBeCloseTo(2, 0);
      expect(perDay * 7).toBeGreaterThan(10_000);
      expect(perDayDeviation).toBeLessThan(perDay / 4);
    });

    it('sees none in the first two years, nor where the years do not agree', () => {
      expect(forecast(history(80, winter), 21).seasonFactor).toBe(1);
      const chance = history(150, (month) => (Number(month.slice(0, 4)) % 2 ? winter(month) : 16_000 - winter(month)));
      expect(forecast(chance, 21).seasonFactor).toBe(1);
    });
  });

  describe('with campaigns', () => {
    const inCampaign = (month: string): number => (month.endsWith('-03') || month.endsWith('-09') ? 20_000 : 7000);
    const past = ['2025-03', '2025-09', '2024-09'];

    it('keeps their peaks out of the level and its deviation', () => {
      const { perDay, perDayDeviation } = forecast(history(78, inCampaign, past), 14);
      expect({ perDay, perDayDeviation }).toEqual({ perDay: 1000, perDayDeviation: 0 });
      expect(forecast(history(78, inCampaign), 14).perDayDeviation).toBeGreaterThan(500);
    });

    it('expects the next one to do what those before did', () => {
      const planned = forecast(history(78, inCampaign, [...past, '2026-01']), 14);
      expect(planned.seasonFactor).toBeCloseTo(20 / 7, 5);
    });
  });
});
